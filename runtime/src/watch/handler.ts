import type { KubernetesObject } from '../object.ts';

/** What a watch keeps in step. Called synchronously, in the order of the events; must not throw. */
export interface WatchHandler<T extends KubernetesObject> {
  /**
   * Each object of a collection that is not complete yet: answers what is to be kept of it until then, be it smaller or the one that is
   * known already. Default: as it is.
   */
  readonly prepare?: (object: T) => T;
  /** The whole collection as of `version`, in place of what was there. */
  readonly replace: (objects: readonly T[], version: string) => void;
  readonly apply: (object: T) => void;
  /** `object` is its last state, with the resourceVersion of its deletion. */
  readonly remove: (object: T) => void;
  /** List or watch failed; it is tried again until it works. */
  readonly failed: (error: Error) => void;
  /** List or watch works (again). */
  readonly working: () => void;
}
