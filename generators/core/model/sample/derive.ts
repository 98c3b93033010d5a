/**
 * A value that a schema accepts. First what the schema itself offers (an example, the default, its enum), then the smallest of its type;
 * where bounds, branches or rules are against it, what is near. Every value is tried; when none is right, the least wrong is given.
 */
import { isObject, type JsonObject, type JsonValue, jsonText } from '../json.ts';
import { variantsOf } from './branches.ts';
import { wrongness } from './faults.ts';
import { improved } from './improve.ts';
import { literalsOf } from './literals.ts';
import { numberCandidates, textCandidates } from './scalars.ts';
import { isTooMuch } from './size.ts';

/** A value for the schema, with references resolved. */
export const sampleOf = (schema: JsonObject): JsonValue => {
  const known = samples.get(schema);
  if (known !== undefined) return known;
  const [sample = null] = samplesOf(schema, 1);
  samples.set(schema, sample);
  return sample;
};

const samples = new WeakMap<JsonObject, JsonValue>();

/** Different values for the schema, at most so many; the first also when it is not right. */
const samplesOf = (schema: JsonObject, count: number): readonly JsonValue[] => {
  const found = new Map<string, JsonValue>();
  let least: { readonly value: JsonValue; readonly faults: number } | undefined;
  for (const value of candidates(schema)) {
    const faults = wrongness(value, schema);
    if (faults === 0) found.set(jsonText(value), value);
    else if (least === undefined || faults < least.faults) least = { value, faults };
    if (found.size >= count) break;
  }
  return found.size > 0 ? [...found.values()] : least === undefined ? [] : [least.value];
};

function* candidates(schema: JsonObject): Generator<JsonValue> {
  if (schema.example !== undefined) yield schema.example;
  if (schema.default !== undefined && schema.default !== null && !isEmptyObject(schema.default)) yield schema.default;
  for (const variant of variantsOf(schema)) {
    if (Array.isArray(variant.enum)) yield* variant.enum as readonly JsonValue[];
    else yield* ofType(variant, schema);
  }
  if (schema.nullable === true) yield null;
}

function* ofType(variant: JsonObject, schema: JsonObject): Generator<JsonValue> {
  if (variant['x-kubernetes-int-or-string'] === true) {
    yield* numberCandidates({ ...variant, type: 'integer' });
    yield* textCandidates(variant);
    return;
  }
  switch (variant.type) {
    case 'object':
      yield* objects(variant, schema);
      return;
    case 'array':
      yield* arrays(variant);
      return;
    case 'string':
      yield* textCandidates(variant);
      yield* textLiterals(variant, schema);
      return;
    case 'integer':
    case 'number':
      yield* numberCandidates(variant);
      return;
    case 'boolean':
      yield false;
      yield true;
      return;
    default:
      yield {};
      yield* ['sample', 1, true];
  }
}

/** Also all of them in a row: a beginning and an end. */
function* textLiterals({ format }: JsonObject, schema: JsonObject): Generator<string> {
  const texts = literalsOf(schema);
  for (const text of [...texts, texts.join('')]) yield format === 'byte' ? Buffer.from(text).toString('base64') : text;
}

const isEmptyObject = (value: JsonValue): boolean => isObject(value) && Object.keys(value).length === 0;

function* arrays(schema: JsonObject): Generator<JsonValue> {
  const least = Math.max(Number(schema.minItems ?? 0), 0);
  const items = isObject(schema.items) ? schema.items : {};
  for (const count of [least, least + 1]) {
    const isPlain = schema['x-kubernetes-list-type'] === undefined || schema['x-kubernetes-list-type'] === 'atomic';
    if (count === 0 || isTooMuch(count, sampleOf(items))) yield [];
    else if (isPlain || count === 1) yield Array.from({ length: count }, () => sampleOf(items));
    else yield differing(schema, items, count);
  }
}

/** Items of sets differ, and those of maps in their keys. */
const differing = (list: JsonObject, items: JsonObject, count: number): readonly JsonValue[] => {
  const keys = list['x-kubernetes-list-map-keys'];
  const { properties } = items;
  if (!Array.isArray(keys) || !isObject(properties)) return samplesOf(items, count);
  const first = sampleOf(items);
  const variety = keys
    .filter((key): key is string => typeof key === 'string' && isObject(properties[key]))
    .map((key) => [key, samplesOf(properties[key] as JsonObject, count)] as const)
    .toSorted(([, a], [, b]) => b.length - a.length)[0];
  if (variety === undefined || !isObject(first)) return [first];
  const [key, values] = variety;
  return values.map((value) => Object.fromEntries([...Object.entries(first), [key, value]]));
};

/** What must be there, what the schema shows, and as much more as it needs. */
function* objects(variant: JsonObject, schema: JsonObject): Generator<JsonValue> {
  const start = { ...embedded(schema), ...smallestObject(variant) };
  yield start;
  yield* improved(start, schema, (name) => {
    const fields = isObject(variant.properties) ? variant.properties : {};
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return isObject(field) ? samplesOf(field, MOST_VALUES) : [];
  });
}

/** Of one field, when rules about several are to be met. */
const MOST_VALUES = 6;

const smallestObject = (schema: JsonObject): JsonObject => {
  const { properties, required, additionalProperties, minProperties } = schema;
  const fields = isObject(properties) ? Object.entries(properties) : [];
  const mandatory = new Set<JsonValue>(Array.isArray(required) ? required : []);
  const shown = fields.filter(
    (entry): entry is [string, JsonObject] => isObject(entry[1]) && (mandatory.has(entry[0]) || isShown(entry[1])),
  );
  const entries = shown.map(([name, field]) => [name, sampleOf(field)] as const);
  const asked = [...mandatory].filter((name): name is string => typeof name === 'string');
  if (!isObject(additionalProperties)) {
    // What is required and nowhere described may be anything.
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    const unknown = open ? asked.filter((name) => !fields.some(([field]) => field === name)) : [];
    return Object.fromEntries([...entries, ...unknown.map((name) => [name, 'sample'] as const)]);
  }
  const more = Math.max(Number(minProperties ?? 0) - asked.length, 0);
  const missing = more > 0 && isTooMuch(more, sampleOf(additionalProperties)) ? 0 : more;
  const keys = [...asked, ...Array.from({ length: missing }, (_, i) => `key-${i + 1}`)];
  return Object.fromEntries([...entries, ...keys.map((key) => [key, sampleOf(additionalProperties)] as const)]);
};

const isShown = ({ example, default: value }: JsonObject): boolean =>
  example !== undefined || (value !== undefined && value !== null && !isEmptyObject(value));

/** An object in a field must say what it is. */
const embedded = (schema: JsonObject): JsonObject =>
  schema['x-kubernetes-embedded-resource'] === true
    ? { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sample' } }
    : {};
