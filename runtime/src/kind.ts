import type { KubernetesObject } from './object.ts';

/** A kind as a value: everything needed to talk to the API about it. `T` is the type of its objects. */
export interface Kind<T extends KubernetesObject = KubernetesObject> {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** `group/version`, or `version` in the core group. */
  readonly apiVersion: string;
  /** `metadata`: only the metadata of its objects is read; see `metadataOnly`. Default: all of them. */
  readonly projection?: 'metadata';
  /** Never there; carries the type. */
  readonly __object?: T;
}

/** Declares a kind: `const Memcached = kind<Memcached>({ group, version, kind, plural, scope })`. */
export const kind = <T extends KubernetesObject>(
  declaration: Omit<Kind<T>, 'apiVersion' | 'projection' | '__object'>,
): Kind<T> =>
  Object.freeze({
    ...declaration,
    apiVersion: declaration.group === '' ? declaration.version : `${declaration.group}/${declaration.version}`,
  });
