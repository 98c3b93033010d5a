/** The JSON Schema of one API of the operator: a kind, its versions, its children and status. */

const text = (meaning: string, rest: object = {}) => ({ type: 'string', description: meaning, ...rest });
const strings = (meaning: string, rest: object = {}) => ({
  type: 'array',
  items: { type: 'string' },
  description: meaning,
  ...rest,
});
const labels = (meaning: string) => ({
  type: 'object',
  additionalProperties: { type: 'string' },
  description: meaning,
});
const jsonPath = (meaning: string) => ({ type: 'string', pattern: '^\\.', description: meaning });

const column = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'type', 'jsonPath'],
  properties: {
    name: text('The heading.', { minLength: 1 }),
    type: { enum: ['integer', 'number', 'string', 'boolean', 'date'], description: 'How kubectl shows the value.' },
    jsonPath: text('Where the value is, e.g. .status.readyReplicas.', { minLength: 1 }),
    format: {
      enum: ['int32', 'int64', 'float', 'double', 'byte', 'date', 'date-time', 'password'],
      description: 'The OpenAPI format.',
    },
    description: text('What the column shows.'),
    priority: { type: 'integer', minimum: 0, description: 'Above 0: only shown by "kubectl get -o wide".', default: 0 },
  },
};

const version = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'schema'],
  properties: {
    name: text('The name of the version: v1, v1beta1, v1alpha1.', { minLength: 1 }),
    served: { type: 'boolean', default: true, description: 'Whether the API server serves it.' },
    storage: {
      type: 'boolean',
      description:
        'Whether objects are stored in it, and the controller works on it. True for the only version, else exactly one.',
    },
    deprecated: { type: 'boolean', default: false, description: 'Whether users are warned.' },
    deprecationWarning: text('What users of the deprecated version are told.', { minLength: 1, maxLength: 256 }),
    schema: {
      type: 'object',
      additionalProperties: false,
      oneOf: [{ required: ['spec'] }, { required: ['openAPIV3Schema'], maxProperties: 1 }],
      description:
        'The schema of the kind: spec and status, where apiVersion, kind and metadata are understood; or the whole as openAPIV3Schema.',
      properties: {
        openAPIV3Schema: {
          $ref: '#/$defs/schema',
          description: 'The whole schema from the root, as in a CustomResourceDefinition. Instead of spec and status.',
        },
        description: text('What the kind is.'),
        required: {
          type: 'array',
          items: { enum: ['metadata', 'spec', 'status'] },
          description:
            'The root fields that must be there. When left out, spec always is: required if it has required fields, else {} by default.',
        },
        spec: { $ref: '#/$defs/schema', description: 'What users can ask for.' },
        status: { $ref: '#/$defs/schema', description: 'What users are told.' },
      },
    },
    subresources: {
      type: 'object',
      additionalProperties: false,
      description: 'The subresources. status is on when the schema has a status; {} means none at all.',
      properties: {
        status: {
          type: ['object', 'boolean'],
          additionalProperties: false,
          description: '{} or true: on; false: off.',
        },
        scale: {
          type: 'object',
          additionalProperties: false,
          required: ['specReplicasPath', 'statusReplicasPath'],
          description: 'For "kubectl scale" and the HorizontalPodAutoscaler.',
          properties: {
            specReplicasPath: jsonPath('Where the wanted number is, e.g. .spec.replicas.'),
            statusReplicasPath: jsonPath('Where the actual number is, e.g. .status.replicas.'),
            labelSelectorPath: jsonPath('Where the label selector is, as a string, e.g. .status.selector.'),
          },
        },
      },
    },
    additionalPrinterColumns: { type: 'array', items: column, description: 'The columns of "kubectl get".' },
    selectableFields: {
      type: 'array',
      maxItems: 8,
      description: 'Fields for "kubectl get --field-selector".',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['jsonPath'],
        properties: { jsonPath: jsonPath('E.g. .spec.color.') },
      },
    },
  },
};

