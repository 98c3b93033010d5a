/**
 * Which changes wake a controller; controller-runtime's predicates. A predicate is a function of a change, so one of your own is
 * `({ object, previous, removed }) => …`.
 *
 * Guarantees: what is new (also at the start of the process, when everything is) and what is removed passes every predicate here that
 * compares: only a change has something to compare. `previous` is what the watch had brought before, so a change of others that an own
 * write overtook is seen nevertheless.
 * Caveats: a predicate says only what wakes; reconcile is level-triggered and sees the object as it is. A change that is filtered out is
 * looked at with the next one that is not. What throws is logged and counts as passing.
 */
import type { Change } from '../cache/store.ts';
import { type LabelSelector, matchesLabels } from '../client/selectors.ts';
import type { KubernetesObject, ObjectMeta } from '../object.ts';

/** Whether a change wakes. `previous` is undefined for an object that is new; `object` is the last state of one that is `removed`. */
export type Predicate<T extends KubernetesObject = KubernetesObject> = (change: Change<T>) => boolean;

/** Passes what is new or removed, and changes for which `differs` holds. */
const compared =
  (differs: (now: ObjectMeta, before: ObjectMeta) => boolean): Predicate =>
  ({ object, previous, removed }) =>
    removed ||
    previous === undefined ||
    previous.metadata.uid !== object.metadata.uid ||
    differs(object.metadata, previous.metadata);

/**
 * The spec changed: `metadata.generation` did, as it also does when deletion begins. Writes to status, labels, annotations and finalizers
 * do not pass. Kinds without generations (ConfigMap, Secret, …) always pass.
 */
export const generationChanged: Predicate = compared(
  (now, before) => now.generation === undefined || now.generation !== before.generation,
);

/** Anything changed. A list that brings what was known already does not pass. */
export const resourceVersionChanged: Predicate = compared(
  (now, before) => now.resourceVersion !== before.resourceVersion,
);

/** Labels were set, changed or removed. */
export const labelsChanged: Predicate = compared((now, before) => !sameEntries(now.labels, before.labels));

/** Annotations were set, changed or removed. */
export const annotationsChanged: Predicate = compared(
  (now, before) => !sameEntries(now.annotations, before.annotations),
);

/** Finalizers were added or removed. */
export const finalizersChanged: Predicate = compared((now, before) => {
  const known = new Set(before.finalizers);
  return known.size !== new Set(now.finalizers).size || (now.finalizers ?? []).some((name) => !known.has(name));
});

/**
 * The object has these labels, or had them before the change. To keep others out of memory too, give `labels` where the kind is declared.
 * Errors: `TypeError` for text that is no selector.
 */
export const labelsMatch = (selector: LabelSelector): Predicate => {
  const selected = matchesLabels(selector);
  return ({ object, previous }) =>
    selected(object.metadata.labels) || (previous !== undefined && selected(previous.metadata.labels));
};

const sameEntries = (
  left: Readonly<Record<string, string>> = {},
  right: Readonly<Record<string, string>> = {},
): boolean => {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
};
