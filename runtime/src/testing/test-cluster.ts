/** What tests do with a cluster, whichever it is: make objects, look at them, wait for them. */
import type { Client } from '../client/client.ts';
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
import type { Kind } from '../kind.ts';
import { CustomResourceDefinition } from '../kinds/index.ts';
import type { Draft, KubernetesObject } from '../object.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import { waitFor, type UntilOptions } from './until.ts';

/** A name, in namespace `default` if the kind has namespaces, or where it is. */
export type Reference = string | { readonly name: string; readonly namespace?: string | undefined };

/** Drafts without namespace go to `default`. Everything is read from the API server, not from a cache. */
export interface TestCluster extends AsyncDisposable {
  readonly client: Client;
  /** How others connect, an operator say, or a proxy in between. Default user: `admin`; the embedded server lets everybody do everything. */
  readonly kubeConfig: (user?: string) => KubeConfig;
  /** The same as the text of a kubeconfig file. */
  readonly kubeconfig: (user?: string) => string;
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
  /** Stops the manager, then the server; also done by `await using`. */
  readonly stop: () => Promise<void>;
}

/** Creates a CRD and waits until it is served. Errors: those of the server, with its reasons. */
export async function installCrd(cluster: TestCluster, definition: Draft<CustomResourceDefinition>): Promise<void> {
  await cluster.create(CustomResourceDefinition, definition);
  await cluster.until(CustomResourceDefinition, definition.metadata.name, ({ status }) =>
    status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True'),
  );
}

export interface TestClusterParts extends Pick<TestCluster, 'client' | 'kubeConfig' | 'kubeconfig' | 'stop'> {
  /** Calls back when something may have changed; answers how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /** What to show when a test waits in vain. */
  readonly context: () => string;
}

/** Puts it together. */
export function testCluster({ onChange, context, ...parts }: TestClusterParts): TestCluster {
  const { client, stop } = parts;
  const waiting = <T extends KubernetesObject>(kind: Kind<T>, reference: Reference) => {
    const key = keyOf(kind, reference);
    return {
      what: `${kind.kind} ${key.namespace === undefined ? '' : `${key.namespace}/`}${key.name}`,
      read: () => client.get(kind, key),
      onChange,
      context,
    };
  };
  return {
    ...parts,
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
