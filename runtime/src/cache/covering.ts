/** Which informers can answer a read, all of it, and what they answer. */
import { type Labels, type LabelSelector, matchesLabels } from '../client/selectors.ts';
import type { ObjectKey } from '../client/path.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Cache, CacheListOptions } from './cache.ts';
import type { Informer } from './informer.ts';
import { selectorTexts } from './request.ts';
import { storeKey } from './store.ts';

/** What is read. */
export interface Read {
  readonly namespace?: string | undefined;
  readonly labels?: LabelSelector | undefined;
  readonly fields?: Labels | string | undefined;
}

/** Whether an informer's namespace is, or has, this one. */
export const holds = (informer: { readonly namespace: string | undefined }, namespace: string | undefined): boolean =>
  informer.namespace === undefined || informer.namespace === namespace;

/** Whether an informer has as much of each object as a read of this kind asks for. */
export const projects = ({ projection }: Pick<Informer, 'projection'>, kind: Kind): boolean =>
  projection === 'full' || kind.projection === 'metadata';

/** The informer that has the whole of a kind in a namespace. */
export const wholeOf = <T extends KubernetesObject>(
  cache: Pick<Cache, 'known'>,
  kind: Kind<T>,
  namespace: string | undefined,
): Informer<T> | undefined =>
  cache
    .known(kind)
    .find(
      (informer) =>
        informer.selector.labels === '' &&
        informer.selector.fields === '' &&
        holds(informer, namespace) &&
        projects(informer, kind),
    );

/** An object of a kind that is known whole, as it is known at this moment; undefined when it has to be asked for. */
export const known = <T extends KubernetesObject>(
  cache: Pick<Cache, 'known'>,
  kind: Kind<T>,
  key: ObjectKey,
): { readonly object: T | undefined } | undefined => {
  const whole = wholeOf(cache, kind, key.namespace);
  return whole?.hasSynced() === true ? { object: whole.store.get(storeKey(key)) } : undefined;
};

/**
 * The informers that together have all that is read: the kind whole, or narrowed just as the read is; in its namespace, or in all that
 * the manager is limited to (for others it may have no permission). undefined when something of it is not watched.
 */
export const covering = <T extends KubernetesObject>(
  cache: Pick<Cache, 'known' | 'namespaces'>,
  kind: Kind<T>,
  { namespace, ...selection }: Read,
): readonly Informer<T>[] | undefined => {
  const wanted = selectorTexts(selection);
  // What is selected by fields cannot be told here from a whole collection, labels can.
  const able = cache
    .known(kind)
    .filter(
      (informer) =>
        informer.selector.fields === wanted.fields &&
        (informer.selector.labels === '' || informer.selector.labels === wanted.labels) &&
        projects(informer, kind),
    );
  const scopes =
    kind.scope === 'Cluster' || (namespace === undefined && cache.namespaces.length === 0)
      ? [undefined]
      : namespace === undefined
        ? cache.namespaces
        : [namespace];
  const found = scopes.map((scope) => {
    const those = able.filter((informer) => holds(informer, scope));
    return those.find(({ hasSynced }) => hasSynced()) ?? those[0];
  });
  return found.every((informer) => informer !== undefined) ? [...new Set(found)] : undefined;
};

/** What is listed of informers that cover it. */
export const listFrom = <T extends KubernetesObject>(
  informers: readonly Informer<T>[],
  kind: Kind,
  { namespace, labels, index }: CacheListOptions,
): readonly T[] => {
  const scope = kind.scope === 'Cluster' ? undefined : namespace;
  const found = informers.flatMap(({ store }) => {
    if (index === undefined) return scope === undefined ? store.values() : store.inNamespace(scope);
    const indexed = store.byIndex(index.name, index.value);
    return scope === undefined ? indexed : indexed.filter(({ metadata }) => metadata.namespace === scope);
  });
  if (labels === undefined) return found;
  const selected = matchesLabels(labels);
  return found.filter(({ metadata }) => selected(metadata.labels));
};
