/** The merge patch (RFC 7386) between two states of an object. */
import { fieldOf, isObject, type Json, type JsonObject, sameJson } from '../json.ts';
import type { KubernetesObject } from '../object.ts';

export interface MergePatchOptions {
  /** Have the server refuse it (`Conflict`) when the object was changed since `before`; default false. */
  readonly optimisticLock?: boolean;
}

/**
 * What brings `before` to `after`, to be given to `client.patch`; undefined when nothing differs. What the server fills in, or others
 * changed meanwhile, is left alone; lists are replaced whole.
 */
export const mergePatch = (
  before: object,
  after: object,
  { optimisticLock = false }: MergePatchOptions = {},
): Readonly<Record<string, unknown>> | undefined => {
  const change = difference(before as JsonObject, after as JsonObject);
  if (!isObject(change)) return undefined;
  if (!optimisticLock) return change;
  const { resourceVersion } = (before as Partial<KubernetesObject>).metadata ?? {};
  const { metadata } = change;
  return { ...change, metadata: { ...(isObject(metadata) && metadata), resourceVersion } };
};

/** The merge patch from one value to another; undefined: none; null: remove. */
export const difference = (current: Json, wanted: Json): Json => {
  if (wanted === undefined || wanted === null) return current === undefined || current === null ? undefined : null;
  if (!isObject(wanted) || !isObject(current)) return sameJson(current, wanted) ? undefined : wanted;
  if (sameJson(current, wanted)) return undefined;
  const names = [...new Set([...Object.keys(current), ...Object.keys(wanted)])];
  const changes = names.flatMap((name) => {
    const change = difference(fieldOf(current, name), fieldOf(wanted, name));
    return change === undefined ? [] : [[name, change] as const];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
};
