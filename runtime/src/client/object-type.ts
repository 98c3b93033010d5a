/** Which kind a body says it is of. */
import type { Kind } from '../kind.ts';
import type { Draft, KubernetesObject } from '../object.ts';

/** Items of a list come without apiVersion and kind, metadata alone with those of meta/v1; set in place, as nothing else has seen them yet. */
export const withType = <T extends KubernetesObject>(item: T, kind: Pick<Kind<T>, 'apiVersion' | 'kind'>): T =>
  Object.assign(item, { apiVersion: kind.apiVersion, kind: kind.kind });

/**
 * The body of a write. Without managed fields: what is sent of them would replace what the server has, and a cache keeps only a part;
 * without them the server goes by its own.
 */
export const typed = <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>): Draft<KubernetesObject> => {
  const { metadata } = object;
  const { managedFields, ...kept } = metadata;
  return {
    ...(object as Draft<KubernetesObject>),
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: managedFields === undefined ? metadata : kept,
  };
};
