/** The JSON Schema of a schema in a CRD: structural schemas as Kubernetes has them (JSONSchemaProps), closed. */
import { coreTypeNames } from '../../model/core-types.ts';

const description = (text: string) => ({ description: text });
const text = (meaning: string) => ({ type: 'string', description: meaning });
const count = (meaning: string) => ({ type: 'integer', minimum: 0, description: meaning });
const flag = (meaning: string) => ({ type: 'boolean', description: meaning });
const schemas = (meaning: string) => ({
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/schema' },
  description: meaning,
});

const groups = (meaning: string) => ({
  type: 'array',
  minItems: 1,
  items: { type: ['string', 'array'], if: { type: 'string' }, else: { items: { type: 'string' } } },
  description: `${meaning} A list of names, or a list of such lists.`,
});

/** `$defs/schema`. */
export const schemaDefinition = {
  type: 'object',
  title: 'Schema',
  description: 'The schema of a field, as in a CustomResourceDefinition: structural OpenAPI v3.',
  additionalProperties: false,
  properties: {
    $ref: {
      enum: coreTypeNames,
      description:
        'A type of Kubernetes, e.g. PodTemplateSpec, Quantity or Conditions; apps/v1.DeploymentSpec with group and version. What stands beside it is added, and wins.',
    },
    type: {
      enum: ['object', 'array', 'string', 'integer', 'number', 'boolean'],
      description: 'The type of the value. Required but for int-or-string and preserve-unknown-fields.',
    },
    description: text(
      'What the field is for. Becomes the text of "kubectl explain" and the doc comment of the TypeScript type.',
    ),
    title: text('A short name for the field.'),
    format: text(
      'int32, int64, float, double, byte, date-time, duration, uuid, ipv4, cidr, … Unknown formats are ignored by the API server.',
    ),
    default: description('The value when the field is absent. Filled in by the API server.'),
    example: description('A value to show in documentation and in the sample.'),
    enum: { type: 'array', minItems: 1, description: 'The only values that are allowed.' },
    nullable: flag('Whether null is a value of its own.'),
    minimum: { type: 'number', description: 'The smallest number allowed.' },
    maximum: { type: 'number', description: 'The largest number allowed.' },
    exclusiveMinimum: flag('Whether minimum itself is excluded.'),
    exclusiveMaximum: flag('Whether maximum itself is excluded.'),
    multipleOf: { type: 'number', exclusiveMinimum: 0, description: 'The number must be a multiple of this.' },
    minLength: count('The smallest number of characters.'),
    maxLength: count('The largest number of characters.'),
    pattern: text('A regular expression (RE2) that the string must match somewhere. Anchor it with ^ and $.'),
    minItems: count('The smallest number of items.'),
    maxItems: count('The largest number of items.'),
    uniqueItems: {
      const: false,
      description: 'Only false is allowed by Kubernetes. For a set use x-kubernetes-list-type: set.',
    },
    minProperties: count('The smallest number of fields.'),
    maxProperties: count('The largest number of fields.'),
    required: { type: 'array', items: { type: 'string' }, description: 'The fields that must be there.' },
    properties: {
      type: 'object',
      additionalProperties: { $ref: '#/$defs/schema' },
      description: 'The fields of the object.',
    },
    additionalProperties: {
      type: ['object', 'boolean'],
      if: { type: 'boolean' },
      else: { $ref: '#/$defs/schema' },
      description: 'The schema of the values of a map. Not together with properties.',
    },
    items: { $ref: '#/$defs/schema' },
    allOf: schemas('The value must match all of these.'),
    anyOf: schemas('The value must match at least one of these.'),
    oneOf: schemas('The value must match exactly one of these.'),
    not: { $ref: '#/$defs/schema' },
    externalDocs: {
      type: 'object',
      additionalProperties: false,
      properties: { url: text('The address.'), description: text('What is found there.') },
      description: 'Documentation elsewhere.',
    },
    'x-kubernetes-preserve-unknown-fields': { const: true, description: 'Keep fields that the schema does not name.' },
    'x-kubernetes-embedded-resource': flag('Whether the value is a whole Kubernetes object.'),
    'x-kubernetes-int-or-string': flag('Whether the value is an integer or a string.'),
    'x-kubernetes-list-type': { enum: ['atomic', 'set', 'map'], description: 'How server-side apply merges the list.' },
    'x-kubernetes-list-map-keys': {
      type: 'array',
      items: { type: 'string' },
      description: 'The fields that tell items of a list of type map apart.',
    },
    'x-kubernetes-map-type': { enum: ['granular', 'atomic'], description: 'How server-side apply merges the object.' },
    immutable: flag('Whether the value can never change once it is set. A rule: self == oldSelf.'),
    atMostOneOf: groups('At most one of these fields may be set.'),
    atLeastOneOf: groups('At least one of these fields must be set.'),
    exactlyOneOf: groups('Exactly one of these fields must be set.'),
    'x-kubernetes-validations': {
      type: 'array',
      description: 'CEL rules, evaluated by the API server.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule'],
        properties: {
          rule: {
            type: 'string',
            minLength: 1,
            description: 'A CEL expression over self (and oldSelf) that must be true.',
          },
          message: text('What the user is told.'),
          messageExpression: text('A CEL expression that gives the message.'),
          reason: {
            enum: ['FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate'],
            description: 'The machine-readable reason.',
          },
          fieldPath: text('The field that is at fault, e.g. .size.'),
          optionalOldSelf: flag('Whether the rule also runs when there is no old value.'),
        },
      },
    },
  },
} as const;
