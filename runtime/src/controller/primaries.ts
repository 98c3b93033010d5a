/** The objects that a controller reconciles, as its informers hold them. */
import type { Cache } from '../cache/cache.ts';
import type { Informer } from '../cache/informer.ts';
import { storeKey } from '../cache/store.ts';
import type { ObjectKey } from '../client/path.ts';
import type { KubernetesObject } from '../object.ts';
import type { Controller } from './controller.ts';
import type { Primaries } from './watch.ts';

export interface PrimaryStore extends Primaries {
  /** One for all namespaces, or one for each. */
  readonly informers: readonly Informer[];
  readonly get: (key: ObjectKey) => KubernetesObject | undefined;
}

/** Asks the cache for the informers of a controller's kind. */
export const createPrimaries = ({ kind, labels, fields, namespaces }: Controller, cache: Cache): PrimaryStore => {
  const informers = cache.informers({ kind, labels, fields, namespaces });
  return {
    informers,
    get: (key) =>
      informers
        .find(({ namespace }) => namespace === undefined || namespace === key.namespace)
        ?.store.get(storeKey(key)),
    all: () => {
      const [first] = informers;
      return informers.length === 1 && first !== undefined
        ? first.store.values()
        : informers.flatMap(({ store }) => store.values());
    },
    inNamespace: (namespace) => informers.flatMap(({ store }) => store.inNamespace(namespace)),
    byIndex: (name, value) => informers.flatMap(({ store }) => store.byIndex(name, value)),
  };
};

/** The key of `namespace/name`, or of `name`. */
export const parseKey = (key: string): ObjectKey => {
  const slash = key.indexOf('/');
  return slash === -1 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
};
