import type { Kind } from '../kind.ts';

/**
 * The finalizer of a controller that has a cleanup: added before the first reconcile, removed after the cleanup.
 * `group/finalizer`; for the core group, whose finalizers need a prefix too, `kind.core/finalizer`.
 */
export const finalizerOf = ({ group, kind }: Kind): string =>
  `${group === '' ? `${kind.toLowerCase()}.core` : group}/finalizer`;
