/**
 * Fields that CustomResourceDefinitions do not have. A lenient client's the API server drops with a warning, and so does import, at every
 * depth; what looks like a misspelt field is left for the checks to refuse, as kubectl does: something else was meant by it.
 */
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { nearest } from '../spec/near.ts';
import type { Path } from '../spec/path.ts';
import type { Report } from '../spec/report.ts';
import { UNKNOWN_FIELDS } from '../spec/schema/words.ts';
import { KNOWN_FIELDS } from './known-fields.ts';

/** The CRD without them; each is a warning where it stands. */
export const withoutUnknownFields = (crd: JsonObject, report: Report): JsonObject =>
  pruned(crd, 'definition', [], report) as JsonObject;

const pruned = (value: JsonValue, type: string, path: Path, report: Report): JsonValue => {
  const [, plural, one = type] = /^(list|map) of (.*)$/.exec(type) ?? [];
  if (one === '') return value;
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item, i) => pruned(item, one, [...path, i], report));
  if (!isObject(value)) return value;
  if (plural === 'map') return changed(value, (name, item) => pruned(item, one, [...path, name], report));
  const fields = KNOWN_FIELDS[one]!;
  return changed(value, (name, item) => {
    if (Object.hasOwn(fields, name)) return pruned(item, fields[name]!, [...path, name], report);
    if (isMisspelt(name, value, fields)) return item;
    report.warning(
      [...path, name],
      'unknown field: the API server drops it, and so does the spec.',
      HINTS.get(name),
      'key',
    );
    return undefined;
  });
};

/** The same object where nothing changes: most of a CRD is left as it is. */
const changed = (object: JsonObject, change: (name: string, value: JsonValue) => JsonValue | undefined): JsonObject => {
  const entries = Object.entries(object) as [string, JsonValue][];
  const next = entries.map(([name, value]) => [name, change(name, value)] as const);
  if (next.every(([, value], i) => value === entries[i]![1])) return object;
  return Object.fromEntries(next.filter(([, value]) => value !== undefined));
};

/** A word of JSON Schema is no misspelling; nor is what a tool put there (`x-kubernetes-patch-strategy`) for its beginning. */
const isMisspelt = (name: string, value: JsonObject, fields: Readonly<Record<string, string>>): boolean => {
  if (HINTS.has(name)) return false;
  const free = Object.keys(fields).filter((field) => !Object.hasOwn(value, field));
  return nearest(withoutPrefix(name), free.map(withoutPrefix)) !== undefined;
};

const withoutPrefix = (name: string): string => name.replace(/^x-kubernetes-/, '');

const AS_RULE = 'If it is meant, write it as a rule in x-kubernetes-validations.';

/** Words of JSON Schema, and of a spec's schema, that CRDs do not have. */
const HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...UNKNOWN_FIELDS,
    immutable: AS_RULE,
    atMostOneOf: AS_RULE,
    atLeastOneOf: AS_RULE,
    exactlyOneOf: AS_RULE,
  }),
);
