import { describe, expect, test } from 'vitest';
import type { SchemaSpec } from '../../../generators/core/spec/spec.ts';
import { row, withFields } from './reference.ts';

describe('a field is told with its type, default, constraints and description', () => {
  test.each<[string, SchemaSpec, readonly string[]]>([
    ['a plain one', { type: 'string', description: 'What it is.' }, ['string', '', 'What it is.']],
    ['a format', { type: 'integer', format: 'int32' }, ['integer (int32)', '', '']],
    ['a default', { type: 'integer', default: 0 }, ['integer', '0', '']],
    ['an empty default', { type: 'string', default: '' }, ['string', '""', '']],
    ['false', { type: 'boolean', default: false }, ['boolean', 'false', '']],
    ['a long default', { type: 'string', default: 'x'.repeat(40) }, ['string', '', `Default: ${'x'.repeat(40)}`]],
    ['a range', { type: 'integer', minimum: 0, maximum: 10 }, ['integer', '', 'At least 0. At most 10.']],
    [
      'an open range',
      { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true, multipleOf: 0.5 },
      ['number', '', 'More than 0. Less than 1. A multiple of 0.5.'],
    ],
    [
      'an integer of any size',
      { type: 'integer', maximum: 9007199254740993n as never },
      ['integer', '', 'At most 9007199254740993.'],
    ],
    ['lengths', { type: 'string', minLength: 1, maxLength: 63 }, ['string', '', '1 to 63 characters.']],
    ['one length', { type: 'string', minLength: 1 }, ['string', '', 'At least 1 character.']],
    ['a pattern', { type: 'string', pattern: '^(a|b)`$' }, ['string', '', 'Matches ^(a|b)`$.']],
    ['an enum', { type: 'string', enum: ['', 'on', 'x|y'] }, ['string', '', 'One of "", "on", x|y.']],
    ['one value', { type: 'string', enum: ['a'] }, ['string', '', 'Always a.']],
    ['null', { type: 'string', nullable: true }, ['string', '', 'May be null.']],
    [
      'int-or-string',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      ['integer or string', '', ''],
    ],
    ['anything', { 'x-kubernetes-preserve-unknown-fields': true }, ['any', '', 'Any value is kept.']],
    [
      'any object',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      ['object', '', 'Any fields are kept.'],
    ],
    [
      'an embedded object',
      { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
      ['object', '', 'A whole Kubernetes object, with apiVersion, kind and metadata. Any fields are kept.'],
    ],
    [
      'a list',
      { type: 'array', minItems: 1, maxItems: 1, items: { type: 'string', maxLength: 3, description: 'One.' } },
      ['[]string', '', 'Exactly 1 item.\nEach item: One.\nAt most 3 characters.'],
    ],
    [
      'a set',
      { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      ['[]string', '', 'No item twice.'],
    ],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'array', items: { type: 'integer' } }, maxProperties: 2 },
      ['map[string][]integer', '', 'At most 2 keys.'],
    ],
    ['a type of Kubernetes', { $ref: 'Condition', description: 'Mine.' }, ['Condition', '', 'Mine.']],
    ['immutable', { type: 'string', immutable: true }, ['string', '', 'Cannot be changed.']],
    [
      'rules',
      {
        type: 'string',
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', message: 'is immutable' },
          { rule: "self != 'a' || self != 'b'" },
          { rule: 'size(self) < 3', messageExpression: '"too long: " + self' },
        ],
      },
      [
        'string',
        '',
        `Cannot be changed: is immutable (self == oldSelf)\nRule: self != 'a' || self != 'b'\nRule: "too long: " + self (size(self) < 3)`,
      ],
    ],
    [
      'groups of fields',
      {
        type: 'object',
        exactlyOneOf: ['a', 'b'],
        atMostOneOf: [
          ['c', 'd'],
          ['e', 'f'],
        ],
        'x-kubernetes-preserve-unknown-fields': true,
      },
      [
        'object',
        '',
        'Any fields are kept. Exactly one of a, b is given. At most one of c, d is given. At most one of e, f is given.',
      ],
    ],
    [
      'branches',
      {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        oneOf: [{ required: ['a', 'b'] }, { not: { anyOf: [{ required: ['a'] }, { required: ['b'] }] } }],
        not: { required: ['c'] },
        allOf: [{ properties: { a: { minLength: 1 } } }],
      },
      [
        'object',
        '',
        'Any fields are kept. Exactly one of these holds: a and b are given; not ((a is given, or b is given)). ' +
          'Each of these holds: {"properties":{"a":{"minLength":1}}}. Does not hold: c is given.',
      ],
    ],
    [
      'more to read',
      { type: 'string', title: 'T', example: 'e', externalDocs: { url: 'https://a.b/c', description: 'The *docs*' } },
      ['string', '', '<strong>T</strong>\nExample: e\nSee The *docs*.'],
    ],
    ['nothing to read', { type: 'string', externalDocs: {} as never }, ['string', '', '']],
    [
      'no link to elsewhere',
      { type: 'string', externalDocs: { url: 'javascript:x' } },
      ['string', '', 'See javascript:x.'],
    ],
  ])('%s', (_, schema, expected) => {
    expect(row(withFields({ field: schema }), 'field')).toEqual(expected);
  });

  test('what is required is said, unless a default stands in', () => {
    const markdown = withFields(
      { a: { type: 'string' }, b: { type: 'string', default: 'x' }, c: { type: 'string' } },
      { required: ['a', 'b'] },
    );
    expect(['a', 'b', 'c'].map((name) => row(markdown, name)?.[1])).toEqual(['<em>required</em>', 'x', '']);
  });

  test('fields named like keywords are fields', () => {
    const names = ['type', 'items', 'properties', 'required', '$ref', 'default', 'additionalProperties', '__proto__'];
    const markdown = withFields(
      Object.fromEntries(
        names.map((name) => [name, { type: 'object', properties: { [`in ${name}`]: { type: 'string' } } }]),
      ),
    );
    for (const name of names) expect([name, row(markdown, `in ${name}`)?.[0]]).toEqual([name, 'string']);
  });
});
