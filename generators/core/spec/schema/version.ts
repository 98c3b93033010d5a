/** `spec.apis[].versions[]`: one version of a kind, with its schema and what kubectl shows of it. */
import { choice, type Field, flag, integer, list, name, object, text } from './field.ts';

const jsonPath = (description: string, example: string): Field =>
  text(description, { pattern: '^\\.', examples: [example] });

const column = object('A column of "kubectl get".', {
  'name!': name('The heading.', { examples: ['Ready'] }),
  'type!': choice('How kubectl shows the value.', {
    integer: 'A whole number.',
    number: 'A number.',
    string: 'Text.',
    boolean: 'true or false.',
    date: 'A time, shown as the time since then: 5m.',
  }),
  'jsonPath!': name('Where the value is, from the root of the object, with filters where needed.', {
    examples: [
      '.status.readyReplicas',
      '.status.conditions[?(@.type=="Available")].status',
      '.metadata.creationTimestamp',
    ],
  }),
  format: choice('The OpenAPI format of the value. By default none.', {
    int32: 'An integer of 32 bits.',
    int64: 'An integer of 64 bits.',
    float: 'A number of 32 bits.',
    double: 'A number of 64 bits.',
    byte: 'Bytes in base64.',
    date: 'A day.',
    'date-time': 'A time in RFC 3339.',
    password: 'A secret.',
  }),
  description: text('What the column shows; for "kubectl explain" and documentation.'),
  priority: integer('0: always shown; above 0: only by "kubectl get -o wide".', { default: 0 }),
});

const COLUMNS = [
  {
    label: 'age',
    description: 'How long the object has been there.',
    body: { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  },
  {
    label: 'condition',
    description: 'The status of a condition.',
    body: {
      name: '${1:Available}',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type=="${1:Available}")].status',
    },
  },
  { label: 'column', description: 'Any field.', body: { name: '$1', type: '${2:string}', jsonPath: '${3:.spec.}' } },
];

const rootSchema = object(
  'The schema of the kind: spec and status, where apiVersion, kind and metadata are understood; or the whole as openAPIV3Schema.',
  {
    openAPIV3Schema: {
      $ref: '#/$defs/schema',
      description:
        'The whole schema from the root, as in a CustomResourceDefinition: for kinds that have other fields than spec and status, or rules at the root. Instead of all fields beside it.',
    },
    description: text('What the kind is; for "kubectl explain", the API reference and the TypeScript type.', {
      examples: ['A group of Memcached servers.'],
    }),
    required: list(
      'The root fields that must be there. When left out, spec always is: {} by default, or required if {} may not be valid.',
      choice('A field of the root.', {
        metadata: 'Objects need metadata, which they always have.',
        spec: 'Objects without spec are refused.',
        status: 'Objects without status are refused.',
      }),
      { examples: [['spec']] },
    ),
    spec: { $ref: '#/$defs/schema', description: 'What users can ask for.' },
    status: { $ref: '#/$defs/schema', description: 'What users are told: what the controller has found and done.' },
  },
  {
    oneOf: [
      { required: ['spec'], properties: { openAPIV3Schema: false } },
      { required: ['openAPIV3Schema'], maxProperties: 1 },
    ],
    defaultSnippets: [
      {
        label: 'spec and status',
        description: 'The schema of a kind with spec, status and conditions.',
        body: {
          description: '$1',
          spec: { type: 'object', properties: { '${2:size}': { description: '$3', type: '${4:integer}' } } },
          status: { type: 'object', properties: { conditions: { $ref: 'Conditions' } } },
        },
      },
    ],
  },
);

const scale = object(
  'For "kubectl scale" and the HorizontalPodAutoscaler: where they find the numbers.',
  {
    'specReplicasPath!': jsonPath('Where the wanted number is, below .spec.', '.spec.replicas'),
    'statusReplicasPath!': jsonPath('Where the actual number is, below .status.', '.status.replicas'),
    labelSelectorPath: jsonPath(
      'Where the label selector is, as a string; the HorizontalPodAutoscaler needs it.',
      '.status.selector',
    ),
  },
  {
    defaultSnippets: [
      {
        label: 'scale',
        description: 'Paths of the scale subresource.',
        body: {
          specReplicasPath: '${1:.spec.replicas}',
          statusReplicasPath: '${2:.status.replicas}',
          labelSelectorPath: '${3:.status.selector}',
        },
      },
    ],
  },
);

/** An entry of `spec.apis[].versions`. */
export const versionField: Field = object(
  'A version of the kind.',
  {
    'name!': name('The name of the version: v1, v1beta1, v1alpha1.', { examples: ['v1alpha1', 'v1beta1', 'v1'] }),
    served: flag('Whether the API server serves it.', { default: true }),
    storage: flag(
      'Whether objects are stored in it, and the controller works on it; if the stored version is not served, the controller works on the newest that is. True for the only version, else exactly one.',
    ),
    deprecated: flag('Whether users of the version are warned.', { default: false }),
    deprecationWarning: text('What users of the deprecated version are told. By default that it is deprecated.', {
      minLength: 1,
      maxLength: 256,
      examples: ['cache.example.com/v1alpha1 Memcached is deprecated; use v1'],
    }),
    'schema!': rootSchema,
    subresources: object(
      'What has an address of its own below the object. status is there when the schema has a status.',
      {
        status: {
          type: ['object', 'boolean'],
          additionalProperties: false,
          description:
            'Whether status is written apart from the object: {} or true, on; false, off. By default on when the schema has a status.',
        },
        scale,
      },
    ),
    additionalPrinterColumns: list('The columns of "kubectl get", after the name. By default AGE alone.', {
      ...column,
      defaultSnippets: COLUMNS,
    }),
    selectableFields: list(
      'Fields for "kubectl get --field-selector": of type string, integer or boolean; at most 8.',
      object('A field to select by.', { 'jsonPath!': jsonPath('Where it is, without lists.', '.spec.color') }),
      { maxItems: 8 },
    ),
  },
  {
    defaultSnippets: [
      {
        label: 'version',
        description: 'A version with spec and status.',
        body: {
          name: '${1:v1alpha1}',
          schema: {
            description: '$2',
            spec: { type: 'object', properties: { '${3:size}': { description: '$4', type: '${5:integer}' } } },
            status: { type: 'object', properties: { conditions: { $ref: 'Conditions' } } },
          },
        },
      },
    ],
  },
);
