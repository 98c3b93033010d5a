/**
 * The JSON Schema of a schema in a CRD: structural schemas as Kubernetes has them (JSONSchemaProps), closed, with `$ref` to types of
 * Kubernetes and shorthands for the rules that kubebuilder has markers for.
 */
import { referenceMeanings, referenceNames } from './core-type-names.ts';
import {
  anything,
  choice,
  type Field,
  flag,
  integer,
  list,
  map,
  number,
  object,
  suggestion,
  text,
  texts,
} from './field.ts';
import { validationRule } from './validation-rule.ts';

const schema = (description: string): Field => ({ $ref: '#/$defs/schema', description });

// Not as the keyword `default`: an editor would write it into every schema that it completes.
const off = (description: string): Field => flag(`${description} By default false.`);

const count = (description: string, rest: Field = {}): Field => integer(description, rest);

const branches = (description: string): Field =>
  list(description, schema('One of the alternatives: validations only, no type, description or default.'));

const groups = (description: string): Field =>
  list(
    `${description} A list of names, or a list of such lists. Becomes a rule in x-kubernetes-validations.`,
    {
      type: ['string', 'array'],
      description: 'A field, or a list of fields.',
      if: { type: 'string' },
      else: { items: { type: 'string' } },
    },
    { minItems: 1, examples: [['secretRef', 'configMapRef']] },
  );

const TYPES = {
  object: 'Fields by name: properties, or a map: additionalProperties.',
  array: 'A list of items.',
  string: 'Text.',
  integer: 'A whole number.',
  number: 'A number; integers are safer.',
  boolean: 'true or false.',
};

const FORMATS = {
  int32: 'An integer of 32 bits.',
  int64: 'An integer of 64 bits.',
  float: 'A number of 32 bits.',
  double: 'A number of 64 bits.',
  byte: 'Bytes in base64.',
  date: 'A day: 2026-01-31.',
  'date-time': 'A time in RFC 3339: 2026-01-31T12:00:00Z.',
  duration: 'A time span: 30s, 5m, 1h.',
  uuid: 'A UUID.',
  ipv4: 'An IPv4 address.',
  ipv6: 'An IPv6 address.',
  cidr: 'A range of addresses: 10.0.0.0/8.',
  mac: 'A MAC address.',
  hostname: 'A host name.',
  uri: 'An address: https://example.com.',
  email: 'An e-mail address.',
  password: 'A secret; not checked.',
};

