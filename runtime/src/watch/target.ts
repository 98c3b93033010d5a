/** What a watch is about, and how the API server is asked for it. */
import { collectionPath, type Query, withQuery } from '../client/path.ts';
import { withType } from '../client/object-type.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

export interface WatchTarget<T extends KubernetesObject> {
  /** Of `metadataOnly` only the metadata is asked for. */
  readonly kind: Kind<T>;
  /** All namespaces when not given. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** Path and query of a request for the target's collection. */
export const targetPath = (target: WatchTarget<KubernetesObject>, query: Query): string => {
  const { labelSelector, fieldSelector } = target;
  return withQuery(collectionPath(target.kind, target.namespace), { labelSelector, fieldSelector, ...query });
};

/** As it is told in errors: what is asked for, not how. */
export const describe = (verb: 'list' | 'watch', { kind, namespace }: WatchTarget<KubernetesObject>): string =>
  `${verb} ${collectionPath(kind, namespace)}`;

/** What is kept of an object as it came: with its kind's own type, which items of a list lack, and no more than is asked for, whatever the server sent. */
export const project = <T extends KubernetesObject>(object: T, { apiVersion, kind, projection }: Kind<T>): T =>
  projection === 'metadata'
    ? ({ apiVersion, kind, metadata: object.metadata } as T)
    : withType(object, { apiVersion, kind });
