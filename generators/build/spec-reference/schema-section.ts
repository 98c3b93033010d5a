/** The section on schemas: their keywords in groups. */
import type { SectionText } from './section-text.ts';

/** `$defs/schema`. */
export const SCHEMA_SECTION: SectionText = {
  heading: 'A schema',
  path: '$schema',
  intro: `\
Schemas are those of CustomResourceDefinitions, keyword by keyword, and may be copied from one: structural OpenAPI v3. Beyond that there are \`$ref\`
and four shorthands. What the API server would refuse is refused when generating, with the place.`,
  groups: [
    [
      'What a value is',
      ['type', 'description', 'title', 'format', 'default', 'example', 'enum', 'nullable', 'externalDocs'],
      `
description: How the servers are reached.
type: string
enum: [ClusterIP, LoadBalancer]
default: ClusterIP
`,
    ],
    [
      'Types of Kubernetes',
      ['$ref'],
      `
type: object
properties:
  resources: {$ref: ResourceRequirements, description: What each server may use.}
  template: {$ref: PodTemplateSpec}
  storage: {$ref: Quantity, default: 1Gi}
  selector: {$ref: meta/v1.LabelSelector}
`,
    ],
    ['Numbers', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
    ['Strings', ['minLength', 'maxLength', 'pattern']],
    [
      'Lists',
      ['items', 'minItems', 'maxItems', 'uniqueItems', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
      `
type: array
maxItems: 16
x-kubernetes-list-type: map
x-kubernetes-list-map-keys: [name]
items:
  type: object
  required: [name]
  properties:
    name: {type: string, maxLength: 63}
    port: {type: integer, format: int32}
`,
    ],
    [
      'Objects and maps',
      [
        'properties',
        'required',
        'additionalProperties',
        'minProperties',
        'maxProperties',
        'x-kubernetes-map-type',
        'x-kubernetes-preserve-unknown-fields',
        'x-kubernetes-embedded-resource',
      ],
    ],
    ['Alternatives', ['x-kubernetes-int-or-string', 'allOf', 'anyOf', 'oneOf', 'not']],
    [
      'Rules',
      ['x-kubernetes-validations', 'immutable', 'atMostOneOf', 'atLeastOneOf', 'exactlyOneOf'],
      `
type: object
exactlyOneOf: [configMap, secret]
x-kubernetes-validations:
  - rule: self.minReplicas <= self.maxReplicas
    message: minReplicas must not exceed maxReplicas
properties:
  minReplicas: {type: integer, default: 1}
  maxReplicas: {type: integer, default: 1}
  class: {type: string, immutable: true}
  configMap: {type: string}
  secret: {type: string}
`,
    ],
  ],
};