const conversion = {
  type: 'object',
  additionalProperties: false,
  required: ['strategy'],
  description: 'How objects are converted between versions, as in a CustomResourceDefinition.',
  properties: {
    strategy: {
      enum: ['None', 'Webhook'],
      description: 'None: only apiVersion changes. Webhook: a webhook is asked.',
    },
    webhook: {
      type: 'object',
      additionalProperties: false,
      required: ['conversionReviewVersions'],
      description: 'The webhook; with strategy Webhook only.',
      properties: {
        conversionReviewVersions: strings('Versions of ConversionReview that the webhook understands: v1.'),
        clientConfig: {
          type: 'object',
          additionalProperties: false,
          description: 'Where the webhook is: a service in the cluster, or a url.',
          properties: {
            url: text('https://host:port/path.'),
            caBundle: text('The PEM certificate authority, in base64.'),
            service: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'namespace'],
              description: 'A service in the cluster.',
              properties: {
                name: text('The name of the service.'),
                namespace: text('Its namespace.'),
                path: text('The path of the webhook.'),
                port: { type: 'integer', description: 'Its port.', default: 443 },
              },
            },
          },
        },
      },
    },
  },
};

const child = {
  type: 'object',
  required: ['apiVersion', 'kind'],
  description:
    'A template of an object. ${…} holds one TypeScript expression over self and labels. Name, namespace, labels and owner reference are filled in.',
  properties: {
    apiVersion: text('e.g. apps/v1.', { minLength: 1 }),
    kind: text('e.g. Deployment.', { minLength: 1 }),
    metadata: { type: 'object', description: 'Name and namespace are those of the owner by default.' },
  },
};

const condition = {
  type: ['string', 'boolean', 'object'],
  description: 'When the condition is true: ${…}, or status with reason and message.',
  if: { type: ['string', 'boolean'] },
  else: {
    type: 'object',
    additionalProperties: false,
    required: ['status'],
    properties: {
      status: { type: ['string', 'boolean'], description: '${…}: a boolean, or "True", "False", "Unknown".' },
      reason: text('CamelCase; by default the type, or Not and the type.'),
      message: text('For people; may hold ${…}.'),
    },
  },
};

/** The definition of an entry of `spec.apis`. */
export const apiDefinition = {
  type: 'object',
  title: 'API',
  description: 'One kind that the operator defines and controls.',
  additionalProperties: false,
  required: ['group', 'kind', 'versions'],
  properties: {
    group: text(
      'The API group: one label to which the domain is added (cache), or the whole group (cache.example.com).',
      { minLength: 1 },
    ),
    kind: text('The kind, in PascalCase and singular: Memcached.', { minLength: 1 }),
    plural: text('The name in URLs; by default the English plural of the kind in lower case.'),
    singular: text('By default the kind in lower case.'),
    listKind: text('By default the kind and List.'),
    shortNames: strings('Short names for kubectl.'),
    categories: strings('Groups of kinds for kubectl, e.g. all.'),
    scope: {
      enum: ['Namespaced', 'Cluster'],
      default: 'Namespaced',
      description: 'Whether objects live in a namespace.',
    },
    labels: labels('Labels of the CustomResourceDefinition.'),
    annotations: labels('Annotations of the CustomResourceDefinition.'),
    versions: { type: 'array', minItems: 1, items: version, description: 'The versions of the kind.' },
    conversion,
    preserveUnknownFields: { const: false, description: 'Only false is allowed, which is also the default.' },
    sample: {
      type: 'object',
      additionalProperties: false,
      description: 'An example object; derived from the schema by default.',
      properties: {
        metadata: { type: 'object', description: 'Its metadata.' },
        spec: { type: 'object', description: 'Its spec.' },
      },
    },
    children: {
      type: 'object',
      additionalProperties: child,
      description: 'The objects that an object of this kind owns, by a name for each.',
    },
    status: {
      type: 'object',
      description: 'The fields of the status, computed by ${…} from self and the live children.',
      properties: {
        conditions: { type: 'object', additionalProperties: condition, description: 'The conditions by type.' },
      },
    },
    watches: {
      type: 'array',
      description: 'Kinds that hand-written code wants to be woken by, beyond the children.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['apiVersion', 'kind'],
        properties: { apiVersion: text('e.g. v1.', { minLength: 1 }), kind: text('e.g. Secret.', { minLength: 1 }) },
      },
    },
    permissions: {
      type: 'array',
      description: 'Permissions that hand-written code needs beyond the derived ones, as in a Role.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['apiGroups', 'resources', 'verbs'],
        properties: {
          apiGroups: strings('"" is the core group.', { minItems: 1 }),
          resources: strings('Plural names, e.g. secrets, pods/log.', { minItems: 1 }),
          resourceNames: strings('Only objects of these names.'),
          verbs: strings('get, list, watch, create, update, patch, delete, …', { minItems: 1 }),
        },
      },
    },
  },
} as const;
