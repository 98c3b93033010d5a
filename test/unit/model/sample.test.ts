import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../generators/core/model/json.ts';
import { buildSample, faultsOfSample, sampleOf } from '../../../generators/core/model/sample.ts';
import { sampleFaults } from '../../../generators/core/model/sample/faults.ts';
import type { ApiSpec } from '../../../generators/core/spec/spec.ts';

const string = { type: 'string' };
const a = { required: ['a'] };
const b = { required: ['b'] };
const two = { type: 'object', properties: { a: string, b: string } };
const rule = (text: string) => ({ 'x-kubernetes-validations': [{ rule: text }] });

const ACCEPTED: readonly (readonly [string, JsonObject])[] = [
  ...[
    '^[a-z]{3}[0-9]{2}$',
    '^(foo|bar)-[A-Z]+$',
    '^\\d+(\\.\\d+)?%$',
    '^$|^x{7}$',
    '(?i)^ABC$',
    '^[[:upper:]]\\pL\\z',
    '^\\Qa.b\\E$',
    '^sha256:[a-f0-9]{64}$',
    '^[^a-zA-Z0-9]+$',
    '^\\x{1F600}$',
    '^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\\?([^#]*))?(#(.*))?$',
    '^([0-9]{1,3}\\.){3}[0-9]{1,3}/\\d+$',
  ].map((pattern) => [`pattern ${pattern}`, { type: 'string', pattern, minLength: 1 }] as const),
  ['pattern and length', { type: 'string', pattern: '^[a-z]+$', minLength: 40, maxLength: 40 }],
  ['pattern of an int-or-string', { 'x-kubernetes-int-or-string': true, pattern: '^\\d+%$' }],
  ...[
    'date-time',
    'duration',
    'cidr',
    'ipv6',
    'uuid4',
    'isbn13',
    'creditcard',
    'ssn',
    'mac',
    'byte',
    'email',
    'rgbcolor',
  ].map((format) => [`format ${format}`, { type: 'string', format }] as const),
  ['bounds', { type: 'integer', minimum: 10, maximum: 11, exclusiveMinimum: true, exclusiveMaximum: false }],
  ['below zero', { type: 'number', maximum: -0.5, exclusiveMaximum: true }],
  ['multiples', { type: 'integer', multipleOf: 7, minimum: 10 }],
  ['an example that is wrong', { type: 'string', example: 1, minLength: 2 }],
  ['an enum with what is not allowed', { type: 'string', enum: ['', 'ok'], minLength: 1 }],
  ['a set', { type: 'array', items: string, minItems: 3, 'x-kubernetes-list-type': 'set' }],
  [
    'a set of an enum',
    { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, minItems: 3, 'x-kubernetes-list-type': 'set' },
  ],
  [
    'a set of patterns',
    { type: 'array', items: { type: 'string', pattern: '^[ab]$' }, minItems: 1, 'x-kubernetes-list-type': 'set' },
  ],
  [
    'a map list',
    {
      type: 'array',
      minItems: 2,
      items: {
        type: 'object',
        required: ['x', 'y'],
        properties: { x: { type: 'string', enum: ['only'] }, y: { type: 'integer' } },
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['x', 'y'],
    },
  ],
  ['a list of lists', { type: 'array', minItems: 1, items: { type: 'array', minItems: 2, items: string } }],
  ['a map', { type: 'object', additionalProperties: string, minProperties: 2 }],
  ['a map that needs a key', { type: 'object', additionalProperties: string, required: ['x'] }],
  ['many properties', { ...two, minProperties: 2 }],
  ['exactly one', { ...two, oneOf: [a, b] }],
  ['at least one', { ...two, anyOf: [a, b] }],
  ['at most one', { ...two, oneOf: [{ not: { anyOf: [a, b] } }, a, b] }],
  ['all of some', { ...two, allOf: [{ oneOf: [a, b] }, { not: a }] }],
  ['not what is there', { ...two, required: ['a'], not: { properties: { a: { enum: ['sample'] } } } }],
  [
    'branches that narrow',
    {
      ...two,
      required: ['a'],
      oneOf: [
        { properties: { a: { enum: ['x'] } }, required: ['b'] },
        { properties: { a: { enum: ['y'] } }, not: b },
      ],
    },
  ],
  ['formats in branches', { type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] }],
  ['bounds in branches', { type: 'string', allOf: [{ minLength: 3 }, { pattern: '^x' }] }],
  [
    'an embedded object',
    { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
  ],
  [
    'what nothing describes',
    { type: 'object', required: ['a', 'b'], properties: { b: string }, 'x-kubernetes-preserve-unknown-fields': true },
  ],
  ['anything', { 'x-kubernetes-preserve-unknown-fields': true }],
  ['nullable alone', { type: 'string', nullable: true, minLength: 2 }],
  ['a rule that wants a field', { ...two, ...rule('has(self.b)') }],
  ['a rule that wants two', { ...two, ...rule('has(self.a) && has(self.b)') }],
  ['a rule that wants one or the other', { ...two, required: ['a'], ...rule("self.a != 'sample' || has(self.b)") }],
  ['a rule that wants a text', { type: 'string', ...rule("self in ['one', 'two']") }],
  ['a rule about a field', { ...two, required: ['a'], ...rule("self.a.startsWith('sample/')") }],
  ['a rule about a number', { type: 'integer', minimum: 5, ...rule('self > 5') }],
  [
    'a rule about defaults',
    { ...two, properties: { ...two.properties, a: { type: 'string', default: 'x' } }, ...rule("self.a == 'x'") },
  ],
  ['a rule about change', { type: 'string', ...rule('self == oldSelf') }],
  [
    'odd names',
    JSON.parse(
      '{"type":"object","required":["__proto__","constructor","a-b"],"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"},"a-b":{"type":"boolean"}}}',
    ) as JsonObject,
  ],
];

test.each(ACCEPTED)('%s', (_, schema) => {
  expect(sampleFaults(sampleOf(schema), schema)).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['a pattern that matches nothing', { type: 'string', pattern: '^a$b' }],
  ['bounds that exclude each other', { type: 'integer', minimum: 5, maximum: 4 }],
  ['a rule that never holds', { type: 'string', ...rule("self == 'a' && self == 'b'") }],
])('%s: there is a value, and what is wrong with it', (_, schema) => {
  expect(sampleFaults(sampleOf(schema), schema)).not.toEqual([]);
});

test('rules about bytes see them, not their base64', () => {
  const key = rule("string(self).startsWith('-----BEGIN-----')")['x-kubernetes-validations'];
  const end = rule("string(self).endsWith('-----END-----')")['x-kubernetes-validations'];
  const schema = { type: 'string', format: 'byte', 'x-kubernetes-validations': [...key, ...end] };
  expect(Buffer.from(String(sampleOf(schema)), 'base64').toString()).toBe('-----BEGIN----------END-----');
  expect(sampleFaults('LS0tLS1CRUdJTi0tLS0t', schema)).toMatchObject([{ path: [] }]);
});

const api = (sample: ApiSpec['sample']): ApiSpec => ({
  group: 'x.example.com',
  kind: 'My-Kind',
  versions: [],
  ...(sample && { sample }),
});
const root = (more: JsonObject): JsonObject => ({ type: 'object', ...more });

test.each<[string, JsonObject, JsonValue]>([
  ['no field', root({}), { metadata: { name: 'my-kind-sample' } }],
  [
    'a field beside spec',
    root({ properties: { data: string }, required: ['data'] }),
    { metadata: { name: 'my-kind-sample' }, data: 'sample' },
  ],
  [
    'a status is left out',
    root({ properties: { status: { type: 'object', properties: { x: { type: 'string', default: 'y' } } } } }),
    { metadata: { name: 'my-kind-sample' } },
  ],
  [
    'names that a rule wants',
    root({ properties: { spec: root({}) }, ...rule("self.metadata.name == 'default'") }),
    { metadata: { name: 'default' } },
  ],
  [
    'names that a bound wants',
    root({ properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } } } }),
    { metadata: { name: '1' } },
  ],
])('the root: %s', (_, schema, expected) => {
  const sample = buildSample(api(undefined), 'x.example.com/v1', schema);
  expect(sample).toEqual({ apiVersion: 'x.example.com/v1', kind: 'My-Kind', ...(expected as JsonObject) });
  expect(faultsOfSample(sample, schema)).toEqual([]);
});

