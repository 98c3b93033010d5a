/**
 * The informers of a manager, shared by all who ask for the same. Only what is declared has one: reading anything else is a live read,
 * never a silent new watch.
 *
 * Expected flow: whoever wants a collection asks by what it is (`informer`, `informers`) and subscribes; the manager runs the informers.
 * Guarantees: requests that mean the same get the same informer, so one watch and one copy of each object.
 */
import type { Client } from '../client/client.ts';
import type { WriteObserver } from '../client/request.ts';
import { matchesLabels } from '../client/selectors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Informer } from './informer.ts';
import { type InformerRequest, type InformersRequest, isWhole, requestKey } from './request.ts';
import { storeKey } from './store.ts';

export interface Cache {
  /** The informer of one collection, made at the first request for it. */
  readonly informer: <T extends KubernetesObject>(request: InformerRequest<T>) => Informer<T>;
  /** The informers of a selection: one for all namespaces, or one for each of those given, or of those that the manager is limited to. */
  readonly informers: <T extends KubernetesObject>(request: InformersRequest<T>) => readonly Informer<T>[];
  /** The informer that holds the whole of this kind in this namespace, if it is declared. */
  readonly lookup: <T extends KubernetesObject>(
    kind: Kind<T>,
    namespace: string | undefined,
  ) => Informer<T> | undefined;
  /** The informers of a kind, whatever they select; none of what is not declared. */
  readonly known: <T extends KubernetesObject>(kind: Kind<T>) => readonly Informer<T>[];
  readonly all: () => readonly Informer[];
  /** Forgets an informer: nothing is read from it any more, and the next request for it makes another. */
  readonly drop: (informer: Informer) => void;
}

/** `namespaces`: what the manager is limited to; empty: everything. */
export const createCache = (namespaces: readonly string[], make: (request: InformerRequest) => Informer): Cache => {
  const informers = new Map<string, Informer>();
  const kinds = new Map<string, Informer[]>();
  const kindKey = ({ apiVersion, kind }: Kind): string => `${apiVersion}/${kind}`;
  const known = (kind: Kind): readonly Informer[] => kinds.get(kindKey(kind)) ?? [];

  const informer = <T extends KubernetesObject>(request: InformerRequest<T>): Informer<T> => {
    const id = requestKey(request as InformerRequest);
    let found = informers.get(id);
    if (found === undefined) {
      found = make(request as InformerRequest);
      informers.set(id, found);
      kinds.set(kindKey(request.kind), [...known(request.kind), found]);
    }
    return found as unknown as Informer<T>;
  };

  return {
    informer,
    informers: ({ namespaces: asked = namespaces, ...selection }) => {
      const scopes = selection.kind.scope === 'Cluster' || asked.length === 0 ? [undefined] : [...new Set(asked)];
      return scopes.map((namespace) => informer({ ...selection, namespace }));
    },
    lookup: <T extends KubernetesObject>(kind: Kind<T>, namespace: string | undefined) =>
      known(kind).find((one) => isWhole(one) && holds(one, namespace)) as unknown as Informer<T> | undefined,
    known: <T extends KubernetesObject>(kind: Kind<T>) => known(kind) as unknown as readonly Informer<T>[],
    all: () => [...informers.values()],
    drop: (dropped) => {
      informers.delete(requestKey(dropped));
      kinds.set(
        kindKey(dropped.kind),
        known(dropped.kind).filter((one) => one !== dropped),
      );
    },
  };
};

const holds = (informer: { readonly namespace: string | undefined }, namespace: string | undefined): boolean =>
  informer.namespace === undefined || informer.namespace === namespace;

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
      .filter(isWhole)
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
