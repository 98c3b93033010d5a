/** A schema with one field of every sort that a rule can meet. */
import type { JsonObject } from '../../../../generators/core/model/json.ts';

const text = (maxLength?: number): JsonObject => ({ type: 'string', ...(maxLength !== undefined && { maxLength }) });
const list = (items: JsonObject, maxItems?: number): JsonObject => ({
  type: 'array',
  items,
  ...(maxItems !== undefined && { maxItems }),
});

export const SPEC: Readonly<Record<string, JsonObject>> = {
  name: text(63),
  free: text(),
  e: { type: 'string', enum: ['a', 'bbb', 'cc'] },
  n: { type: 'integer' },
  d: { type: 'number' },
  b: { type: 'boolean' },
  ios: { 'x-kubernetes-int-or-string': true },
  bytes: { type: 'string', format: 'byte', maxLength: 100 },
  dur: { type: 'string', format: 'duration' },
  ts: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  list: list(text(20), 10),
  ints: list({ type: 'integer' }, 5),
  open: list(text()),
  nested: list(list({ type: 'integer' }, 3), 3),
  objs: {
    ...list(
      {
        type: 'object',
        required: ['k'],
        properties: { k: text(10), v: { type: 'integer' }, tags: list(text(8), 4), foo: text(1000) },
      },
      8,
    ),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
  },
  map: { type: 'object', maxProperties: 6, additionalProperties: text(16) },
  omap: { type: 'object', additionalProperties: { type: 'object', properties: { x: { type: 'integer' } } } },
  any: { 'x-kubernetes-preserve-unknown-fields': true },
  pres: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { known: text() } },
  emb: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
  nul: { type: 'string', nullable: true, maxLength: 5 },
  namespace: text(),
  in: text(),
  'a-b': text(),
  'a.b': { type: 'integer' },
  'a/b': { type: 'integer' },
  x__y: text(),
  '1x': text(),
  é: text(),
};

/** The kitchen with rules at its root; `spec` replaces or adds fields of spec. */
export const kitchen = (rules: readonly JsonObject[], spec: Readonly<Record<string, JsonObject>> = {}): JsonObject => ({
  type: 'object',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec: { type: 'object', required: ['name'], properties: { ...SPEC, ...spec } },
  },
  ...(rules.length > 0 && { 'x-kubernetes-validations': rules }),
});
