import { describe, expect, test } from 'vitest';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { problemsOf } from './problems.ts';
import { inFile, SCHEMA, withField, type Row } from './rows.ts';

const FIELD = `18:17  ${SCHEMA}.spec.properties`;

describe('structural schemas', () => {
  test.for<Row>([
    ['no type', withField('x: {minLength: 1}'), `${FIELD}.x: the schema has no type. Add "type: string".`],
    [
      'array without items',
      withField('x: {type: array}'),
      `${FIELD}.x: an array needs the schema of its items. Add "items: {type: …}".`,
    ],
    [
      'map and fields',
      withField('x: {type: object, properties: {a: {type: string}}, additionalProperties: false}'),
      `18:68  ${SCHEMA}.spec.properties.x.additionalProperties: properties and additionalProperties exclude each other. Use properties for known fields, additionalProperties for a map.`,
    ],
    [
      'forbidden keyword',
      withField('x: {type: object, patternProperties: {}}'),
      `18:35  ${SCHEMA}.spec.properties.x.patternProperties: patternProperties is not allowed in a structural schema. Use additionalProperties, and a rule in x-kubernetes-validations for the names.`,
    ],
    [
      'uniqueItems',
      withField('x: {type: array, uniqueItems: true, items: {type: string}}'),
      `18:47  ${SCHEMA}.spec.properties.x.uniqueItems: uniqueItems is not allowed in a structural schema. Use "x-kubernetes-list-type: set".`,
    ],
    [
      'type in a branch',
      withField('x: {type: string, anyOf: [{type: string}]}'),
      `18:44  ${SCHEMA}.spec.properties.x.anyOf[0].type: type is not allowed inside allOf, anyOf, oneOf and not. Move it out; for integer or string use "x-kubernetes-int-or-string: true".`,
    ],
    [
      'default of the wrong type',
      withField('x: {type: integer, default: "3"}'),
      `18:45  ${SCHEMA}.spec.properties.x.default: the default does not fit its own schema: "3" is not allowed: it must be of type integer. Change or remove it: it must be valid as it is written, before defaults inside of it are filled in.`,
    ],
    [
      'default that YAML takes for a boolean',
      withField('x: {type: string, default: on}'),
      `18:44  ${SCHEMA}.spec.properties.x.default: the default does not fit its own schema: true is not allowed: it must be of type string. Quote it: YAML 1.1 takes on, yes, 010 and the like for something else than strings.`,
    ],
    [
      'look-ahead',
      withField("x: {type: string, pattern: '^(?!a)b$'}"),
      `18:44  ${SCHEMA}.spec.properties.x.pattern: "^(?!a)b$" has a look-ahead or look-behind, which RE2 does not have. Use a rule in x-kubernetes-validations.`,
    ],
    [
      'pattern',
      withField("x: {type: string, pattern: '[a'}"),
      `18:44  ${SCHEMA}.spec.properties.x.pattern: "[a" has a [ without its ]. Close it, or write \\[ for the character.`,
    ],
    [
      'map list without key',
      withField('x: {type: array, x-kubernetes-list-type: map, items: {type: object}}'),
      `18:34  ${SCHEMA}.spec.properties.x.x-kubernetes-list-type: a list of type map needs the keys that tell its items apart. Add "x-kubernetes-list-map-keys: [name]".`,
    ],
    [
      'map list with an unknown key',
      withField(
        'x: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [nam], items: {type: object, required: [name], properties: {name: {type: string}}}}',
      ),
      `18:92  ${SCHEMA}.spec.properties.x.x-kubernetes-list-map-keys[0]: the items have no field "nam". Did you mean "name"?`,
    ],
    [
      'unknown reference',
      withField('x: {$ref: Conditoins}'),
      `18:27  ${SCHEMA}.spec.properties.x.$ref: "Conditoins" is no type that can be referred to. Did you mean "Conditions"?`,
    ],
    [
      'suspicious but legal: bounds',
      withField('x: {type: integer, minimum: 2, maximum: 1}'),
      `warning: 18:45  ${SCHEMA}.spec.properties.x.minimum: minimum is above maximum: no value is valid. Swap them.`,
    ],
    [
      'suspicious but legal: required',
      withField('x: {type: object, properties: {name: {type: string}}, required: [nmae]}'),
      `warning: 18:82  ${SCHEMA}.spec.properties.x.required[0]: "nmae" is required, but no field has that name. Did you mean "name"?`,
    ],
  ])('%s', ([, text, ...problems]) => expect(problemsOf(text)).toEqual(inFile(problems)));

  test.for([
    ['int-or-string', 'x: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], default: 50%}'],
    [
      'nested int-or-string',
      'x: {x-kubernetes-int-or-string: true, allOf: [{anyOf: [{type: integer}, {type: string}]}, {pattern: "^.$"}]}',
    ],
    ['preserve-unknown without type', 'x: {x-kubernetes-preserve-unknown-fields: true, default: {a: 1}}'],
    [
      'properties named as keywords',
      'x: {type: object, properties: {type: {type: string}, items: {type: string}, default: {type: string}, $ref: {type: string}}}',
    ],
    ['RE2 that JavaScript writes differently', "x: {type: string, pattern: '(?i)^[[:alpha:]]\\pL+\\z', default: Ab}"],
    ['a default of nothing', 'x: {type: string, default: null}'],
    [
      'false, zero, empty',
      'x: {type: object, default: {}, properties: {a: {type: boolean, default: false}, b: {type: integer, default: 0}, c: {type: string, default: ""}}}',
    ],
  ] as const)('accepted: %s', ([, field]) => expect(problemsOf(withField(field))).toEqual([]));
});

test('an error means no spec, a warning does not', () => {
  expect(loadSpec(withField('x: {type: array}'), 'f').spec).toBeUndefined();
  expect(loadSpec(withField('x: {type: integer, minimum: 2, maximum: 1}'), 'f').spec).toBeDefined();
});

test.for([
  ["{type: object, example: ''}", ['example']],
  ['{type: object, example: false}', ['example']],
  ["{type: object, title: '', nullable: false}", []],
  ['{type: object, nullable: true}', ['nullable']],
] as const)('at the root, metadata: %s', ([metadata, refused]) => {
  const api = `group: a, kind: B, versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {metadata: ${metadata}}}}}]`;
  const text = `apiVersion: k8s-operator/v1alpha1\nkind: Operator\nmetadata: {name: a-operator}\nspec: {domain: example.com, apis: [{${api}}]}\n`;
  const errors = loadSpec(text, 'f').problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ path }) => path.split('.').at(-1))).toEqual(refused);
});

test.for([
  ['[]', 'self == self', false],
  ['1.5', 'self == self', false],
  ['[]', 'true', true],
  ['5', 'self == self', true],
  ['5%', 'self == self', true],
] as const)('a default of int-or-string that is %s, with the rule %s', ([value, rule, isAccepted]) => {
  const field = `x: {x-kubernetes-int-or-string: true, default: ${value}, x-kubernetes-validations: [{rule: "${rule}"}]}`;
  expect(loadSpec(withField(field), 'f').spec !== undefined).toBe(isAccepted);
});
