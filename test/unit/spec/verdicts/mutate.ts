/** Definitions with a keyword or two changed at random, the same for the same seed: what to hold against a real API server. */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';

type Mutable = Record<string, JsonValue>;

/** A generator of numbers below a bound (mulberry32). */
export const randomOf = (seed: number): ((bound: number) => number) => {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
};

const text: JsonObject = { type: 'string' };
const named: JsonObject = { type: 'object', properties: { name: text }, required: ['name'] };

/** Values worth a try under each keyword. */
const VALUES: Readonly<Record<string, readonly JsonValue[]>> = {
  type: ['object', 'array', 'string', 'integer', 'number', 'boolean'],
  format: ['date-time', 'int32', 'uuid', 'foo', 'byte', 'ipv4', 'double'],
  default: [
    1,
    'a',
    true,
    {},
    [],
    1.5,
    { a: 1 },
    ['a'],
    '',
    0,
    { name: 'x' },
    3_000_000_000,
    [{ name: 'a' }],
    '10.0.0.1',
  ],
  enum: [[1, 2], ['a', 'b'], ['a', null], [{}], [1.5], []],
  nullable: [true, false],
  minimum: [0, -1, 1.5, 1e30],
  maximum: [0, 10, 1.5, 9.3e18],
  exclusiveMinimum: [true],
  multipleOf: [2, 0.5, 3],
  minLength: [0, 2, -1],
  maxLength: [1, 10],
  pattern: ['^a$', '(?=a)', '[', '\\d+', '\\p{L}', 'a{2}{3}'],
  minItems: [1],
  maxProperties: [1],
  required: [['a'], ['name'], ['spec'], []],
  properties: [{ a: text }, { metadata: { type: 'object' } }, { name: { ...text, default: 'x' } }, {}, { kind: text }],
  additionalProperties: [true, false, text, { type: 'object', properties: { a: { ...text, default: 1 } } }, {}],
  items: [text, named, {}, { 'x-kubernetes-preserve-unknown-fields': true }],
  allOf: [
    [{ required: ['a'] }],
    [{ anyOf: [{ type: 'integer' }, text] }],
    [{ properties: { a: { maxLength: 1 } } }],
    [text],
  ],
  anyOf: [
    [{ required: ['a'] }, { required: ['name'] }],
    [{ type: 'integer' }, text],
    [{ maxLength: 2 }],
    [{ format: 'uuid' }],
  ],
  oneOf: [
    [{ required: ['a'] }, { required: ['name'] }],
    [{ properties: { zzz: { enum: [1] } } }],
    [{ items: { maxLength: 1 } }],
  ],
  not: [{}, { required: ['a'] }, { pattern: '(' }, { properties: { spec: { properties: { zzz: {} } } } }],
  'x-kubernetes-preserve-unknown-fields': [true],
  'x-kubernetes-embedded-resource': [true, false],
  'x-kubernetes-int-or-string': [true, false],
  'x-kubernetes-list-type': ['atomic', 'set', 'map'],
  'x-kubernetes-list-map-keys': [['name'], ['a'], [], ['name', 'name']],
  'x-kubernetes-map-type': ['atomic', 'granular'],
  description: ['d'],
  title: ['t'],
  example: [1, { a: 1 }],
};

/** The definition with a keyword or two set or removed in schemas of it. Rules in CEL are left out. */
export const mutate = (definition: JsonObject, random: (bound: number) => number): JsonObject => {
  const mutant = withoutRules(definition) as Mutable;
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  for (let changes = 1 + random(2); changes > 0; changes--) {
    const schema = pick(schemasOf(mutant));
    if (random(4) === 0) delete schema[pick([...Object.keys(schema), 'type'])];
    else {
      const keyword = pick(Object.keys(VALUES));
      schema[keyword] = structuredClone(pick(VALUES[keyword]!));
    }
  }
  return mutant;
};

const withoutRules = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutRules);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([key]) => key !== 'x-kubernetes-validations')
      .map(([key, item]) => [key, withoutRules(item as JsonValue)]),
  );
};

const schemasOf = (definition: Mutable): Mutable[] => {
  const found: Mutable[] = [];
  const walk = (schema: JsonValue | undefined): void => {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
    const { properties, additionalProperties, items, not, allOf, anyOf, oneOf } = schema as JsonObject;
    found.push(schema as Mutable);
    for (const one of [...Object.values((properties ?? {}) as JsonObject), additionalProperties, items, not]) walk(one);
    for (const one of [allOf, anyOf, oneOf].flat()) walk(one as JsonValue);
  };
  const { versions } = definition.spec as unknown as {
    readonly versions: readonly { schema: { openAPIV3Schema: JsonValue } }[];
  };
  for (const { schema } of versions) walk(schema.openAPIV3Schema);
  return found;
};
