/** crdify's rules on one field, each on one keyword: what differs between its older and its newer value that breaks somebody. */
import { isDeepStrictEqual } from 'node:util';
import { isNumber, jsonText, type JsonArray, type JsonObject, type JsonValue } from '../model/json.ts';
import type { CrdifyRule, Difference } from './finding.ts';

/** The difference that breaks, or undefined. A keyword that is absent is undefined. */
export type FieldRule = (older: JsonValue | undefined, newer: JsonValue | undefined) => Difference | undefined;

const anyChange: FieldRule = (older, newer) => {
  if (isDeepStrictEqual(older, newer)) return undefined;
  if (older === undefined) return { change: 'added', new: newer! };
  if (newer === undefined) return { change: 'removed', old: older };
  return { change: 'changed', old: older, new: newer };
};

/** For a limit that is stricter the farther it goes. */
const stricter =
  (isStricter: (older: number | bigint, newer: number | bigint) => boolean): FieldRule =>
  (older, newer) => {
    if (!isNumber(newer)) return undefined;
    if (!isNumber(older)) return { change: 'added', new: newer };
    return isStricter(older, newer) ? { change: 'narrowed', old: older, new: newer } : undefined;
  };
const upperLimit = stricter((older, newer) => newer < older);
const lowerLimit = stricter((older, newer) => newer > older);

/** More values are a change too: a client that knows all of them meets another. Values that went hide those that came. */
const enumRule: FieldRule = (older, newer) => {
  const [was, is] = [listOf(older), listOf(newer)];
  if (was.length === 0 && is.length > 0) return { change: 'added', new: is };
  const removed = without(was, is);
  if (removed.length > 0) return { change: is.length === 0 ? 'removed' : 'narrowed', old: removed };
  const added = without(is, was);
  return added.length > 0 ? { change: 'widened', new: added } : undefined;
};

const requiredRule: FieldRule = (older, newer) => {
  const added = without(listOf(newer), listOf(older));
  return added.length > 0 ? { change: 'narrowed', new: added } : undefined;
};

const listOf = (value: JsonValue | undefined): JsonArray => (Array.isArray(value) ? value : []);

/** The items of a list that another does not have, in order and once each. */
const without = (list: JsonArray, other: JsonArray): JsonArray => {
  const known = new Set(other.map(canonical));
  const missing = new Map(list.map((item) => [canonical(item), item] as const).filter(([text]) => !known.has(text)));
  return [...missing.keys()].toSorted().map((text) => missing.get(text)!);
};

/** The same text for the same data, whatever the order of keys. */
const canonical = (value: JsonValue): string => jsonText(sorted(value));
const sorted = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item ?? null)]),
  );
};

/** By keyword, which is also the rule's name. */
export const FIELD_RULES = {
  type: anyChange,
  nullable: anyChange,
  required: requiredRule,
  enum: enumRule,
  pattern: anyChange,
  maximum: upperLimit,
  maxLength: upperLimit,
  maxItems: upperLimit,
  maxProperties: upperLimit,
  minimum: lowerLimit,
  minLength: lowerLimit,
  minItems: lowerLimit,
  minProperties: lowerLimit,
  default: anyChange,
  description: anyChange,
} as const satisfies Partial<Record<CrdifyRule, FieldRule>>;

/** Keywords whose content is compared as fields of their own. */
const BELOW: ReadonlySet<string> = new Set(['properties', 'items']);

/** The change of all that no rule judges: CEL rules, formats, list types, branches, … */
export const unhandled = (older: JsonObject, newer: JsonObject): Difference | undefined => {
  const keywords = new Set([...Object.keys(older), ...Object.keys(newer)].toSorted());
  const changed = [...keywords].filter(
    (keyword) =>
      !BELOW.has(keyword) && !Object.hasOwn(FIELD_RULES, keyword) && !isDeepStrictEqual(older[keyword], newer[keyword]),
  );
  if (changed.length === 0) return undefined;
  return { change: 'changed', old: pick(older, changed), new: pick(newer, changed) };
};

const pick = (schema: JsonObject, keywords: readonly string[]): JsonObject =>
  Object.fromEntries(
    keywords.filter((keyword) => schema[keyword] !== undefined).map((keyword) => [keyword, schema[keyword]]),
  );
