/** What a reconcile is given beside its object. */
import type { CacheReader } from '../cache/cache.ts';
import type { InformerRequest } from '../cache/request.ts';
import type { Client } from '../client/client.ts';
import { milliseconds } from '../duration.ts';
import type { Kind } from '../kind.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';
import type { Applier } from '../apply/apply.ts';
import { describeChild } from '../apply/child.ts';
import type { Interests } from './dynamic-watch.ts';
import type { EventRecorder } from '../events/events.ts';
import { checkFence, fencedClient } from './fence.ts';
import type { Pruner } from '../apply/prune.ts';
import type { Context, WatchRequest } from './reconcile.ts';
import type { StatusWriter } from '../status/status-writer.ts';
import { TerminalError } from './terminal-error.ts';

/** What the contexts of a controller share. */
export interface ContextServices {
  readonly cluster?: string | undefined;
  readonly cache: CacheReader;
  readonly client: Client;
  readonly events: EventRecorder;
  readonly applier: Applier;
  readonly status: StatusWriter;
  readonly prune: Pruner;
  readonly installed: (kind: Pick<Kind, 'apiVersion' | 'kind'>) => boolean;
  /** Whether a reconcile may be given up while it runs on. */
  readonly fenced: boolean;
}

/** What is one reconcile's own. */
export interface ContextRun {
  readonly object: KubernetesObject;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly interests: Interests;
}

/** Makes the context of one reconcile. */
export const createContext = (
  { cluster, cache, client, events, applier, status, prune, installed, fenced }: ContextServices,
  { object, log, signal, interests }: ContextRun,
): Context<KubernetesObject> => {
  const applied = new Set<string>();
  return {
    apply: async (children) => {
      checkFence(signal);
      if (object.metadata.deletionTimestamp !== undefined)
        throw new TerminalError(
          `${object.kind} ${JSON.stringify(object.metadata.name)} is being deleted: cleanup cannot apply children, they would be deleted with it.`,
        );
      const missing = Object.values(children).find((child) => child !== undefined && !installed(child));
      if (missing !== undefined)
        throw new TerminalError(
          `${missing.kind} (${missing.apiVersion}) is not installed at present. Look at context.installed(${missing.kind}) before it is applied; ${object.kind} is reconciled again when it is installed.`,
        );
      return applier.apply(object, children, { log, applied });
    },
    setStatus: async (desired) => {
      checkFence(signal);
      await status.set(object, desired as Readonly<Record<string, unknown>>);
    },
    prune: async (options) => {
      checkFence(signal);
      const deleted = await prune(object, applied, options);
      for (const child of deleted) log.info(`deleted ${describeChild(object, child, child.metadata)}`);
      return deleted;
    },
    watch: (kind, request = {}) => interests.watch(requestOf(kind, object, request)),
    installed,
    cluster,
    cache,
    client: fenced ? fencedClient(client, signal) : client,
    events,
    log,
    requeueAfter: (duration, options) => ({ requeueAfter: milliseconds(duration), ...options }),
    signal,
  };
};

const requestOf = <K extends KubernetesObject>(
  kind: Kind<K>,
  { metadata }: KubernetesObject,
  { namespace = metadata.namespace, name, labels, fields, metadataOnly = false }: WatchRequest,
): InformerRequest<K> => {
  const { projection, ...whole } = kind;
  return {
    kind: whole,
    namespace: kind.scope === 'Cluster' || namespace === '' ? undefined : namespace,
    labels,
    fields: name === undefined ? fields : { ...fields, 'metadata.name': name },
    projection: metadataOnly ? 'metadata' : projection,
  };
};
