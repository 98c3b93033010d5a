import { describe, expect, test } from 'vitest';
import { resolveSchema } from '../../../generators/core/model/resolve-schema.ts';
import { rootSchema } from '../../../generators/core/model/root-schema.ts';
import type { SchemaSpec } from '../../../generators/core/spec/spec.ts';
import { problemsOf } from '../spec/problems.ts';
import { inFile, type Row, SCHEMA, withField } from '../spec/rows.ts';

const IMMUTABLE = { rule: 'self == oldSelf', message: 'field is immutable' };
const once = (field: string, inCel = field) => ({
  rule: `!has(oldSelf.${inCel}) || has(self.${inCel})`,
  message: `field ${field} is immutable once set`,
});

/** What controller-gen makes of the same markers, and in which order, is held against it in test/e2e/controller-gen.test.ts. */
describe('shorthands become rules', () => {
  test.for<[name: string, schema: SchemaSpec, resolved: object]>([
    ['immutable', { type: 'string', immutable: true }, { type: 'string', 'x-kubernetes-validations': [IMMUTABLE] }],
    ['not immutable', { type: 'string', immutable: false }, { type: 'string' }],
    [
      'an optional immutable field is not removed either, a required one cannot be',
      {
        type: 'object',
        required: ['b'],
        properties: { a: { type: 'string', immutable: true }, b: { type: 'string', immutable: true } },
      },
      {
        type: 'object',
        required: ['b'],
        properties: {
          a: { type: 'string', 'x-kubernetes-validations': [IMMUTABLE] },
          b: { type: 'string', 'x-kubernetes-validations': [IMMUTABLE] },
        },
        'x-kubernetes-validations': [once('a')],
      },
    ],
    [
      'names that CEL has no letters for',
      {
        type: 'object',
        properties: { 'a-b.c/d': { type: 'string', immutable: true }, in: { type: 'string' } },
        atMostOneOf: ['a-b.c/d', 'in'],
      },
      expect.objectContaining({
        'x-kubernetes-validations': [
          once('a-b.c/d', 'a__dash__b__dot__c__slash__d'),
          {
            rule: '[has(self.a__dash__b__dot__c__slash__d),has(self.__in__)].filter(x,x==true).size() <= 1',
            message: 'at most one of the fields in [a-b.c/d in] may be set',
          },
        ],
      }),
    ],
    [
      'one group or several',
      { type: 'object', exactlyOneOf: ['a', 'b'], atLeastOneOf: [['a', 'c'], ['d']] },
      {
        type: 'object',
        'x-kubernetes-validations': [
          {
            rule: '[has(self.a),has(self.b)].filter(x,x==true).size() == 1',
            message: 'exactly one of the fields in [a b] must be set',
          },
          {
            rule: '[has(self.a),has(self.c)].filter(x,x==true).size() >= 1',
            message: 'at least one of the fields in [a c] must be set',
          },
          {
            rule: '[has(self.d)].filter(x,x==true).size() >= 1',
            message: 'at least one of the fields in [d] must be set',
          },
        ],
      },
    ],
    [
      'as names of fields they are names',
      {
        type: 'object',
        properties: { immutable: { type: 'boolean' } },
        default: { immutable: true, atMostOneOf: ['a'] },
      },
      {
        type: 'object',
        properties: { immutable: { type: 'boolean' } },
        default: { immutable: true, atMostOneOf: ['a'] },
      },
    ],
  ])('%s', ([, schema, resolved]) => expect(resolveSchema(schema)).toEqual(resolved));

  test('an immutable spec is not removed from its object', () => {
    const root = rootSchema({ spec: { type: 'object', immutable: true } });
    expect(root['x-kubernetes-validations']).toEqual([once('spec')]);
  });
});

const at = (column: number, path: string) => `18:${column}  ${SCHEMA}.spec.properties.x${path}`;
const AB = 'type: object, properties: {alpha: {type: string}, beta: {type: string}, "ö": {type: string}}';

