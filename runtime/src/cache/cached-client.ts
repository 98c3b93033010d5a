/**
 * A client that reads declared kinds from the cache, and all else from the API server; and what tells the cache of its writes.
 *
 * Guarantees: what is read is never older than what this process wrote, and never less than what was asked for. Where a kind is watched
 * only in part (by labels, fields, namespaces, or its metadata), what lies in that part is read from the cache, and what does not is asked
 * of the API server, for which the permission to get or list is needed.
 * Caveats: until a kind has synced it is read from the API server. What is read from the cache is frozen; `draft` makes a copy to change.
 */
import type { Client } from '../client/client.ts';
import { ownKey } from '../client/path.ts';
import type { WriteObserver } from '../client/request.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Cache } from './cache.ts';
import { covering, holds, known, listFrom, projects } from './covering.ts';
import { storeKey } from './store.ts';
import { currentWriter } from './writer.ts';

/** Tells the cache what writes were answered, and which reconcile made them. */
export const observeWrites = (cache: Pick<Cache, 'known'>): WriteObserver => ({
  begin: (kind, key, certain) => {
    const writer = currentWriter(certain);
    const ends = cache
      .known(kind)
      .filter((informer) => holds(informer, key.namespace))
      .map(({ store }) => store.beginWrite(storeKey(key), writer));
    return (result) => {
      for (const end of ends) end(result);
    };
  },
});

/** Puts a cache before a client. `undeclared` is told of each read of a kind that nothing is watched of. */
export const cachedClient = (live: Client, cache: Cache, undeclared?: (kind: Kind) => void): Client => ({
  ...live,
  get: async (kind, given, options) => {
    const key = ownKey(kind, given);
    if (cache.known(kind).length === 0) undeclared?.(kind);
    const whole = known(cache, kind, key);
    if (whole !== undefined) return whole.object;
    return inPart(cache, kind, key.namespace, storeKey(key)) ?? live.get(kind, key, options);
  },
  list: async (kind, options = {}) => {
    if (cache.known(kind).length === 0) undeclared?.(kind);
    const { namespace, labels, fields } = options;
    const informers = covering(cache, kind, { namespace, labels, fields });
    if (informers === undefined || !informers.every(({ hasSynced }) => hasSynced())) return live.list(kind, options);
    // Where fields are asked for, all that these informers have was selected by them.
    return listFrom(informers, kind, { namespace, labels });
  },
});

/** From an informer that has only some objects of the kind: one that it has is the one that is asked for. */
const inPart = <T extends KubernetesObject>(
  cache: Cache,
  kind: Kind<T>,
  namespace: string | undefined,
  key: string,
): T | undefined => {
  for (const informer of cache.known(kind)) {
    if (!holds(informer, namespace) || !informer.hasSynced() || !projects(informer, kind)) continue;
    const object = informer.store.get(key);
    if (object !== undefined) return object;
  }
  return undefined;
};
