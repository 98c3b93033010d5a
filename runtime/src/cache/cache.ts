/**
 * The informers of a manager, shared by all who ask for the same. Only what is declared has one: reading anything else is a live read,
 * never a silent new watch.
 *
 * Expected flow: whoever wants a collection asks by what it is (`informer`, `informers`) and subscribes; the manager runs the informers;
 * `waitForSync`; then reads.
 * Guarantees: requests that mean the same get the same informer, so one watch and one copy of each object. What is read is frozen and
 * shared; it is never older than what this process wrote (see cache/store.ts), and never a part of what was asked for: a read that the
 * informers do not cover is an error here, and a live read by the client (see cache/cached-client.ts).
 * Errors: `TypeError` for a kind that nobody watches as a whole, and for an index that there is not.
 */
import type { ListOptions } from '../client/options.ts';
import { type ObjectKey, ownKey } from '../client/path.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { CachedKind } from './cached-kind.ts';
import { covering, listFrom, wholeOf } from './covering.ts';
import type { Informer } from './informer.ts';
import { type InformerRequest, type InformersRequest, requestKey } from './request.ts';
import { storeKey } from './store.ts';

/** What of a cached collection is read. */
export interface CacheListOptions extends Pick<ListOptions, 'namespace' | 'labels'> {
  /** Only objects with this value in an index of the kind. */
  readonly index?: { readonly name: string; readonly value: string } | undefined;
}

/** Reads what is in memory, frozen; for kinds that controllers declare. Until a kind has synced, which a reconcile waits for, nothing but own writes. */
export interface CacheReader {
  /** undefined when there is no such object. */
  readonly get: <T extends KubernetesObject>(kind: Kind<T>, key: ObjectKey) => T | undefined;
  readonly list: <T extends KubernetesObject>(kind: Kind<T>, options?: CacheListOptions) => readonly T[];
  /** The objects with this value in an index that was declared by `cached(Kind, { indexes })`. */
  readonly byIndex: <T extends KubernetesObject>(
    kind: Kind<T>,
    name: string,
    value: string,
    options?: Omit<CacheListOptions, 'index'>,
  ) => readonly T[];
}

export interface Cache extends CacheReader {
  /** What the manager is limited to; empty: everything. */
  readonly namespaces: readonly string[];
  /** The informer of one collection, made at the first request for it. */
  readonly informer: <T extends KubernetesObject>(request: InformerRequest<T>) => Informer<T>;
  /** The informers of a selection: one for all namespaces, or one for each of those given, or of those that the manager is limited to. */
  readonly informers: <T extends KubernetesObject>(request: InformersRequest<T>) => readonly Informer<T>[];
  /** The informers of a kind, whatever they select; none of what is not declared. */
  readonly known: <T extends KubernetesObject>(kind: Kind<T>) => readonly Informer<T>[];
  readonly all: () => readonly Informer[];
  /** true when all informers that there are have synced; false when the signal is aborted before. */
  readonly waitForSync: (signal: AbortSignal) => Promise<boolean>;
  /** Forgets an informer: nothing is read from it any more, and the next request for it makes another. */
  readonly drop: (informer: Informer) => void;
}

/** Makes the informer of a request, with how its kind is kept. */
export type MakeInformer = (request: InformerRequest & Pick<CachedKind, 'transform'>) => Informer;

/** `namespaces`: what the manager is limited to; empty: everything. `kinds`: how some are kept. */
export const createCache = (
  namespaces: readonly string[],
  make: MakeInformer,
  kinds: readonly CachedKind[] = [],
): Cache => {
  const informers = new Map<string, Informer>();
  const byKind = new Map<string, readonly Informer[]>();
  const declared = keptBy(kinds);
  const known = (kind: Kind): readonly Informer[] => byKind.get(kindKey(kind)) ?? [];

  const informer = <T extends KubernetesObject>(request: InformerRequest<T>): Informer<T> => {
    const id = requestKey(request as InformerRequest);
    let found = informers.get(id);
    if (found === undefined) {
      const { transform, indexes = {} } = declared.get(kindKey(request.kind)) ?? {};
      found = make({ ...(request as InformerRequest), ...(transform && { transform }) });
      for (const [name, by] of Object.entries(indexes)) found.store.addIndex(name, by);
      informers.set(id, found);
      byKind.set(kindKey(request.kind), [...known(request.kind), found]);
    }
    return found as unknown as Informer<T>;
  };

  const list = <T extends KubernetesObject>(kind: Kind<T>, options: CacheListOptions = {}): readonly T[] => {
    const found = covering(cache, kind, options);
    if (found === undefined) throw new TypeError(notWatched(kind, options.namespace));
    return listFrom(found, kind, options);
  };

  const cache: Cache = {
    namespaces,
    informer,
    informers: ({ namespaces: asked = namespaces, ...selection }) => {
      const scopes = selection.kind.scope === 'Cluster' || asked.length === 0 ? [undefined] : [...new Set(asked)];
      return scopes.map((namespace) => informer({ ...selection, namespace }));
    },
    known: <T extends KubernetesObject>(kind: Kind<T>) => known(kind) as unknown as readonly Informer<T>[],
    all: () => [...informers.values()],
    get: (kind, given) => {
      const key = ownKey(kind, given);
      const found = wholeOf(cache, kind, key.namespace);
      if (found === undefined) throw new TypeError(notWatched(kind, key.namespace));
      return found.store.get(storeKey(key));
    },
    list,
    byIndex: (kind, name, value, options) => list(kind, { ...options, index: { name, value } }),
    waitForSync: async (signal) => {
      const { promise: aborted, resolve } = Promise.withResolvers<false>();
      const abort = (): void => resolve(false);
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      const synced = Promise.all([...informers.values()].map((one) => one.synced)).then(() => true);
      const outcome = await Promise.race([aborted, synced]);
      signal.removeEventListener('abort', abort);
      return outcome;
    },
    drop: (dropped) => {
      informers.delete(requestKey(dropped));
      byKind.set(
        kindKey(dropped.kind),
        known(dropped.kind).filter((one) => one !== dropped),
      );
    },
  };
  return cache;
};

const kindKey = ({ apiVersion, kind }: Pick<Kind, 'apiVersion' | 'kind'>): string => `${apiVersion}/${kind}`;

const keptBy = (kinds: readonly CachedKind[]): ReadonlyMap<string, CachedKind> => {
  const declared = new Map<string, CachedKind>();
  for (const one of kinds) {
    const id = kindKey(one.kind);
    if (declared.has(id))
      throw new TypeError(
        `How ${one.kind.kind} (${one.kind.apiVersion}) is kept is said twice. Say it once: cached(${one.kind.kind}, { … }).`,
      );
    declared.set(id, one);
  }
  return declared;
};

const notWatched = ({ kind, apiVersion }: Kind, namespace: string | undefined): string =>
  `${kind} (${apiVersion}) is not watched${namespace === undefined ? '' : ` in ${namespace}`}, so it is not in the cache. Add it to "owns" or "watches" of a controller, or read it with the client.`;
