/** What a controller watches beside its own kind, as declared: which objects of a kind, how much of them, which of their changes wake, and whom. */
import type { LabelSelector, Labels } from '../client/selectors.ts';
import type { ObjectKey } from '../client/path.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Predicate } from './predicates.ts';

/** A part of a kind's objects, and which of their changes wake. */
export interface Watched<K extends KubernetesObject = KubernetesObject> {
  readonly kind: Kind<K>;
  /**
   * Only the metadata is watched and kept, which saves memory where nothing else is looked at; also by `kind: metadataOnly(Kind)`.
   * Reading such an object, and applying it, then asks the API server, for which the permission to get is needed; so does what is
   * narrowed by labels or fields, as what is not selected may be there too.
   */
  readonly metadataOnly?: boolean;
  /** Only objects with these labels are watched and kept. */
  readonly labels?: LabelSelector;
  /** Only objects with these fields, `{ 'metadata.name': 'x' }`; which can be selected is up to the kind. */
  readonly fields?: Labels;
  /** Only these namespaces; default: those that the manager is limited to, or all. */
  readonly namespaces?: readonly string[];
  /** A change wakes only if all of them pass; see `predicates`. */
  readonly predicates?: readonly Predicate<K>[];
  /**
   * `crdPresent`: watched only while the kind is installed. The controller runs without it; when its CRD comes or goes, every object is
   * reconciled, and `context.installed(kind)` says which. Told by a watch of that one CRD, for which the permission to list and watch
   * `customresourcedefinitions` (of that name) is needed; without it the kind is asked for every 10 seconds.
   * Default: the controller waits until the kind is installed.
   */
  readonly when?: 'crdPresent';
}

/** A kind of children. */
export interface Owned<K extends KubernetesObject = KubernetesObject> extends Watched<K> {
  /** Wakes every owner of the controller's kind; default: only the one that controls it. */
  readonly matchEveryOwner?: boolean;
}

/** The controller's objects that are in the cache. */
export interface Primaries<T extends KubernetesObject = KubernetesObject> {
  readonly all: () => readonly T[];
  readonly inNamespace: (namespace: string) => readonly T[];
  /** Those with this value in an index that `cached(Kind, { indexes })` declares, in no more time than they are many. Errors: `TypeError` when there is no such index. */
  readonly byIndex: (name: string, value: string) => readonly T[];
}

/** A kind whose changes wake the controller. */
export interface Watch<K extends KubernetesObject = KubernetesObject> extends Watched<K> {
  /**
   * The objects to reconcile when this one changed: `(secret, { byIndex }) => byIndex('bySecret', secret.metadata.name).map(({ metadata }) => metadata)`.
   * Default: all in its namespace; all, if one of both is cluster-scoped.
   * Called with the object as it was before the change too, so that whom it no longer concerns is woken as well: it has to be a pure
   * function of what it is given. What throws is logged, and wakes nobody.
   */
  map?(object: K, primaries: Primaries): readonly ObjectKey[];
}

/** Declares a watch whose `map` and `predicates` are typed: `watch(Secret, { map: (secret) => … })`. */
export const watch = <K extends KubernetesObject>(kind: Kind<K>, options: Omit<Watch<K>, 'kind'> = {}): Watch =>
  ({ ...options, kind }) as unknown as Watch;

/** Declares children with options: `owned(Secret, { metadataOnly: true })`. */
export const owned = <K extends KubernetesObject>(kind: Kind<K>, options: Omit<Owned<K>, 'kind'> = {}): Owned =>
  ({ ...options, kind }) as unknown as Owned;

/** A kind alone stands for all its objects. The kind of what it answers is whole, whichever projection it came with. */
export const normalise = <W extends Watched>(given: Kind | W): W => {
  const declared = ('plural' in given ? { kind: given } : given) as W;
  const { projection, ...kind } = declared.kind;
  return projection === undefined ? declared : { ...declared, kind, metadataOnly: true };
};
