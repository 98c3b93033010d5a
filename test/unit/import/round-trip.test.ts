/** Everything of CRDs but their fields comes back: text → spec → text of the generated CRD, read as the API server reads. */
import { describe, expect, test } from 'vitest';
import { definitionsOf, read, specOf, thing } from './definitions.ts';

describe('a CRD comes back as it was', () => {
  test.for<readonly [what: string, crd: string]>([
    [
      'no version that is served',
      thing({
        versions: `
          - {name: v1, served: false, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}
          - {name: v1beta1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
        `,
      }),
    ],
    [
      'versions: not served, deprecated, in their order',
      thing({
        versions: `
          - {name: v2, served: true, storage: false, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}
          - {name: v1beta1, served: true, storage: false, deprecated: true, deprecationWarning: "use v1: soon", schema: {openAPIV3Schema: {type: object}}}
          - {name: v1alpha1, served: false, storage: false, deprecated: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
        `,
      }),
    ],
    [
      'a version that is not called like one',
      thing({ versions: '- {name: stable, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}' }),
    ],
    [
      'subresources and columns',
      thing({
        version: `
          subresources:
            status: {}
            scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}
          additionalPrinterColumns:
            - {name: Z, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status', priority: 0}
            - {name: A, type: date, jsonPath: .metadata.creationTimestamp, description: "", format: date-time, priority: 1}
          selectableFields:
            - jsonPath: .spec.color
        `,
        root: `
          type: object
          properties:
            spec: {type: object, properties: {replicas: {type: integer}, color: {type: string}}}
            status:
              type: object
              properties:
                replicas: {type: integer}
                selector: {type: string}
                conditions: {type: array, items: {type: object, properties: {type: {type: string}, status: {type: string}}}}
        `,
      }),
    ],
    [
      'a text that ends in empty lines, last of all',
      thing({
        version: 'additionalPrinterColumns: [{name: A, type: string, jsonPath: .a, description: "one\\n- two\\n\\n"}]',
      }),
    ],
    [
      'a status without its subresource',
      thing({ root: 'type: object\nproperties: {spec: {type: object}, status: {type: object}}' }),
    ],
    [
      'subresources that are none',
      thing({
        version: 'subresources: {}',
        root: 'type: object\nproperties: {spec: {type: object}, status: {type: object}}',
      }),
    ],
    ['subresources that are none, without a status', thing({ version: 'subresources: {}' })],
    ['a status subresource without a status', thing({ version: 'subresources: {status: {}}' })],
    [
      'labels and annotations, those of Kubernetes too',
      thing({
        metadata:
          'labels: {app.kubernetes.io/name: x, empty: "", yes-or-no: "yes"}\nannotations: {controller-gen.kubebuilder.io/version: v0.16.1, api-approved.kubernetes.io: "https://example.com", note: "two\\nlines ${x} {{ y }}", "n": "1"}',
      }),
    ],
    ['short names and categories', thing({ names: 'shortNames: [th, "y"]\ncategories: [all, things]' })],
    ['strategy None written out', thing({ spec: 'conversion: {strategy: None}' })],
    [
      'a conversion webhook',
      thing({
        spec: 'conversion:\n  strategy: Webhook\n  webhook:\n    conversionReviewVersions: [v1, v1beta1]\n    clientConfig:\n      caBundle: Cg==\n      service: {name: webhook, namespace: system, path: /convert, port: 443}',
      }),
    ],
    ['preserveUnknownFields: false written out', thing({ spec: 'preserveUnknownFields: false' })],
    [
      'a root with other fields, and no spec',
      thing({
        root: 'type: object\nproperties:\n  data: {type: object}\n  metadata: {type: object, properties: {name: {type: string, maxLength: 10}}}',
      }),
    ],
    ['a root of which nothing is known', thing({ root: 'type: object\nx-kubernetes-preserve-unknown-fields: true' })],
    ['a root without properties', thing({ root: 'type: object' })],
    [
      'empty things',
      thing({
        properties:
          'a: {type: object, properties: {}, required: []}\nb: {type: string, enum: [x], externalDocs: {}}\nc: {type: object, anyOf: [{}]}',
      }),
    ],
    ['a name longer than an implicit key may be', thing({ properties: `? ${'k'.repeat(1100)}\n: {type: string}` })],
  ])('%s', ([, crd]) => expect(definitionsOf(specOf(crd))).toEqual(read(crd)));
});

