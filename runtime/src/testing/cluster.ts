/** A cluster for tests: an API server in memory with CRDs installed and the controllers under test running against it. */
import { type Client, createClient } from '../client/client.ts';
import type {
  ApplyOptions,
  CreateOptions,
  DeleteOptions,
  ListOptions,
  Patch,
  PatchOptions,
  WriteOptions,
} from '../client/options.ts';
import type { ObjectKey } from '../client/path.ts';
import type { Controller } from '../controller/controller.ts';
import type { Kind } from '../kind.ts';
import { CustomResourceDefinition } from '../kinds/index.ts';
import type { Logger } from '../manager/log.ts';
import { createManager } from '../manager/manager.ts';
import type { Draft, KubernetesObject } from '../object.ts';
import { createTransport } from '../transport/transport.ts';
import { readCrds, type CrdSource } from './crd/files.ts';
import { recorder } from './recorder.ts';
import { startServer, type EmbeddedServer, type ServerOptions } from './server/start.ts';
import { waitFor, type UntilOptions } from './until.ts';

export interface EmbeddedOptions extends ServerOptions {
  /** CRDs to install: files, folders, or objects. */
  readonly crds?: CrdSource | readonly CrdSource[];
  /** Run by a manager in this process; default: none. */
  readonly controllers?: readonly Controller[];
  /** The operator's name: its field manager, its events. Default `operator`. */
  readonly name?: string;
  /** Where the manager logs; by default warnings and errors are shown when a test waits in vain. */
  readonly logger?: Logger;
}

/** A name, in namespace `default` if the kind has namespaces, or where it is. */
export type Reference = string | { readonly name: string; readonly namespace?: string | undefined };

/** Drafts without namespace go to `default`. Everything is read from the API server, not from a cache. */
export interface EmbeddedCluster extends AsyncDisposable {
  readonly server: EmbeddedServer;
  readonly client: Client;
  readonly create: <T extends KubernetesObject>(kind: Kind<T>, draft: Draft<T>, options?: CreateOptions) => Promise<T>;
  /** undefined when there is no such object. */
  readonly get: <T extends KubernetesObject>(kind: Kind<T>, reference: Reference) => Promise<T | undefined>;
  readonly list: <T extends KubernetesObject>(kind: Kind<T>, options?: ListOptions) => Promise<readonly T[]>;
  readonly update: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: WriteOptions) => Promise<T>;
  readonly patch: <T extends KubernetesObject>(
    kind: Kind<T>,
    reference: Reference,
    patch: Patch,
    options?: PatchOptions,
  ) => Promise<T>;
  readonly apply: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: ApplyOptions) => Promise<T>;
  /** false when there was no such object. */
  readonly delete: <T extends KubernetesObject>(
    kind: Kind<T>,
    reference: Reference,
    options?: DeleteOptions,
  ) => Promise<boolean>;
  /** Resolves with the object when it exists and `predicate` holds. Errors: after the timeout one that shows the object. */
  readonly until: <T extends KubernetesObject>(
    kind: Kind<T>,
    reference: Reference,
    predicate: (object: T) => unknown,
    options?: UntilOptions,
  ) => Promise<T>;
  /** Resolves when the object does not exist. */
  readonly untilGone: <T extends KubernetesObject>(
    kind: Kind<T>,
    reference: Reference,
    options?: UntilOptions,
  ) => Promise<void>;
  /** Stops the manager and the server; also done by `await using`. */
  readonly stop: () => Promise<void>;
}

/** Starts the server, installs the CRDs, waits until they are served, starts the manager. Errors: a CRD that the server refuses, with its reasons. */
export async function embedded(options: EmbeddedOptions = {}): Promise<EmbeddedCluster> {
  const { crds = [], controllers = [], name = 'operator', logger, ...serverOptions } = options;
  const definitions = await readCrds(crds);
  const server = await startServer(serverOptions);
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test' });
  const client = createClient({ transport, fieldManager: 'test' });
  const log = recorder();
  const closing: (() => Promise<void>)[] = [server.close, transport.close];
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  const cluster = clusterOver(server, client, log.text, stop);
  try {
    for (const definition of definitions)
      await install(cluster, definition as unknown as Draft<CustomResourceDefinition>);
    if (controllers.length > 0) {
      const manager = createManager({ name, controllers, kubeConfig: server.kubeConfig(name), logger: logger ?? log });
      closing.push(manager.stop);
      await manager.start();
    }
    return cluster;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function install(cluster: EmbeddedCluster, definition: Draft<CustomResourceDefinition>): Promise<void> {
  await cluster.create(CustomResourceDefinition, definition);
  await cluster.until(CustomResourceDefinition, definition.metadata.name, ({ status }) =>
    status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True'),
  );
}

function clusterOver(
  server: EmbeddedServer,
  client: Client,
  context: () => string,
  stop: () => Promise<void>,
): EmbeddedCluster {
  const waiting = <T extends KubernetesObject>(kind: Kind<T>, reference: Reference) => {
    const key = keyOf(kind, reference);
    return {
      what: `${kind.kind} ${key.namespace === undefined ? '' : `${key.namespace}/`}${key.name}`,
      read: () => client.get(kind, key),
      onChange: server.store.subscribe.bind(server.store),
      context,
    };
  };
  return {
    server,
    client,
    create: (kind, draft, options) => client.create(kind, placed(kind, draft), options),
    get: (kind, reference) => client.get(kind, keyOf(kind, reference)),
    list: (kind, options) => client.list(kind, options),
    update: (kind, object, options) => client.update(kind, placed(kind, object), options),
    patch: (kind, reference, patch, options) => client.patch(kind, keyOf(kind, reference), patch, options),
    apply: (kind, object, options) => client.apply(kind, placed(kind, object), options),
    delete: (kind, reference, options) => client.delete(kind, keyOf(kind, reference), options),
    until: (kind, reference, predicate, options) => {
      const accept = <T>(object: T | undefined) =>
        object !== undefined && Boolean(predicate(object as never)) ? object : undefined;
      return waitFor(waiting(kind, reference), accept, predicate.toString(), options);
    },
    untilGone: async (kind, reference, options) => {
      await waitFor(
        waiting(kind, reference),
        (object) => (object === undefined ? true : undefined),
        'it to be gone',
        options,
      );
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function keyOf(kind: Kind, reference: Reference): ObjectKey {
  const { name, namespace } = typeof reference === 'string' ? { name: reference, namespace: undefined } : reference;
  return kind.scope === 'Namespaced' ? { name, namespace: namespace ?? 'default' } : { name };
}

function placed<T extends KubernetesObject>(kind: Kind<T>, draft: Draft<T>): Draft<T> {
  if (kind.scope === 'Cluster' || draft.metadata.namespace !== undefined) return draft;
  return { ...draft, metadata: { ...draft.metadata, namespace: 'default' } };
}
