/**
 * The informers of a manager. Only declared kinds have one: reading anything else is a live read, never a silent new watch.
 */
import type { Client, WriteObserver } from '../client/client.ts';
import { matchesLabels } from '../client/selectors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Informer } from './informer.ts';
import { storeKey } from './store.ts';

export interface Cache {
  /** The informers of a kind, made at the first call: one for all namespaces, or one for each namespace that the manager is limited to. */
  readonly informers: <T extends KubernetesObject>(kind: Kind<T>) => readonly Informer<T>[];
  /** The informer that holds this namespace of a declared kind. */
  readonly lookup: <T extends KubernetesObject>(
    kind: Kind<T>,
    namespace: string | undefined,
  ) => Informer<T> | undefined;
  /** The informers of a declared kind; none of others. */
  readonly known: <T extends KubernetesObject>(kind: Kind<T>) => readonly Informer<T>[];
  readonly all: () => readonly Informer[];
}

/** `namespaces`: what the manager is limited to; empty: everything. */
export const createCache = (
  namespaces: readonly string[],
  make: (kind: Kind, namespace: string | undefined) => Informer,
): Cache => {
  const kinds = new Map<string, readonly Informer[]>();
  const known = (kind: Kind): readonly Informer[] => kinds.get(`${kind.apiVersion}/${kind.kind}`) ?? [];
  const cache: Cache = {
    informers: <T extends KubernetesObject>(kind: Kind<T>) => {
      const id = `${kind.apiVersion}/${kind.kind}`;
      if (!kinds.has(id)) {
        const scopes = kind.scope === 'Cluster' || namespaces.length === 0 ? [undefined] : namespaces;
        kinds.set(
          id,
          scopes.map((namespace) => make(kind, namespace)),
        );
      }
      return known(kind) as unknown as readonly Informer<T>[];
    },
    lookup: <T extends KubernetesObject>(kind: Kind<T>, namespace: string | undefined) =>
      known(kind).find(
        (informer) => informer.namespace === undefined || informer.namespace === namespace,
      ) as unknown as Informer<T> | undefined,
    known: <T extends KubernetesObject>(kind: Kind<T>) => known(kind) as unknown as readonly Informer<T>[],
    all: () => [...kinds.values()].flat(),
  };
  return cache;
};

/** Tells the cache what writes were answered. */
export const observeWrites = (cache: Cache): WriteObserver => ({
  begin: (kind, key) => cache.lookup(kind, key.namespace)?.store.beginWrite(storeKey(key)) ?? (() => {}),
});

/** A client that reads declared kinds from the cache and all else from the API server. */
export const cachedClient = (live: Client, cache: Cache): Client => ({
  ...live,
  get: async (kind, key, options) => {
    const informer = cache.lookup(kind, key.namespace);
    return informer?.hasSynced() === true ? informer.store.get(storeKey(key)) : live.get(kind, key, options);
  },
  list: async (kind, options = {}) => {
    const { namespace } = options;
    // All namespaces are those that the manager is limited to: for others it may have no permission.
    const informers = cache
      .known(kind)
      .filter((informer) => namespace === undefined || (informer.namespace ?? namespace) === namespace);
    if (informers.length === 0 || options.fields !== undefined || !informers.every(({ hasSynced }) => hasSynced()))
      return live.list(kind, options);
    const objects = informers.flatMap(({ store }) =>
      namespace === undefined || kind.scope === 'Cluster' ? store.values() : store.inNamespace(namespace),
    );
    if (options.labels === undefined) return objects;
    const selected = matchesLabels(options.labels);
    return objects.filter(({ metadata: { labels } }) => selected(labels));
  },
});
