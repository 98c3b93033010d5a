/**
 * JSON as a Go struct takes it and gives it back: fields that the struct does not have are dropped, names are matched whatever their
 * case, null is nothing, and what is empty is left out where the struct says so (encoding/json, `omitempty`). opm reads a
 * ClusterServiceVersion into such structs and prints them again, so this is what a catalog says of it.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { compareBytes } from './channels.ts';

/** What a value becomes; given undefined for one that is absent. Undefined leaves the field out. */
export type Shape = (value: JsonValue | undefined) => JsonValue | undefined;

/** A string; '' where there is none. */
export const text: Shape = (value) => (typeof value === 'string' ? value : '');

/** A boolean; false where there is none. */
export const flag: Shape = (value) => value === true;

/** Anything, as it is. */
export const raw: Shape = (value) => value;

/** A list of such values; left out when it is empty. */
export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.length > 0
      ? (value as readonly JsonValue[]).map((item) => shape(item ?? undefined) ?? null)
      : undefined;

/** A mapping from names to strings; left out when it is empty. */
export const strings: Shape = (value) =>
  isObject(value) && Object.keys(value).length > 0
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)]))
    : undefined;

/** The same, but left out when it is empty. */
export const optional =
  (shape: Shape): Shape =>
  (value) => {
    const taken = shape(value);
    return taken === '' || taken === false ? undefined : taken;
  };

/** An object with these fields and no others; it is never left out. */
export const struct =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) => {
    const given = isObject(value) ? value : {};
    const shaped = Object.entries(fields).map(([name, shape]) => [name, shape(field(given, name))] as const);
    return Object.fromEntries(shaped.filter(([, item]) => item !== undefined)) as JsonObject;
  };

/** The value of a field as encoding/json finds it: of names that differ in case only, the last in the order of bytes. */
export const field = (object: JsonObject, name: string): JsonValue | undefined => {
  const own = object[name];
  const folded = name.toLowerCase();
  const names = Object.keys(object).filter((key) => key.toLowerCase() === folded && object[key] !== null);
  if (names.length < 2 && own !== null && own !== undefined) return own;
  const last = names.toSorted(compareBytes).at(-1);
  return last === undefined ? undefined : object[last];
};

/** The same, further down; undefined where one is no object. */
export const fieldAt = (value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>((inner, name) => (isObject(inner) ? field(inner, name) : undefined), value);

/** A list further down; empty where there is none. */
export const listAt = (value: JsonValue | undefined, ...names: readonly string[]): readonly JsonValue[] => {
  const list = fieldAt(value, ...names);
  return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
};

/** A string further down; empty where there is none. */
export const textAt = (value: JsonValue | undefined, ...names: readonly string[]): string =>
  text(fieldAt(value, ...names)) as string;
