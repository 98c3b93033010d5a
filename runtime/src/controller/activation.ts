/**
 * Watches that are there only while their kind is installed (`when: 'crdPresent'`).
 *
 * Expected flow: its CRD is watched, that one alone; when it is established and serves the version, `activate` is called; when it goes or
 * serves the version no longer, what `activate` answered. Where CRDs may not be watched, the kind is asked for every 10 seconds.
 * Guarantees: `activate` and its end take turns. A CRD that is there before the process is told as soon as it is listed.
 * Caveats: asking for a kind takes the permission to list it, which watching it takes too.
 */
import { holdInformer } from '../cache/hold.ts';
import type { Cache } from '../cache/cache.ts';
import type { Client } from '../client/client.ts';
import { Forbidden, NotFound } from '../client/errors.ts';
import { type Clock, sleep } from '../clock.ts';
import { kind as declare, type Kind } from '../kind.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';

export interface ActivationOptions {
  readonly kind: Kind;
  /** Where it is asked for; undefined: in all namespaces. */
  readonly namespace: string | undefined;
  readonly cache: Cache;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Called when the kind is there; the answer, when it is no longer. */
  readonly activate: () => () => void;
}

interface Definition extends KubernetesObject {
  readonly spec: { readonly versions: readonly { readonly name: string; readonly served: boolean }[] };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const DEFINITION = declare<Definition>({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  scope: 'Cluster',
});

const POLL = 10_000;

/** Follows the presence of a kind until the signal is aborted. */
export const followPresence = (options: ActivationOptions): void => {
  const { kind, cache, signal, log } = options;
  let deactivate: (() => void) | undefined;
  const tell = (present: boolean): void => {
    if (signal.aborted || present === (deactivate !== undefined)) return;
    log.info(`${kind.kind} (${kind.apiVersion}) is ${present ? 'installed' : 'not installed any more'}.`);
    if (present) {
      deactivate = options.activate();
      return;
    }
    deactivate?.();
    deactivate = undefined;
  };

  const { informer, release } = holdInformer(cache, {
    kind: DEFINITION,
    fields: { 'metadata.name': `${kind.plural}.${kind.group}` },
  });
  const serves = ({ spec, status }: Definition): boolean =>
    spec.versions.some(({ name, served }) => served && name === kind.version) &&
    status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True') === true;
  const unsubscribe = informer.subscribe(({ object, removed }) => tell(!removed && serves(object)));
  const [known] = informer.store.values();
  if (known !== undefined) tell(serves(known));

  const end = (): void => {
    unsubscribe();
    release();
  };
  signal.addEventListener('abort', end, { once: true });
  const fallBack = (error: Error | undefined): void => {
    if (!(error instanceof Forbidden) || informer.hasSynced() || signal.aborted) return;
    end();
    log.debug(`CustomResourceDefinitions may not be watched; asking for ${kind.kind} instead.`, { error });
    void poll(options, tell);
  };
  informer.onFailure(fallBack);
  fallBack(informer.failure());
};

const poll = async (
  { kind, namespace, client, clock, signal, log }: ActivationOptions,
  tell: (present: boolean) => void,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      // Costs next to nothing, however many objects there are.
      const none = { 'metadata.name': 'k8s-operator-runtime-presence' };
      for await (const _page of client.pages(kind, { namespace, fields: none, signal })) tell(true);
    } catch (error) {
      if (error instanceof NotFound && error.unknownResource) tell(false);
      else log.debug(`Cannot ask for ${kind.kind} at present.`, { error });
    }
    await sleep(clock, POLL * (0.9 + clock.random() / 5), signal);
  }
};
