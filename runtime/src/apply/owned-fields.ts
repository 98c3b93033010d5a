/**
 * The fields that an apply owns (`fieldsV1`, KEP-555), made ready for comparing: names without `f:`, the keys of items parsed.
 *
 * Children that reconciles make alike own the same fields, but for the uid of their owner: what was read of one serves all of them.
 */
import { PLACEHOLDER, sharedFields } from '../cache/own-fields.ts';
import type { ManagedFieldsEntry } from '../object.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fieldsOf } from './managed-fields.ts';

export interface OwnedFields {
  /** `f:`, by name. */
  readonly fields: ReadonlyMap<string, OwnedFields>;
  readonly names: readonly string[];
  /** `k:`, the items of a list by keys. */
  readonly items: readonly OwnedItem[];
  /** `v:`, the values of a set. */
  readonly values: readonly Json[];
  /** `i:`, how many items a list must have for its last one. */
  readonly length: number;
  /** Nothing inside: the value is owned as one whole. */
  readonly atomic: boolean;
  /** Something inside could not be read. */
  readonly unreadable: boolean;
}

export interface OwnedItem {
  /** A value may stand for the uid: see `Owned`. */
  readonly key: JsonObject;
  readonly owned: OwnedFields;
}

export interface Owned {
  readonly owned: OwnedFields;
  /** What a key means by `PLACEHOLDER`. */
  readonly uid: string;
}

/** More different sets than this are none that repeat. */
const MOST = 1_000;
/** By shared text; undefined: the uid is elsewhere than in a key, so that it cannot be shared. */
const known = new Map<string, OwnedFields | undefined>();

/** What an entry of the managed fields owns; undefined when it does not say. */
export const ownedFields = (entry: ManagedFieldsEntry): Owned | undefined => {
  const shared = sharedFields(entry);
  if (shared === undefined) return entry.fieldsV1 && { owned: read(entry.fieldsV1), uid: '' };
  const { text, uid } = shared;
  let owned = known.get(text);
  if (owned === undefined && !known.has(text)) {
    owned = isShareable(text) ? read(JSON.parse(escaped(text))) : undefined;
    if (known.size >= MOST) known.clear();
    known.set(text, owned);
  }
  return { owned: owned ?? read(entry.fieldsV1), uid };
};

/** JSON inside of JSON would need two backslashes, but what is read of it is put in place of the character first. */
const escaped = (text: string): string => text.replaceAll(PLACEHOLDER, '\\u0000');

/** The uid is nowhere but where a key's value is all of it. */
const isShareable = (text: string): boolean => !text.replaceAll(`:\\"${PLACEHOLDER}\\"`, '').includes(PLACEHOLDER);

const read = (value: unknown): OwnedFields => {
  const fields = new Map<string, OwnedFields>();
  const items: OwnedItem[] = [];
  const values: Json[] = [];
  let [length, atomic, unreadable] = [0, true, false];
  for (const [entry, inner] of Object.entries(fieldsOf(value))) {
    atomic = false;
    if (entry === '.') continue;
    const name = entry.slice(2);
    if (entry.startsWith('f:')) fields.set(name, read(inner));
    else if (entry.startsWith('i:')) length = Math.max(length, Number(name) + 1);
    else {
      const parsed = parse(name);
      if (entry.startsWith('k:') && isObject(parsed)) items.push({ key: parsed, owned: read(inner) });
      else if (entry.startsWith('v:') && parsed !== undefined) values.push(parsed);
      else unreadable = true;
    }
  }
  return { fields, names: [...fields.keys()], items, values, length, atomic, unreadable };
};

const parse = (text: string): Json => {
  try {
    return JSON.parse(escaped(text)) as Json;
  } catch {
    return undefined;
  }
};
