import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { resolveSchema } from '../../../generators/core/model/resolve-schema.ts';
import { rootSchema } from '../../../generators/core/model/root-schema.ts';
import { sampleOf } from '../../../generators/core/model/sample.ts';
import { checkValue } from '../../../generators/core/spec/schema-value.ts';

describe('the root schema', () => {
  test.for([
    ['nothing required: the spec is there by default', { spec: { type: 'object' } }, undefined, {}],
    ['something required: the spec is', { spec: { type: 'object', required: ['a'] } }, ['spec'], undefined],
    [
      'a rule may refuse an empty one',
      { spec: { type: 'object', 'x-kubernetes-validations': [{ rule: 'has(self.a)' }] } },
      ['spec'],
      undefined,
    ],
    [
      'a rule about changes does not',
      { spec: { type: 'object', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } },
      undefined,
      {},
    ],
    ['one of several fields must be set', { spec: { type: 'object', exactlyOneOf: ['a', 'b'] } }, ['spec'], undefined],
    ['fields must be set', { spec: { type: 'object', minProperties: 1 } }, ['spec'], undefined],
    ['a default of its own', { spec: { type: 'object', default: { a: 1 } } }, undefined, { a: 1 }],
    ['said to be optional', { required: [], spec: { type: 'object' } }, undefined, undefined],
    ['said to be required', { required: ['spec'], spec: { type: 'object' } }, ['spec'], undefined],
  ] as const)('%s', ([, form, required, value]) => {
    const schema = rootSchema(form) as { required?: string[]; properties: { spec: JsonObject } };
    expect([schema.required, schema.properties.spec.default]).toEqual([required, value]);
  });

  test('conditions are a map list of meta/v1 conditions; what stands beside the reference wins', () => {
    expect(resolveSchema({ $ref: 'Conditions', description: 'Ours.' })).toMatchObject({
      type: 'array',
      description: 'Ours.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
      items: { required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'] },
    });
  });

  test('a default that looks like a reference is data', () => {
    const schema = {
      type: 'object',
      default: { $ref: 'Conditions', properties: { a: { $ref: 'x' } } },
      'x-kubernetes-preserve-unknown-fields': true,
    } as const;
    expect(resolveSchema(schema)).toEqual(schema);
  });
});
describe('a derived sample is valid', () => {
  test.for<[schema: JsonObject]>([
    [{ type: 'string' }],
    [{ type: 'string', minLength: 20, maxLength: 25 }],
    [{ type: 'string', pattern: '^[0-9]+(m|Gi)?$' }],
    [{ type: 'string', format: 'date-time' }],
    [{ type: 'string', enum: ['b', 'a'] }],
    [{ type: 'integer', minimum: 3 }],
    [{ type: 'integer', maximum: -3 }],
    [{ type: 'integer', minimum: 3, exclusiveMinimum: true }],
    [{ type: 'integer', minimum: 5, multipleOf: 4 }],
    [{ type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1 }],
    [{ 'x-kubernetes-int-or-string': true }],
    [{ type: 'array', minItems: 2, items: { type: 'string' }, 'x-kubernetes-list-type': 'set' }],
    [
      {
        type: 'object',
        required: ['a'],
        properties: {
          a: { type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } },
          c: { type: 'string' },
        },
      },
    ],
    [{ type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } }],
    [{ type: 'object', minProperties: 1, properties: { a: { type: 'string' } } }],
    [{ type: 'object', properties: { a: { type: 'string', nullable: true, default: null } } }],
  ])('%j', ([schema]) => expect(checkValue(sampleOf(schema), schema)).toEqual([]));
});