describe('problems of shorthands', () => {
  test.for<Row>([
    ['sound', withField(`x: {${AB}, atMostOneOf: [alpha, beta], exactlyOneOf: [[alpha], [beta]]}`)],
    ['fields of a core type', withField('x: {$ref: VolumeSource, atMostOneOf: [emptyDir, secret]}')],
    [
      'a misspelt field',
      withField(`x: {${AB}, atMostOneOf: [alhpa, beta]}`),
      `${at(129, '.atMostOneOf[0]')}: no field has the name "alhpa". Did you mean "alpha"?`,
    ],
    [
      'in a group of several',
      withField(`x: {${AB}, exactlyOneOf: [[alpha], [beta, alpha.b]]}`),
      `${at(146, '.exactlyOneOf[1][1]')}: no field has the name "alpha.b". Did you mean "alpha"?`,
    ],
    [
      'a field of a core type that it does not have',
      withField('x: {$ref: VolumeSource, exactlyOneOf: [emptydir, secret]}'),
      `${at(56, '.exactlyOneOf[0]')}: no field has the name "emptydir". Did you mean "emptyDir"?`,
    ],
    [
      'twice',
      withField(`x: {${AB}, atLeastOneOf: [alpha, alpha]}`),
      `${at(137, '.atLeastOneOf[1]')}: "alpha" is named twice. Remove it here.`,
    ],
    [
      'an empty group',
      withField(`x: {${AB}, atLeastOneOf: [[alpha], []]}`),
      `${at(139, '.atLeastOneOf[1]')}: the list is empty. Name the fields of the group.`,
    ],
    [
      'names beside groups',
      withField(`x: {${AB}, atLeastOneOf: [alpha, [beta]]}`),
      `${at(129, '.atLeastOneOf')}: names and lists of names are mixed. Put each group into a list of its own.`,
    ],
    [
      'a required field',
      withField(`x: {${AB}, required: [alpha], atLeastOneOf: [alpha, beta]}`),
      `warning: ${at(149, '.atLeastOneOf[0]')}: "alpha" is required and thus always set, which decides for the whole group. Remove it from required.`,
    ],
    [
      'a name that CEL cannot have',
      withField(`x: {${AB}, atLeastOneOf: [ö, beta]}`),
      `${at(130, '.atLeastOneOf[0]')}: "ö" is no name that a rule can use. Use letters, digits, "_", "-", "." and "/" in the name.`,
    ],
    [
      'an immutable field of a name that CEL cannot have',
      withField('x: {type: object, properties: {"ö": {type: string, immutable: true}}}'),
      `${at(68, '.properties["ö"].immutable')}: "ö" is no name that a rule can use, so that the field cannot be kept from being removed. Use letters, digits, "_", "-", "." and "/" in the name, or write a rule in x-kubernetes-validations.`,
    ],
    [
      'in a branch',
      withField(`x: {${AB}, anyOf: [{atMostOneOf: [alpha]}]}`),
      `${at(124, '.anyOf[0].atMostOneOf')}: atMostOneOf is not allowed inside allOf, anyOf, oneOf and not. Move it out, to the schema that these belong to.`,
    ],
    [
      'immutable in a list whose items are not told apart',
      withField('x: {type: array, items: {type: object, properties: {items: {type: string, immutable: true}}}}'),
      `${at(91, '.items.properties.items.immutable')}: items of a list are told apart by keys only, so that nothing in this list has an old value to be compared with. Add "x-kubernetes-list-type: map" and its keys to the list, or make the list immutable.`,
    ],
    [
      'immutable in a map',
      withField(
        'x: {type: object, maxProperties: 9, additionalProperties: {type: string, maxLength: 9, immutable: true}}',
      ),
    ],
    [
      'immutable in a map list',
      withField(
        'x: {type: array, maxItems: 9, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, required: [a], properties: {a: {type: string, maxLength: 9, immutable: true}}}}',
      ),
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));
});
