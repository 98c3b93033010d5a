/** Reads `fieldsV1` of managed fields, a set of fields in the form of KEP-555: `f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`, `.` */
import { isObject, type Json, type JsonObject } from '../json.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The key of an item in a list by keys. */
export interface ItemKey {
  readonly entry: string;
  readonly key: JsonObject;
}

/** What is owned at a place. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** What is owned below an entry; undefined when it is not owned. */
export const fieldAt = (own: Fields, entry: string): Fields | undefined =>
  Object.hasOwn(own, entry) ? fieldsOf(own[entry]) : undefined;

/** Owned, and nothing inside: the value is one whole. */
export const isAtomic = (own: Fields): boolean => Object.keys(own).length === 0;

const parse = (entry: string): Json => {
  try {
    return JSON.parse(entry.slice(2)) as Json;
  } catch {
    return undefined;
  }
};

/** The keys of a list by keys. */
export const keysOf = (own: Fields): readonly ItemKey[] =>
  Object.keys(own).flatMap((entry) => {
    const key = entry.startsWith('k:') ? parse(entry) : undefined;
    return isObject(key) ? [{ entry, key }] : [];
  });
