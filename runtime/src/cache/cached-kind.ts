import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { IndexBy } from './indexes.ts';
import type { Transform } from './transform.ts';

/** How objects of a kind are kept in the cache. */
export interface CachedKindOptions<T extends KubernetesObject = KubernetesObject> {
  /**
   * Makes objects smaller before they are kept, in place or by answering another. Called once for each object that comes in; must not
   * throw, and must keep `metadata`. A field that is dropped is not there for reconcile either, and a child's that is applied must stay.
   * Managed fields and kubectl's last-applied-configuration are gone already.
   */
  readonly transform?: Transform<T>;
  /** `{ byImage: (pod) => pod.spec.containers.map(({ image }) => image) }`, read by `cache.byIndex(Pod, 'byImage', 'nginx')`. Pure functions. */
  readonly indexes?: Readonly<Record<string, IndexBy<T>>>;
}

/** A kind, and how its objects are kept. */
export interface CachedKind extends CachedKindOptions {
  readonly kind: Kind;
}

/** Says how objects of a kind are kept: `cached(Pod, { transform: (pod) => …, indexes: { byImage: (pod) => … } })`. */
export const cached = <T extends KubernetesObject>(kind: Kind<T>, options: CachedKindOptions<T>): CachedKind =>
  ({ ...options, kind }) as unknown as CachedKind;
