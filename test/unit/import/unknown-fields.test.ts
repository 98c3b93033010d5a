/** What CustomResourceDefinitions have no field for: the API server drops it for clients that are not strict, and so does import. */
import { describe, expect, test } from 'vitest';
import { definitionsOf, importTexts, problemsOf, read, specOf, thing } from './definitions.ts';

const ROOT = 'spec.versions[0].schema.openAPIV3Schema';
const DROPPED = 'unknown field: the API server drops it, and so does the spec.';
const AS_RULE = 'If it is meant, write it as a rule in x-kubernetes-validations.';

describe('is left out at every depth, with a warning where it stands', () => {
  test.for<readonly [what: string, given: string, back: string, ...warnings: string[]]>([
    [
      'in the definition, its metadata, names and versions',
      `${thing({ metadata: 'clusterName: x', spec: 'version: v1', names: 'x-tool: 1', version: 'x-tool: {a: b}' })}x-tool: 1\n`,
      thing(),
      `f1.yaml:5:3  warning: metadata.clusterName: ${DROPPED}`,
      `f1.yaml:13:5  warning: spec.names.x-tool: ${DROPPED}`,
      `f1.yaml:15:3  warning: spec.version: ${DROPPED}`,
      `f1.yaml:20:7  warning: spec.versions[0].x-tool: ${DROPPED}`,
      `f1.yaml:27:1  warning: x-tool: ${DROPPED}`,
    ],
    [
      'in fields, items, values of maps and branches',
      thing({
        properties: `
          a: {type: string, x-order: 1}
          b: {type: array, items: {type: object, x-order: 2, properties: {c: {type: string, const: d}}}}
          e: {type: object, additionalProperties: {type: string, readOnly: true}}
          f: {type: object, anyOf: [{required: [g], x-order: 3}], not: {allOf: [{x-order: 4}]}, properties: {g: {type: string}}}
        `,
      }),
      thing({
        properties: `
          a: {type: string}
          b: {type: array, items: {type: object, properties: {c: {type: string}}}}
          e: {type: object, additionalProperties: {type: string}}
          f: {type: object, anyOf: [{required: [g]}], not: {allOf: [{}]}, properties: {g: {type: string}}}
        `,
      }),
      `f1.yaml:24:35  warning: ${ROOT}.properties.spec.properties.a.x-order: ${DROPPED}`,
      `f1.yaml:25:56  warning: ${ROOT}.properties.spec.properties.b.items.x-order: ${DROPPED}`,
      `f1.yaml:25:99  warning: ${ROOT}.properties.spec.properties.b.items.properties.c.const: ${DROPPED} Use enum with one value.`,
      `f1.yaml:26:72  warning: ${ROOT}.properties.spec.properties.e.additionalProperties.readOnly: ${DROPPED} Use a rule in x-kubernetes-validations: self == oldSelf.`,
      `f1.yaml:27:59  warning: ${ROOT}.properties.spec.properties.f.anyOf[0].x-order: ${DROPPED}`,
      `f1.yaml:27:88  warning: ${ROOT}.properties.spec.properties.f.not.allOf[0].x-order: ${DROPPED}`,
    ],
    [
      'words that mean something in a spec, and properties that are called like them',
      thing({
        properties: 'a: {type: string, immutable: true}\nimmutable: {type: string}\nx-order: {type: string}',
      }),
      thing({ properties: 'a: {type: string}\nimmutable: {type: string}\nx-order: {type: string}' }),
      `f1.yaml:24:35  warning: ${ROOT}.properties.spec.properties.a.immutable: ${DROPPED} ${AS_RULE}`,
    ],
    [
      'what tools of Kubernetes write, and names that JavaScript has',
      thing({
        properties:
          'a: {type: array, x-kubernetes-patch-strategy: merge, items: {type: string}}\nb: {type: string, constructor: 1}',
      }),
      thing({ properties: 'a: {type: array, items: {type: string}}\nb: {type: string}' }),
      `f1.yaml:24:34  warning: ${ROOT}.properties.spec.properties.a.x-kubernetes-patch-strategy: ${DROPPED}`,
      `f1.yaml:25:35  warning: ${ROOT}.properties.spec.properties.b.constructor: ${DROPPED}`,
    ],
    [
      'nothing in data: a default and an example hold what they hold',
      thing({
        properties:
          'a: {type: object, x-kubernetes-preserve-unknown-fields: true, default: {x-order: 1}, example: {const: 2}}',
      }),
      thing({
        properties:
          'a: {type: object, x-kubernetes-preserve-unknown-fields: true, default: {x-order: 1}, example: {const: 2}}',
      }),
    ],
  ])('%s', ([, given, back, ...warnings]) => {
    expect(problemsOf([given])).toEqual(warnings);
    expect(definitionsOf(specOf(given))).toEqual(read(back));
  });

  test('of v1beta1, where it stands there', () => {
    const old = `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: things.web.example.com}
spec:
  group: web.example.com
  version: v1
  names: {kind: Thing, plural: things}
  preserveUnknownFields: false
  additionalPrinterColumns: [{name: A, type: string, JSONPath: .spec.a, x-width: 3}]
  validation:
    openAPIV3Schema: {type: object, properties: {spec: {type: object, x-order: 1, properties: {a: {type: string}}}}}
`;
    expect(problemsOf([old])).toEqual([
      `f1.yaml:9:73  warning: spec.additionalPrinterColumns[0].x-width: ${DROPPED}`,
      `f1.yaml:11:71  warning: spec.validation.openAPIV3Schema.properties.spec.x-order: ${DROPPED}`,
    ]);
  });
});

describe('is refused where another field was meant: kubectl refuses it, too', () => {
  test.for<readonly [what: string, given: string, problem: string]>([
    [
      'a keyword',
      thing({ properties: 'a: {type: integer, minimun: 1}' }),
      `f1.yaml:24:36  ${ROOT}.properties.spec.properties.a.minimun: unknown field. Did you mean "minimum"?`,
    ],
    [
      'a keyword of Kubernetes',
      thing({ properties: 'a: {type: object, x-kubernetes-preserve-unknown-field: true}' }),
      `f1.yaml:24:35  ${ROOT}.properties.spec.properties.a.x-kubernetes-preserve-unknown-field: unknown field. Did you mean "x-kubernetes-preserve-unknown-fields"?`,
    ],
    [
      'a field of a version',
      thing({ version: 'subresource: {}' }),
      'f1.yaml:17:7  spec.versions[0].subresource: unknown field. Did you mean "subresources"?',
    ],
  ])('%s', ([, given, problem]) => {
    expect(importTexts([given]).text).toBe(undefined);
    expect(problemsOf([given])).toEqual([problem]);
  });
});
