/** Every kind of schema that CRDs in the wild have comes back: text → spec → text of the generated CRD, read as the API server reads. */
import { describe, expect, test } from 'vitest';
import { definitionsOf, read, specOf, thing } from './definitions.ts';

const text = (description: string): string =>
  `a:\n  description: ${JSON.stringify(description).replaceAll(/[\x7f\x85]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`)}\n  type: string\n`;

describe('a schema comes back as it was', () => {
  test.for<readonly [what: string, crd: string]>([
    ['the least', thing()],
    [
      'strings that YAML 1.1 takes for something else',
      thing({
        properties:
          'a: {type: string, enum: ["on", "True", "5", "null", "y", "1_000", "0o17", "010", "1:30", "2024-01-01", ".inf", "=", "<<", "~", ""], default: "on"}',
      }),
    ],
    ['descriptions of several lines', thing({ properties: text('One.\nTwo.\n\nThree.\n') })],
    ['a description without an end of line', thing({ properties: text('One.\nTwo.') })],
    ['a very long description of one line', thing({ properties: text(`${'word '.repeat(1500)}end`) })],
    ['tabs', thing({ properties: text('a\tb\n\tindented\n  spaces\n') })],
    ['a tab at the beginning', thing({ properties: text('\tindented\nnot\n') })],
    ['spaces at the ends', thing({ properties: text('  begins and ends  ') })],
    ['spaces at the ends of lines', thing({ properties: text('one  \ntwo \n ') })],
    ['empty lines at the ends', thing({ properties: text('\n\none\n\n\n') })],
    ['what is not ASCII', thing({ properties: text('naïve “quotes” — 日本語 😀 \u2028 \u0085 \u00a0 \ufeff') })],
    ['characters of control', thing({ properties: text('\u0001 \u007f \r\n \u001b') })],
    ['what breaks TypeScript, Helm and Flux', thing({ properties: text('*/ ${x} `y` {{ .z }} $(w) \\u0041 #{}') })],
    ['what looks like YAML', thing({ properties: text('a: b # c\n- d\n---\n...\n%YAML 1.2\n| > & * ! @ `') })],
    ['an empty description', thing({ properties: text('') })],
    [
      'properties that are called like keywords',
      thing({
        properties:
          'type: {type: string}\nrequired: {type: boolean}\ndefault: {type: integer}\nitems: {type: array, items: {type: string}}\nproperties: {type: object, properties: {properties: {type: object}}}\n$ref: {type: string}\nimmutable: {type: boolean}\nenum: {type: object, required: [type], properties: {type: {type: string}}}\n"on": {type: string}\n"1": {type: string}\n__proto__: {type: string}\nconstructor: {type: string}',
      }),
    ],
    [
      'property names that are no identifiers',
      thing({
        properties:
          '"a-b": {type: string}\n"c.d/e": {type: string}\n"": {type: string}\n"x y": {type: string}\n"ä": {type: string}',
      }),
    ],
    [
      'no description at all',
      thing({ root: 'type: object\nproperties: {spec: {type: object, properties: {a: {type: string}}}}' }),
    ],
    [
      'int-or-string',
      thing({
        properties:
          'a: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}\nb: {x-kubernetes-int-or-string: true}\nc: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: "^[0-9]+%?$", default: 50%}',
      }),
    ],
    [
      'the three kinds of preserve-unknown',
      thing({
        properties:
          'a: {type: object, x-kubernetes-preserve-unknown-fields: true}\nb: {x-kubernetes-preserve-unknown-fields: true}\nc: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {d: {type: string}}}\ne: {type: object}\nf: {type: object, additionalProperties: true}\ng: {type: object, additionalProperties: {type: string}}\nh: {type: object, additionalProperties: {x-kubernetes-preserve-unknown-fields: true}}',
      }),
    ],
    [
      'defaults that are false, zero or empty',
      thing({
        properties:
          'a: {type: boolean, default: false}\nb: {type: integer, default: 0}\nc: {type: string, default: ""}\nd: {type: object, default: {}}\ne: {type: array, items: {type: string}, default: []}\nf: {type: string, nullable: true, default: null}\ng: {type: object, properties: {h: {type: string, nullable: true}}, default: {h: null}}',
      }),
    ],
    [
      'bounds of zero',
      thing({
        properties:
          'a: {type: integer, minimum: 0, maximum: 0}\nb: {type: string, minLength: 0, maxLength: 0}\nc: {type: array, minItems: 0, maxItems: 0, items: {type: string}}\nd: {type: object, minProperties: 0, maxProperties: 0}\ne: {type: string, nullable: false}\nf: {type: number, minimum: -0.5, exclusiveMinimum: true, maximum: 1.5, exclusiveMaximum: false, multipleOf: 0.25}',
      }),
    ],
    [
      'integers beyond 2^53, digit for digit',
      thing({
        properties:
          'a: {type: integer, format: int64, default: 9007199254740993}\nb: {type: integer, format: int64, enum: [-9223372036854775807, 9223372036854775806]}\nc: {x-kubernetes-preserve-unknown-fields: true, example: {d: [18446744073709551615]}}',
      }),
    ],
    ['floats', thing({ properties: 'a: {type: number, default: 1.5, enum: [1.5, 1e21, 1.0e-7, 0.1]}' })],
    [
      'lists and maps of every type',
      thing({
        properties:
          'a: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [b, c], items: {type: object, required: [b, c], properties: {b: {type: string}, c: {type: string}}}}\nd: {type: array, x-kubernetes-list-type: set, items: {type: string}}\ne: {type: array, x-kubernetes-list-type: atomic, items: {type: string}}\nf: {type: object, x-kubernetes-map-type: granular, additionalProperties: {type: string}}\ng: {type: object, x-kubernetes-map-type: atomic, additionalProperties: {type: string}}',
      }),
    ],
    [
      'CEL rules in their order, with all of their fields',
      thing({
        root: `
          type: object
          x-kubernetes-validations:
            - {rule: "self.spec.b >= 0", message: second, reason: FieldValueInvalid, fieldPath: .spec.b}
            - {rule: "self.spec.a >= 0", messageExpression: "'a is ' + 'negative'"}
          properties:
            spec:
              type: object
              required: [a, b]
              properties:
                a: {type: integer}
                b:
                  type: integer
                  x-kubernetes-validations:
                    - message: from 0 to 9
                      rule: |
                        self >= 0 &&
                          self < 10
                    - {rule: "!oldSelf.hasValue() || self >= oldSelf.value()", optionalOldSelf: true}
        `,
      }),
    ],
    [
      'oneOf, anyOf, allOf and not',
      thing({
        properties:
          'a: {type: object, properties: {b: {type: string}, c: {type: string}}, oneOf: [{required: [b]}, {required: [c]}], not: {required: [b, c]}}\nd: {type: string, allOf: [{minLength: 1}, {pattern: "^a"}], anyOf: [{pattern: x}, {}]}',
      }),
    ],
    [
      'title, example, externalDocs, formats',
      thing({
        properties:
          'a: {type: string, title: A title, example: an example, externalDocs: {url: "https://example.com", description: more}}\nb: {type: string, format: byte}\nc: {type: string, format: ""}\nd: {type: number, format: double}\ne: {type: string, format: duration}\nf: {type: object, example: {g: [1, "1", true, null, {}]}}',
      }),
    ],
    [
      'an embedded resource',
      thing({
        properties:
          'a: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}',
      }),
    ],
    [
      'enums with numbers, booleans and null',
      thing({
        properties:
          'a: {type: integer, enum: [1, 2]}\nb: {type: boolean, enum: [true]}\nc: {type: string, nullable: true, enum: [x, null]}\nd: {type: number, enum: [0.5]}',
      }),
    ],
  ])('%s', ([, crd]) => expect(definitionsOf(specOf(crd))).toEqual(read(crd)));
});