const fields: Readonly<Record<string, Field>> = {
  $ref: {
    enum: referenceNames,
    enumDescriptions: referenceMeanings,
    description:
      'A type of Kubernetes, e.g. PodTemplateSpec, Quantity or Conditions; apps/v1.DeploymentSpec with group and version. What stands beside it is added, and wins.',
    errorMessage:
      'No type of Kubernetes that can be referred to. Use e.g. PodTemplateSpec, ResourceRequirements, Quantity, Conditions.',
  },
  type: choice('The type of the value. Required but for $ref, int-or-string and preserve-unknown-fields.', TYPES),
  description: text(
    'What the field is for. Becomes the text of "kubectl explain", of the API reference and the doc comment of the TypeScript type.',
  ),
  title: text('A short name for the field.'),
  format: suggestion(
    'What the text or number is, beyond its type. Formats that the API server does not know it ignores.',
    FORMATS,
  ),
  default: anything('The value when the field is absent. Filled in by the API server.'),
  example: anything('A value to show in documentation and in the sample.'),
  enum: list('The only values that are allowed.', {}, { examples: [['Always', 'Never']] }),
  nullable: off('Whether null is a value of its own.'),
  minimum: number('The smallest number allowed.'),
  maximum: number('The largest number allowed.'),
  exclusiveMinimum: off('Whether minimum itself is excluded.'),
  exclusiveMaximum: off('Whether maximum itself is excluded.'),
  multipleOf: number('The number must be a multiple of this.'),
  minLength: count('The smallest number of characters.'),
  maxLength: count('The largest number of characters. A bound makes CEL rules on it cheap.'),
  pattern: text('A regular expression (RE2) that the string must match somewhere. Anchor it with ^ and $.', {
    examples: ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'],
  }),
  minItems: count('The smallest number of items.'),
  maxItems: count('The largest number of items. A bound makes CEL rules on them cheap.'),
  uniqueItems: anything('Only false is allowed by Kubernetes. For a set use x-kubernetes-list-type: set.', {
    const: false,
  }),
  minProperties: count('The smallest number of fields.'),
  maxProperties: count('The largest number of fields. A bound makes CEL rules on them cheap.'),
  required: texts('The fields that must be there.', { examples: [['size']] }),
  properties: map('The fields of the object.', schema('A field of the object.'), {
    defaultSnippets: [
      {
        label: 'text',
        description: 'A field with text.',
        body: { '${1:name}': { description: '$2', type: 'string' } },
      },
      {
        label: 'integer',
        description: 'A field with a number.',
        body: { '${1:size}': { description: '$2', type: 'integer', minimum: '^${3:0}' } },
      },
      {
        label: 'flag',
        description: 'A field that is true or false.',
        body: { '${1:enabled}': { description: '$2', type: 'boolean', default: '^${3:false}' } },
      },
      {
        label: 'list',
        description: 'A field with a list of objects that differ in a key.',
        body: {
          '${1:items}': {
            description: '$2',
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['${3:name}'],
            items: { type: 'object', required: ['${3:name}'], properties: { '${3:name}': { type: 'string' } } },
          },
        },
      },
      { label: 'conditions', description: 'The conditions of a status.', body: { conditions: { $ref: 'Conditions' } } },
    ],
  }),
  additionalProperties: {
    type: ['object', 'boolean'],
    if: { type: 'boolean' },
    else: schema('The schema of the values.'),
    description: 'The schema of the values of a map. Not together with properties.',
    examples: [{ type: 'string' }],
  },
  items: schema('The schema of the items of a list.'),
  allOf: branches('The value must match all of these.'),
  anyOf: branches('The value must match at least one of these.'),
  oneOf: branches('The value must match exactly one of these.'),
  not: schema('The value must not match this.'),
  externalDocs: object('Documentation elsewhere.', {
    url: text('The address.', { examples: ['https://example.com/docs'] }),
    description: text('What is found there.'),
  }),
  'x-kubernetes-preserve-unknown-fields': anything(
    'Keep fields that the schema does not name. By default the API server drops them.',
    { const: true },
  ),
  'x-kubernetes-embedded-resource': off(
    'Whether the value is a whole Kubernetes object: apiVersion, kind and metadata are understood.',
  ),
  'x-kubernetes-int-or-string': off(
    'Whether the value is an integer or a string: a port or a percentage. Without type.',
  ),
  'x-kubernetes-list-type': choice(
    'How server-side apply merges the list.',
    {
      atomic: 'It is replaced as a whole.',
      set: 'Items are unique; each belongs to who put it there.',
      map: 'Items are told apart by x-kubernetes-list-map-keys, and merged field by field.',
    },
    { default: 'atomic' },
  ),
  'x-kubernetes-list-map-keys': texts(
    'The fields that tell items of a list of type map apart; each required, or with a default.',
    {
      examples: [['name'], ['containerPort', 'protocol']],
    },
  ),
  'x-kubernetes-map-type': choice(
    'How server-side apply merges the object.',
    { granular: 'Field by field.', atomic: 'It is replaced as a whole.' },
    { default: 'granular' },
  ),
  immutable: off('Whether the value can never change once it is set. Becomes the rule self == oldSelf.'),
  atMostOneOf: groups('At most one of these fields may be set.'),
  atLeastOneOf: groups('At least one of these fields must be set.'),
  exactlyOneOf: groups('Exactly one of these fields must be set.'),
  'x-kubernetes-validations': list('CEL rules, evaluated by the API server.', validationRule),
};

/** `$defs/schema`. */
export const schemaDefinition: Field = {
  title: 'Schema',
  ...object('The schema of a field, as in a CustomResourceDefinition: structural OpenAPI v3.', fields),
};
