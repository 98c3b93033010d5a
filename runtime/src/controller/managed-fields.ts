/** Reads `fieldsV1` of managed fields, a set of fields in the form of KEP-555: `f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`, `.` */
import { isObject, type Json, type JsonObject } from './json.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The key of an item in a list by keys. */
export interface ItemKey {
  readonly entry: string;
  readonly fields: JsonObject;
}

const NONE: readonly ItemKey[] = [];

/** What is owned at a place. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** What is owned below an entry; undefined when it is not owned. */
export const fieldAt = (own: Fields | undefined, entry: string): Fields | undefined =>
  own !== undefined && Object.hasOwn(own, entry) ? fieldsOf(own[entry]) : undefined;

/** Owned, and nothing inside: the value is one whole. */
export const isAtomic = (own: Fields | undefined): boolean => {
  if (own === undefined) return false;
  for (const entry in own) if (Object.hasOwn(own, entry)) return false;
  return true;
};

const parse = (entry: string): Json => {
  try {
    return JSON.parse(entry.slice(2)) as Json;
  } catch {
    return undefined;
  }
};

/** The keys of a list by keys. */
export const keysOf = (own: Fields | undefined): readonly ItemKey[] => {
  let keys: ItemKey[] | undefined;
  for (const entry in own) {
    if (!entry.startsWith('k:')) continue;
    const fields = parse(entry);
    if (isObject(fields)) (keys ??= []).push({ entry, fields });
  }
  return keys ?? NONE;
};

/** The values of a set. */
export const valuesOf = (own: Fields | undefined): readonly Json[] =>
  Object.keys(own ?? {})
    .filter((entry) => entry.startsWith('v:'))
    .map(parse);

/** The key of each item. A key field that has a default (`protocol`) need not be written: such items take a key that no other has. */
export const pairItems = (items: readonly Json[], keys: readonly ItemKey[]): readonly (ItemKey | undefined)[] => {
  const left = new Set(keys);
  const pair = (fits: (item: JsonObject, name: string, value: Json) => boolean) => (item: Json) => {
    if (!isObject(item)) return undefined;
    const key = [...left].find(({ fields }) =>
      Object.entries(fields).every(([name, value]) => fits(item, name, value)),
    );
    if (key !== undefined) left.delete(key);
    return key;
  };
  const exact = items.map(pair((item, name, value) => item[name] === value));
  const loose = pair((item, name, value) => item[name] === undefined || item[name] === value);
  return items.map((item, index) => exact[index] ?? loose(item));
};

/** Whether each owned field is in `desired`. */
export const stillDesired = (own: Fields, desired: Json): boolean => {
  const keys = keysOf(own);
  const items = Array.isArray(desired) ? desired : [];
  const pairs = keys.length === 0 ? [] : pairItems(items, keys);
  return Object.keys(own).every((entry) => {
    if (entry === '.') return true;
    const name = entry.slice(2);
    const inner = own[entry];
    if (entry.startsWith('f:'))
      return isObject(desired) && desired[name] !== undefined && stillDesired(fieldsOf(inner), desired[name]);
    if (entry.startsWith('v:')) return items.includes(parse(entry));
    if (entry.startsWith('i:')) return items.length > Number(name);
    const index = pairs.findIndex((key) => key?.entry === entry);
    const key = pairs[index];
    // A key field that only the default made is owned through its item.
    return key !== undefined && stillDesired(fieldsOf(inner), { ...key.fields, ...(items[index] as JsonObject) });
  });
};
