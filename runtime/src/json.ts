/** JSON as it is read: unknown until looked at. `undefined` stands for a field that is not there. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** An object that is no array. */
export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of an object, and nothing that every object has (`constructor`). */
export const fieldOf = (object: JsonObject | undefined, name: string): Json =>
  object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;

/** Equal as JSON: a field that is undefined is not there. */
export const sameJson = (left: Json, right: Json): boolean => {
  if (left === right) return true;
  if (Array.isArray(left))
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  if (!isObject(left) || !isObject(right)) return false;
  // Asked of every status and child of every reconcile: without lists of names.
  for (const name in left) if (!sameJson(left[name], fieldOf(right, name))) return false;
  for (const name in right) if (right[name] !== undefined && !Object.hasOwn(left, name)) return false;
  return true;
};
