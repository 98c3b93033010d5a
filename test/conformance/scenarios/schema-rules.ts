/** Schemas of one property each, with values that they refuse. */
import type { Json } from '../harness/scenario.ts';

/** One property a rule, so that each value is one case. */
export const RULES: Readonly<Record<string, { schema: Json; bad: readonly unknown[] }>> = {
  integer: { schema: { type: 'integer', minimum: 1, maximum: 5 }, bad: [0, 6, 'a', 1.5, null, true, [], {}] },
  exclusive: {
    schema: { type: 'number', exclusiveMinimum: true, minimum: 0, exclusiveMaximum: true, maximum: 1 },
    bad: [0, 1, 'x'],
  },
  int32: { schema: { type: 'integer', format: 'int32' }, bad: [3_000_000_000] },
  bounds: { schema: { type: 'integer', format: 'int32', minimum: -3e9, maximum: 3e9 }, bad: [1] },
  multiple: { schema: { type: 'integer', multipleOf: 3 }, bad: [4] },
  text: {
    schema: { type: 'string', minLength: 2, maxLength: 4, pattern: '^[a-z]+$' },
    bad: ['a', 'abcde', 'AB', 5, false],
  },
  choice: { schema: { type: 'string', enum: ['a', 'b'] }, bad: ['c', ''] },
  numbers: { schema: { type: 'integer', enum: [1, 2] }, bad: [3] },
  flag: { schema: { type: 'boolean' }, bad: ['true', 1] },
  list: {
    schema: { type: 'array', items: { type: 'integer', maximum: 3 }, minItems: 1, maxItems: 2 },
    bad: [[], [1, 2, 3], [4], ['x'], {}],
  },
  set: {
    schema: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    bad: [['a', 'b', 'a']],
  },
  map: {
    schema: {
      type: 'array',
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, n: { type: 'integer' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    bad: [[{ name: 'a' }, { name: 'a', n: 1 }], [{ n: 1 }]],
  },
  free: {
    schema: { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1, maxProperties: 2 },
    bad: [{}, { a: 'x' }, { a: 1, b: 2, c: 3 }],
  },
  nested: {
    schema: {
      type: 'object',
      required: ['a', 'b'],
      properties: {
        a: { type: 'string' },
        b: { type: 'object', required: ['c'], properties: { c: { type: 'string' } } },
      },
    },
    bad: [{}, { a: 'x' }, { a: 'x', b: {} }],
  },
  either: { schema: { 'x-kubernetes-int-or-string': true }, bad: [true, 1.5, {}] },
  nullable: { schema: { type: 'string', nullable: true }, bad: [1] },
  one: {
    schema: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    bad: [{}, { a: 'x', b: 'y' }],
  },
  any: { schema: { type: 'string', anyOf: [{ pattern: '^a' }, { maxLength: 2 }] }, bad: ['bcd'] },
  all: { schema: { type: 'string', allOf: [{ pattern: '^a' }, { maxLength: 2 }] }, bad: ['bcd', 'abc'] },
  not: { schema: { type: 'string', not: { pattern: '^x' } }, bad: ['xy'] },
  resource: {
    schema: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    bad: [{}, { apiVersion: 'v1' }],
  },
  ...formats({
    'date-time': 'x',
    date: '2024-13-01',
    duration: 'ever',
    ipv4: '1.2.3',
    ipv6: '1.2.3.4',
    cidr: '10.0.0.0',
    uri: 'x y',
    uuid: 'x',
    hostname: '-x',
    email: 'x',
    byte: '%%',
    mac: 'x',
  }),
};

function formats(bad: Readonly<Record<string, string>>): typeof RULES {
  return Object.fromEntries(
    Object.entries(bad).map(([format, value]) => [
      format.replaceAll('-', ''),
      { schema: { type: 'string', format }, bad: [value] },
    ]),
  );
}
