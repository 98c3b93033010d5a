import { expect, test } from 'vitest';
import { emitApi } from '../../../generators/core/emit/source/api.ts';
import { coreSchema } from '../../../generators/core/model/core-types.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { memcachedApi, version } from '../models.ts';
import { HOSTILE } from './nasty.ts';
import { print, specOf } from './print-types.ts';

test.each<[string, JsonObject, string]>([
  ['string', { type: 'string' }, 'field?: string;'],
  ['integer', { type: 'integer', format: 'int32' }, 'field?: number;'],
  ['number', { type: 'number' }, 'field?: number;'],
  ['boolean', { type: 'boolean' }, 'field?: boolean;'],
  [
    'int-or-string',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    'field?: number | string;',
  ],
  ['nullable', { type: 'string', nullable: true }, 'field?: string | null;'],
  ['nullable: false', { type: 'string', nullable: false }, 'field?: string;'],
  ['enum', { type: 'string', enum: ['', 'on', "it's"] }, `field?: '' | 'on' | "it's";`],
  ['enum of numbers', { type: 'integer', enum: [0, 1, -2] }, 'field?: 0 | 1 | -2;'],
  ['nullable enum', { type: 'string', nullable: true, enum: ['a', null] }, "field?: 'a' | null;"],
  ['list of an enum', { type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, "field?: ('a' | 'b')[];"],
  ['list of lists', { type: 'array', items: { type: 'array', items: { type: 'integer' } } }, 'field?: number[][];'],
  [
    'list of nullable',
    { type: 'array', nullable: true, items: { type: 'string', nullable: true } },
    'field?: (string | null)[] | null;',
  ],
  [
    'limits of a list are no tuple',
    { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string' } },
    '/** @minItems 1 @maxItems 2 */\nfield?: string[];',
  ],
  ['map', { type: 'object', additionalProperties: { type: 'string' } }, 'field?: { [key: string]: string };'],
  [
    'map of int-or-string',
    { type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true } },
    'field?: { [key: string]: number | string };',
  ],
  ['object without properties', { type: 'object' }, 'field?: { [key: string]: unknown };'],
  [
    'object that keeps unknown fields',
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    'field?: { [key: string]: unknown };',
  ],
  ['any value', { 'x-kubernetes-preserve-unknown-fields': true }, 'field?: unknown;'],
  ['nullable any value', { 'x-kubernetes-preserve-unknown-fields': true, nullable: true }, 'field?: unknown;'],
  ['object', { type: 'object', properties: { a: { type: 'string' } } }, 'field?: MemcachedSpecField;'],
  ['default', { type: 'boolean', default: false }, '/** @default false */\nfield: boolean;'],
  ['default 0', { type: 'integer', default: 0 }, '/** @default 0 */\nfield: number;'],
  [
    'default of an object',
    { type: 'object', default: {}, additionalProperties: { type: 'string' } },
    'field: { [key: string]: string };',
  ],
  [
    'default null of a nullable',
    { type: 'string', nullable: true, default: null },
    '/** @default null */\nfield: string | null;',
  ],
  [
    'bounds',
    { description: 'How many.', type: 'integer', minimum: 0, maximum: 5, default: 1 },
    '/** How many. @minimum 0 @maximum 5 @default 1 */\nfield: number;',
  ],
  [
    'bounds that do not fit beside the description',
    { description: `Long${' words'.repeat(16)}.`, type: 'string', minLength: 1 },
    `/**\n * Long${' words'.repeat(16)}.\n *\n * @minLength 1\n */\nfield?: string;`,
  ],
  [
    'description of lines',
    { description: 'One.\n\nTwo.', type: 'string' },
    '/**\n * One.\n *\n * Two.\n */\nfield?: string;',
  ],
  [
    'title',
    { title: 'A title', description: 'What.', type: 'string' },
    '/**\n * A title\n *\n * What.\n */\nfield?: string;',
  ],
  ['example', { type: 'string', example: 'x' }, '/** @example "x" */\nfield?: string;'],
  [
    'an integer beyond doubles',
    { type: 'integer', default: 9007199254740993n },
    '/** @default 9007199254740993 */\nfield: number;',
  ],
  ['enum of integers beyond doubles', { enum: [9007199254740993n] }, 'field?: 9007199254740992;'],
  [
    'links',
    { description: 'What.', type: 'string', externalDocs: { url: 'https://example.com', description: 'More.' } },
    '/** What. @see https://example.com More. */\nfield?: string;',
  ],
  [
    'rules',
    {
      type: 'integer',
      minimum: 1,
      'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'It stays.' }, { rule: 'self\n> 0' }],
    },
    '/**\n * @minimum 1\n * @rule It stays.\n * @rule self > 0\n */\nfield?: number;',
  ],
  [
    'set',
    { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    '/** @listType set */\nfield?: string[];',
  ],
  [
    'items that are described',
    { description: 'All.', type: 'array', maxItems: 3, items: { description: 'One.', type: 'string', minLength: 1 } },
    '/**\n * All. @maxItems 3\n *\n * Each item: One. @minLength 1\n */\nfield?: string[];',
  ],
  [
    'a directive in a description',
    { description: '@ts-expect-error', type: 'string' },
    '/** \\@ts-expect-error */\nfield?: string;',
  ],
  ['Quantity', { $ref: 'Quantity' }, 'field?: number | string;'],
  ['Time', { $ref: 'Time', nullable: true }, 'field?: string | null;'],
  ['a core type', { $ref: 'PodTemplateSpec', description: 'The pods.' }, '/** The pods. */\nfield?: PodTemplateSpec;'],
  ['a core type by its whole name', { $ref: 'core/v1.PodTemplateSpec' }, 'field?: PodTemplateSpec;'],
  ['a core type that is changed', { $ref: 'LocalObjectReference', required: ['name'] }, 'field?: MemcachedSpecField;'],
  ['a list of a core type', { type: 'array', items: { $ref: 'EnvVar' } }, 'field?: EnvVar[];'],
  [
    'a map of a core type',
    { type: 'object', additionalProperties: { $ref: 'ResourceRequirements' } },
    'field?: { [key: string]: ResourceRequirements };',
  ],
  ['a kind', { type: 'array', items: { $ref: 'PersistentVolumeClaim' } }, 'field?: Embedded<PersistentVolumeClaim>[];'],
  ['a type that another group has too', { $ref: 'flowcontrol/v1.Subject' }, 'field?: FlowcontrolSubject;'],
  ['the structure of a core type', coreSchema('Toleration'), 'field?: Toleration;'],
  ['description that ends the comment', { description: 'a */ b', type: 'string' }, '/** a *\\/ b */\nfield?: string;'],
  ['pattern that ends the comment', { pattern: '^.*/$', type: 'string' }, '/** @pattern ^.*\\/$ */\nfield?: string;'],
])('%s', async (_, property, expected) => {
  expect(specOf(await print(property))).toBe(expected);
});

test('a required field is not optional', async () => {
  expect(specOf(await print({ type: 'string' }, ['field']))).toBe('field: string;');
});

test.each([
  'default',
  'constructor',
  '__proto__',
  'id',
  '$ref',
  '$id',
  'definitions',
  'properties',
  'title',
  'tsType',
  'a-b',
  '0x',
  "it's",
  HOSTILE,
])('a property named %j is a property', async (name) => {
  const properties = Object.fromEntries([[name, { type: 'string' }]]);
  const schema = { type: 'object', properties: { spec: { type: 'object', properties } } };
  const text = await emitApi(memcachedApi(), version({ schema }));
  const printed = specOf(text);
  expect(printed).toMatch(/\?: string;$/);
  // Read back as JavaScript would, the name is what it was.
  const key = printed.slice(0, -'?: string;'.length);
  expect(/^[\w$]+$/.test(key) ? key : (Function(`return ${key}`)() as string)).toBe(name);
});

test('conditions are those of the runtime', async () => {
  const text = await emitApi(memcachedApi(), version());
  expect(text).toContain('conditions?: Condition[];');
  expect(text).toContain("import { type Condition, type KubernetesObject, kind } from 'k8s-operator-runtime';");
});

test('interfaces of different fields have different names', async () => {
  const inner = { type: 'object', properties: { c: { type: 'string' } } };
  const properties = { 'a-b': inner, aB: inner, a: { type: 'object', properties: { b: inner } } };
  const schema = { type: 'object', properties: { spec: { type: 'object', properties } } };
  const text = await emitApi(memcachedApi(), version({ schema }));
  const names = [...text.matchAll(/export interface (\w+)/g)].map(([, name]) => name);
  expect(names).toHaveLength(new Set(names).size);
  expect(names).toHaveLength(6);
});
