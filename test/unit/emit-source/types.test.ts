import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { emitApi } from '../../../generators/core/emit/source/api.ts';
import { coreTypeOf } from '../../../generators/core/emit/source/core-type.ts';
import { coreSchema, coreTypeNames } from '../../../generators/core/model/core-types.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { memcachedApi, version } from '../models.ts';
import { specOf } from './print-types.ts';

const KINDS_INDEX = readFileSync(new URL('../../../runtime/src/kinds/generated/index.ts', import.meta.url), 'utf8');

const objectOf = (more: JsonObject): JsonObject => ({
  type: 'object',
  properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string', default: 'x' } },
  ...more,
});
const a = { required: ['a'] };
const b = { required: ['b'] };

test.each<[string, JsonObject, string | undefined]>([
  ['exactly one', { oneOf: [a, b] }, 'ExactlyOneOf'],
  ['at least one', { anyOf: [a, b] }, 'AtLeastOneOf'],
  ['at most one', { oneOf: [{ not: { anyOf: [a, b] } }, a, b] }, 'AtMostOneOf'],
  ['one of several conditions', { allOf: [{ oneOf: [a, b] }] }, 'ExactlyOneOf'],
  ['the shorthand of the spec', { exactlyOneOf: ['a', 'b'] }, 'ExactlyOneOf'],
  ['groups in the shorthand of the spec', { atMostOneOf: [['a', 'b']] }, 'AtMostOneOf'],
  ['branches that say more', { oneOf: [a, { required: ['b'], properties: { a: { enum: ['x'] } } }] }, undefined],
  ['at most one of others', { oneOf: [{ not: { anyOf: [a] } }, a, b] }, undefined],
  ['a field that is always there', { oneOf: [a, { required: ['c'] }] }, undefined],
  ['a field that is not declared', { oneOf: [a, { required: ['z'] }] }, undefined],
  ['the same twice', { oneOf: [a, a] }, undefined],
])('a choice: %s', async (_, more, type) => {
  const schema = { type: 'object', properties: { spec: { type: 'object', properties: { field: objectOf(more) } } } };
  const text = await emitApi(memcachedApi(), version({ schema }));
  const found = /export type MemcachedSpecField = (.*);/.exec(text)?.[1];
  expect(found).toBe(type && `${type}<MemcachedSpecFieldFields, 'a' | 'b'>`);
  expect(specOf(text)).toBe('field?: MemcachedSpecField;');
});

test('a large structure that is there twice is printed once, a small one where it is', async () => {
  const fields = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`own${i}`, { type: 'string', description: `No. ${i}.` }]),
    );
  const object = (count: number, description: string) => ({ type: 'object', description, properties: fields(count) });
  const properties = { a: object(9, 'A.'), b: object(9, 'B.'), c: object(2, 'C.'), d: object(2, 'D.') };
  const schema = { type: 'object', properties: { spec: { type: 'object', properties } } };
  expect(specOf(await emitApi(memcachedApi(), version({ schema })))).toBe(
    [
      '/** A. */\na?: MemcachedSpecA;',
      '/** B. */\nb?: MemcachedSpecA;',
      '/** C. */\nc?: MemcachedSpecC;',
      '/** D. */\nd?: MemcachedSpecD;',
    ].join('\n'),
  );
});

test.each([
  [
    'spec is there only when it must be',
    { type: 'object', properties: { spec: { type: 'object' } } },
    '  spec?: { [key: string]: unknown };',
  ],
  [
    'or when it is filled in',
    { type: 'object', properties: { spec: { type: 'object', default: {} } } },
    '  spec: { [key: string]: unknown };',
  ],
  ['other fields', { type: 'object', properties: { data: { type: 'string' } }, required: ['data'] }, '  data: string;'],
  [
    'metadata is that of every object',
    {
      type: 'object',
      properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } } },
    },
    undefined,
  ],
  ['unknown fields', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, '  [key: string]: unknown;'],
])('the root: %s', async (_, schema, expected) => {
  const text = await emitApi(memcachedApi(), version({ schema }));
  const fields = /export interface Memcached extends KubernetesObject \{\n[^\n]*\n[^\n]*\n(.*?)^\}/ms.exec(text)?.[1];
  expect(fields).toBe(expected === undefined ? '' : `${expected}\n`);
});

test('an embedded object has the fields that all objects have', async () => {
  const field = {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    'x-kubernetes-preserve-unknown-fields': true,
  };
  const text = await emitApi(
    memcachedApi(),
    version({ schema: { type: 'object', properties: { spec: { type: 'object', properties: { field } } } } }),
  );
  expect(text).toContain(`export interface MemcachedSpecField {
  apiVersion: string;
  kind: string;
  metadata?: EmbeddedMeta;
  [key: string]: unknown;
}`);
});

test('a deprecated version says so', async () => {
  const text = await emitApi(memcachedApi(), version({ deprecated: true, deprecationWarning: 'Use v1 */ instead.' }));
  expect(text).toContain(' * @deprecated Use v1 *\\/ instead.\n */\nexport interface Memcached ');
});

test.each(['Condition', 'Kind', 'KubernetesObject', 'Pod', 'Embedded', 'C'])(
  'a kind %s keeps its name',
  async (typeName) => {
    const properties = {
      conditions: { $ref: 'Conditions' },
      spec: { $ref: 'PodSpec' },
      claim: { $ref: 'PersistentVolumeClaim' },
    };
    const schema = {
      type: 'object',
      properties: {
        spec: { type: 'object', properties },
        template: { type: 'object', properties: { spec: { type: 'object', properties: { own: { type: 'string' } } } } },
      },
    };
    const text = await emitApi(memcachedApi({ kind: typeName, typeName }), version({ schema }));
    expect(text).toContain(`export interface ${typeName} extends `);
    const imported = [...text.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
      names.split(',').map((name) => name.trim().split(' ').at(-1)),
    );
    const declared = [...imported, ...[...text.matchAll(/^export interface (\w+)/gm)].map(([, name]) => name)];
    expect(declared.toSorted()).toEqual([...new Set(declared)].toSorted());
  },
);

test('every core type that a spec may refer to has a type in the runtime, or is written out', () => {
  const types = coreTypeNames.flatMap((name) => coreTypeOf({ $ref: name }, coreSchema(name)) ?? []);
  const named = types.filter(({ module }) => module === 'k8s-operator-runtime/kinds').map(({ name }) => name);
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(KINDS_INDEX)).toSorted()).toEqual([]);
});