/** But type, default and example. */
const KEYWORDS =
  `id $schema $ref description format title maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems
   minItems uniqueItems multipleOf enum maxProperties minProperties required items allOf oneOf anyOf not properties
   additionalProperties patternProperties dependencies additionalItems definitions externalDocs nullable
   x-kubernetes-preserve-unknown-fields x-kubernetes-embedded-resource x-kubernetes-int-or-string x-kubernetes-list-map-keys
   x-kubernetes-list-type x-kubernetes-map-type x-kubernetes-validations`.split(/\s+/);

describe('what servers add goes, what they fill in is filled in', () => {
  const filled = thing();
  test.for<readonly [what: string, crd: string, back: string]>([
    ['status and null', thing({ metadata: 'creationTimestamp: null' }) + 'status:\n  conditions: []\n', filled],
    [
      'fields of the server',
      thing({
        metadata:
          'uid: x\nresourceVersion: "1"\ngeneration: 1\nselfLink: x\ncreationTimestamp: "2024-01-01T00:00:00Z"\nmanagedFields: [{manager: kubectl}]\nnamespace: default\nannotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}',
      }),
      filled,
    ],
    ['names', filled.replace('    listKind: ThingList\n', '').replace('    singular: thing\n', ''), filled],
    [
      'a version that does not say that it is served',
      filled.replace('      served: true\n', ''),
      filled.replace('served: true', 'served: false'),
    ],
    [
      'empty maps and lists of names',
      thing({ metadata: 'labels: {}\nannotations: {}', names: 'shortNames: []\ncategories: []' }),
      filled,
    ],
    [
      'empty lists of a version',
      thing({ version: 'additionalPrinterColumns: []\nselectableFields: []\ndeprecated: false' }),
      filled,
    ],
    [
      'null where something may be absent',
      thing({
        version: 'subresources: null',
        properties: 'a: {type: string, description: null, enum: null, x-kubernetes-validations: null}',
      }),
      thing({ properties: 'a: {type: string}' }),
    ],
    [
      'null under every keyword of a schema',
      thing({
        properties: `a: {type: string${KEYWORDS.map((keyword) => `, ${keyword}: null`).join('')}}`,
      }),
      thing({ properties: 'a: {type: string}' }),
    ],
    [
      'null for a schema, and in its lists',
      thing({
        properties:
          'a: {type: object, x-kubernetes-preserve-unknown-fields: true, anyOf: [null], not: null, additionalProperties: null}\nb: {type: object, properties: {"": {type: string}}, required: [null]}',
      }),
      thing({
        properties:
          'a: {type: object, x-kubernetes-preserve-unknown-fields: true, anyOf: [{}]}\nb: {type: object, properties: {"": {type: string}}, required: [""]}',
      }),
    ],
    [
      'null that is a value',
      thing({
        properties:
          'a: {type: string, nullable: true, enum: [x, null], example: null}\nb: {x-kubernetes-preserve-unknown-fields: true, default: {c: null, d: [null]}}',
      }),
      thing({
        properties:
          'a: {type: string, nullable: true, enum: [x, null], example: null}\nb: {x-kubernetes-preserve-unknown-fields: true, default: {c: null, d: [null]}}',
      }),
    ],
    [
      'empty where something may be absent',
      thing({
        version: `
          subresources: {scale: {specReplicasPath: .spec.n, statusReplicasPath: .status.n, labelSelectorPath: ""}}
          additionalPrinterColumns: [{name: A, type: string, jsonPath: .spec.a, format: ""}]
        `,
        properties:
          'a: {x-kubernetes-preserve-unknown-fields: true, type: "", id: "", $schema: "", patternProperties: {}, definitions: {}}\nn: {type: integer}',
      }),
      thing({
        version: `
          subresources: {scale: {specReplicasPath: .spec.n, statusReplicasPath: .status.n}}
          additionalPrinterColumns: [{name: A, type: string, jsonPath: .spec.a}]
        `,
        properties: 'a: {x-kubernetes-preserve-unknown-fields: true}\nn: {type: integer}',
      }),
    ],
    ['null for a text', thing({ metadata: 'annotations: {a: null}' }), thing({ metadata: 'annotations: {a: ""}' })],
  ])('%s', ([, crd, back]) => expect(definitionsOf(specOf(crd))).toEqual(read(back)));
});
