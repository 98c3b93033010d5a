/** Whole schemas with rules: every expression of rules.txt at the root of the kitchen, and what asks for a schema of its own. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import { kitchen } from './kitchen.ts';

export interface CelCase {
  readonly name: string;
  readonly schema: JsonObject;
}

const expressions = readFileSync(new URL('rules.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

const atRoot = (name: string, rule: JsonObject): CelCase => ({ name, schema: kitchen([rule]) });

const FIELDS: readonly JsonObject[] = [
  { rule: '' },
  { rule: '  ' },
  { rule: 'true', message: ' ' },
  { rule: 'true', message: 'two\nlines' },
  { rule: 'true &&\ntrue' },
  { rule: 'true &&\ntrue', message: 'm' },
  { rule: 'true\n' },
  { rule: 'true', message: 'm\n' },
  ...['FieldValueInvalid', 'FieldValueRequired', 'FieldValueForbidden', 'FieldValueDuplicate', 'Other', ''].map(
    (reason) => ({ rule: 'true', reason }),
  ),
  ...[
    "'a' + self.spec.name",
    '1',
    'self.spec.nope',
    "'%s'.format([self.spec.name])",
    "self.spec.open.join(',')",
    "self.spec.open.map(x, x.upperAscii()).join(', ')",
    '  ',
    'string(self.spec.n)',
    "self.spec.?free.orValue('x')",
    'self.spec.free + self.spec.open.join()',
    '(',
    "oldSelf.spec.name + '!'",
    'dyn(1)',
  ].map((messageExpression) => ({ rule: 'true', messageExpression })),
  ...[
    '.spec',
    '.spec.name',
    '.spec.nope',
    '.spec.map.x',
    ".spec['name']",
    "['spec']['name']",
    'spec',
    '.spec..name',
    '.spec.list[0]',
    '.',
    '[',
    "['spec'",
    "['a\\'b']",
    ".spec.map['a.b']",
    ".spec.map['a\\'b']",
    ".spec.map['a\\xb']",
    '.metadata.name',
    ".spec['1x']",
    '',
    ' ',
    '.spec\n',
    '.spec.objs.k',
    '.spec.omap.foo.x',
    '.spec.omap.foo.y',
    '.spec.any.x',
    ".spec['a.b']",
    '.spec.a-b',
  ].map((fieldPath) => ({ rule: 'true', fieldPath })),
  { rule: 'oldSelf.hasValue()', optionalOldSelf: true },
  { rule: 'optional.of(1).hasValue() && oldSelf.hasValue()', optionalOldSelf: true },
  { rule: 'oldSelf.spec.orValue(1) == 1', optionalOldSelf: true },
  { rule: 'oldSelf.optMap(o, o.spec.n < self.spec.n).orValue(true)', optionalOldSelf: true },
  { rule: 'oldSelf.spec.n == 1', optionalOldSelf: true },
  { rule: 'true', optionalOldSelf: true },
  { rule: 'true', optionalOldSelf: false },
  { rule: 'oldSelf == self', optionalOldSelf: false },
  { rule: 'oldSelf.hasValue()', optionalOldSelf: false },
];

const OLD = [{ rule: 'self == oldSelf' }];
const texts = { type: 'array', items: { type: 'string', 'x-kubernetes-validations': OLD } };
const inList = (listType?: string): JsonObject => ({
  type: 'array',
  maxItems: 9,
  ...(listType !== undefined && { 'x-kubernetes-list-type': listType }),
  ...(listType === 'map' && { 'x-kubernetes-list-map-keys': ['k'] }),
  items: {
    type: 'object',
    required: ['k'],
    properties: { k: { type: 'string', maxLength: 9 }, v: { type: 'integer', 'x-kubernetes-validations': OLD } },
  },
});
const struct = (mapType: string): JsonObject => ({
  type: 'object',
  'x-kubernetes-map-type': mapType,
  properties: { a: { type: 'string', 'x-kubernetes-validations': OLD } },
});
const map = (rest: JsonObject): JsonObject => ({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 9, 'x-kubernetes-validations': OLD },
  ...rest,
});
const withRule = (schema: JsonObject, rule: string): JsonObject => ({
  ...schema,
  'x-kubernetes-validations': [{ rule }],
});

const PLACES: Readonly<Record<string, JsonObject>> = {
  'oldSelf in items of a set': {
    ...texts,
    maxItems: 9,
    'x-kubernetes-list-type': 'set',
    items: { ...texts.items, maxLength: 9 },
  },
  'oldSelf in items of a list': inList(),
  'oldSelf in items of an atomic list': inList('atomic'),
  'oldSelf in items of a map list': inList('map'),
  'oldSelf of a list itself': withRule(
    { type: 'array', maxItems: 9, items: { type: 'string', maxLength: 9 } },
    'self == oldSelf',
  ),
  'oldSelf in an atomic struct': struct('atomic'),
  'oldSelf in a granular struct': struct('granular'),
  'oldSelf in values of a map': map({ maxProperties: 9 }),
  'oldSelf in values of an atomic map': map({ maxProperties: 9, 'x-kubernetes-map-type': 'atomic' }),
  'a rule where there is no type': withRule({ 'x-kubernetes-preserve-unknown-fields': true }, 'true'),
  'a rule on an int-or-string': withRule({ 'x-kubernetes-int-or-string': true }, 'self == 5 || self.endsWith("%")'),
  'a rule on a list whose items have no type': withRule(
    { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } },
    'self.size() < 3',
  ),
  'a rule on an embedded resource': withRule(
    { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    'self.metadata.name == self.kind && self.apiVersion != ""',
  ),
  'labels of an embedded resource': withRule(
    { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    'self.metadata.labels.size() == 0',
  ),
  'a rule on a date': withRule({ type: 'string', format: 'date-time' }, 'self.getFullYear() > 2000'),
  'a rule on a boolean': withRule({ type: 'boolean' }, 'self'),
  'a rule on a number': withRule({ type: 'number' }, 'self >= 0 && self < 1.5'),
};

const strings = (maxItems: number, maxLength = 10): JsonObject => ({
  type: 'array',
  maxItems,
  items: { type: 'string', maxLength },
});
const root = (properties: JsonObject, rules: readonly JsonObject[]): JsonObject => ({
  type: 'object',
  properties,
  'x-kubernetes-validations': rules,
});
const PAIRS = 'self.l.all(x, self.l.all(y, x != y))';

/** The last that is accepted and the first that is refused, of schemas that grow. */
const COSTS: Readonly<Record<string, readonly [last: number, schema: (n: number) => JsonObject]>> = {
  'pairs of items': [1053, (n) => root({ l: strings(n) }, [{ rule: PAIRS }])],
  'items that have a rule': [
    2_500_000,
    (n) => ({
      type: 'object',
      properties: {
        l: {
          ...strings(n),
          items: withRule({ type: 'string', maxLength: 30 }, "self.startsWith('prefix-of-some-length')"),
        },
      },
    }),
  ],
  'length of texts': [
    35_712,
    (n) => root({ l: strings(100, n) }, [{ rule: "self.l.all(x, x.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$'))" }]),
  ],
  'entries of a map': [
    512,
    (n) =>
      root({ m: { type: 'object', maxProperties: n, additionalProperties: { type: 'string', maxLength: 63 } } }, [
        { rule: 'self.m.all(k, self.m.exists(o, self.m[o] == self.m[k]))' },
      ]),
  ],
  'rules of a version together': [
    632,
    (n) =>
      root(
        { l: strings(n) },
        Array.from({ length: 25 }, (_, i) => ({ rule: `self.l.all(x, self.l.all(y, x != y || ${i} == 0))` })),
      ),
  ],
  'a list that is sorted': [1543, (n) => root({ l: strings(n) }, [{ rule: 'self.l.sort() == self.l.distinct()' }])],
};

export const CASES: readonly CelCase[] = [
  ...expressions.map((rule) => atRoot(rule, { rule, message: 'm' })),
  ...FIELDS.map((rule) => atRoot(JSON.stringify(rule), rule)),
  ...Object.entries(PLACES).map(([name, field]) => ({ name, schema: kitchen([], { field }) })),
  ...Object.entries(COSTS).flatMap(([name, [last, schema]]) =>
    [last, last + 1].map((n) => ({ name: `${name}: ${n}`, schema: schema(n) })),
  ),
];