test('a spec of which nothing is described is there only where it must be', () => {
  const open = { type: 'object', required: ['a'], 'x-kubernetes-preserve-unknown-fields': true };
  const specIn = (more: JsonObject) =>
    buildSample(api(undefined), 'x.example.com/v1', root({ properties: { spec: open }, ...more })).spec;
  expect(specIn({})).toBeUndefined();
  expect(specIn({ required: ['spec'] })).toEqual({ a: 'sample' });
  const map = { type: 'object', additionalProperties: string, minProperties: 1 };
  expect(specIn({ properties: { spec: map } })).toEqual({ 'key-1': 'sample' });
});

test('the sample that is given is taken as it is', () => {
  const sample = buildSample(api({ metadata: { name: 'x' }, spec: { a: 1 } }), 'x.example.com/v1', root({}));
  expect(sample).toEqual({ apiVersion: 'x.example.com/v1', kind: 'My-Kind', metadata: { name: 'x' }, spec: { a: 1 } });
});

test.for<readonly [what: string, schema: JsonObject]>([
  ['items', { type: 'array', minItems: 3_000_000_000, items: string }],
  ['items of a set', { type: 'array', minItems: 30_000_000, items: string, 'x-kubernetes-list-type': 'set' }],
  ['items beyond 2^53', { type: 'array', minItems: 9_007_199_254_740_993n, items: string }],
  ['fields', { type: 'object', minProperties: 3_000_000_000, additionalProperties: string }],
  ['characters', { type: 'string', minLength: 3_000_000_000 }],
  ['characters of a pattern that repeats itself', { type: 'string', minLength: 100_000, pattern: '^((a*)*)*$' }],
  [
    'items that each have many',
    [90, 90, 90, 90].reduce<JsonObject>((items, minItems) => ({ type: 'array', minItems, items }), string),
  ],
])('more %s than anybody would read are not derived, and said to be missing', ([, schema]) => {
  const sample = sampleOf(schema);
  expect(JSON.stringify(sample).length).toBeLessThan(100);
  expect(sampleFaults(sample, schema).map(({ message }) => message)).toEqual([
    expect.stringMatching(/ has fewer than \d+ (?:items|fields|characters)\.$/),
  ]);
  const object = { type: 'object', properties: { field: schema, other: { ...string, default: 'x' } } };
  expect(sampleOf(object)).toEqual({ other: 'x' });
});
