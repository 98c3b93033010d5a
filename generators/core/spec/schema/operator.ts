/** The JSON Schema of operator.yaml. `operator.schema.json` at the root is this, for editors. */
import { API_VERSION, KIND } from '../spec.ts';
import { apiDefinition } from './api.ts';
import { schemaDefinition } from './json-schema.ts';

const text = (meaning: string, rest: object = {}) => ({ type: 'string', description: meaning, ...rest });
const port = (meaning: string, value: number) => ({
  type: 'integer',
  minimum: 1024,
  maximum: 65535,
  default: value,
  description: meaning,
});
const quantities = (meaning: string) => ({
  type: 'object',
  additionalProperties: { type: 'string' },
  description: meaning,
});
const named = (meaning: string, other: string, otherMeaning: string, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties: { name: text(meaning, { minLength: 1 }), [other]: text(otherMeaning, { minLength: 1 }) },
});

const manager = {
  type: 'object',
  additionalProperties: false,
  description: 'How the operator itself runs.',
  properties: {
    replicas: { type: 'integer', minimum: 0, default: 1, description: 'How many pods; one of them leads.' },
    leaderElection: {
      type: 'boolean',
      default: true,
      description: 'Whether one of several pods is elected to work. Needed above one replica.',
    },
    metricsPort: port('Where Prometheus metrics are served.', 8080),
    healthPort: port('Where liveness and readiness are served.', 8081),
    networkPolicy: {
      type: 'boolean',
      default: true,
      description: 'Whether a NetworkPolicy admits nothing but metrics and health.',
    },
    serviceMonitor: {
      type: 'boolean',
      default: false,
      description: 'Whether a ServiceMonitor (of the Prometheus operator) is made.',
    },
    resources: {
      type: 'object',
      additionalProperties: false,
      description: 'Compute resources of the container.',
      properties: {
        requests: quantities('What is reserved: cpu, memory.'),
        limits: quantities('What is the most: cpu, memory.'),
      },
    },
  },
};

const delivery = {
  type: 'object',
  additionalProperties: false,
  description: 'How users install the operator; what is absent is not generated. The kustomize tree config/ always is.',
  properties: {
    helm: { type: 'object', additionalProperties: false, description: 'A Helm chart in charts/.' },
    flux: {
      type: 'object',
      additionalProperties: false,
      description: 'Flux manifests in deploy/flux/.',
      properties: { chartUrl: text('Where the chart is pushed: oci://…', { pattern: '^oci://' }) },
    },
    olm: {
      type: 'object',
      additionalProperties: false,
      description: 'A bundle for the Operator Lifecycle Manager.',
      properties: {
        channel: text('The channel of the catalog.', { default: 'stable', minLength: 1 }),
        provider: {
          ...named('Their name.', 'url', 'Their site.', ['name']),
          description: 'Who provides the operator.',
        },
        maintainers: {
          type: 'array',
          minItems: 1,
          description: 'Who maintains it.',
          items: named('A name.', 'email', 'An address.', ['name', 'email']),
        },
        links: {
          type: 'array',
          minItems: 1,
          description: 'Where to read more.',
          items: named('A title.', 'url', 'An address.', ['name', 'url']),
        },
        keywords: { type: 'array', items: { type: 'string' }, description: 'Words to find it by.' },
        categories: { type: 'array', items: { type: 'string' }, description: 'Categories of OperatorHub.' },
        minKubeVersion: text('The oldest Kubernetes, e.g. 1.30.0.', { pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+$' }),
      },
    },
  },
};

/** JSON Schema, draft 2020-12. */
export const operatorSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://raw.githubusercontent.com/generator-k8s-operator/generator-k8s-operator/main/operator.schema.json',
  title: 'Operator',
  description: 'A Kubernetes operator: the APIs that it defines, what it makes of them, how it is delivered.',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { const: API_VERSION, description: 'The version of this format.' },
    kind: { const: KIND, description: 'Always Operator.' },
    metadata: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      description: 'The name.',
      properties: { name: text('The name of the operator, a DNS label: memcached-operator.', { minLength: 1 }) },
    },
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['domain', 'apis'],
      description: 'What the operator is.',
      properties: {
        displayName: text('The name for people; by default derived from metadata.name.', { minLength: 1 }),
        description: text('One or two sentences on what it does.'),
        domain: text('The domain of the API groups: example.com.', { minLength: 1 }),
        version: text('The version of the operator, SemVer.', { default: '0.1.0' }),
        image: text('The container image; the version is its tag unless it has one.'),
        namespace: text('Where it is installed; by default the name and -system.'),
        apis: {
          type: 'array',
          minItems: 1,
          items: { $ref: '#/$defs/api' },
          description: 'The kinds that the operator defines.',
        },
        kinds: {
          type: 'array',
          description: 'Kinds of others that children and watches name: what cannot be guessed of them.',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['apiVersion', 'kind'],
            properties: {
              apiVersion: text('e.g. monitoring.coreos.com/v1.', { minLength: 1 }),
              kind: text('e.g. Prometheus.', { minLength: 1 }),
              plural: text('By default the English plural of the kind in lower case.'),
              scope: {
                enum: ['Namespaced', 'Cluster'],
                default: 'Namespaced',
                description: 'Whether objects live in a namespace.',
              },
            },
          },
        },
        manager,
        delivery,
      },
    },
  },
  $defs: { api: apiDefinition, schema: schemaDefinition },
} as const;
