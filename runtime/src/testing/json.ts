/** JSON values, as requests bring them and the store keeps them. */
import { isDeepStrictEqual } from 'node:util';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A deep copy that may be changed. */
export const copy = <T extends Json | undefined>(value: T): T => structuredClone(value);

export const equal = (left: unknown, right: unknown): boolean => isDeepStrictEqual(left, right);

/** The value at `path`, undefined when something on the way is missing. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path) {
    if (!isObject(current)) return undefined;
    current = current[key];
  }
  return current;
}

/** The object at `path`, created on the way if it is not there; what stands in the way is replaced. */
export function objectAt(value: JsonObject, ...path: readonly string[]): JsonObject {
  let current = value;
  for (const key of path) {
    const next = current[key];
    if (isObject(next)) current = next;
    else current = current[key] = {};
  }
  return current;
}

export const textAt = (value: Json | undefined, ...path: readonly string[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly Json[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** `metadata`, which every stored object has. */
export const metadataOf = (object: JsonObject): JsonObject => objectAt(object, 'metadata');
