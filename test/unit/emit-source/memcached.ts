/** The model of a small operator, for tests that are not about building models. */
import type { Api, Expression, Model, ObjectTemplate, Template } from '../../../generators/core/model/model.ts';

/** An expression; its free names are given by the caller. */
export const expression = (code: string, ...uses: string[]): Template => ({
  type: 'expression',
  expression: used(code, uses),
});

/** A text with expressions inside. */
export const interpolation = (...parts: (string | Expression)[]): Template => ({ type: 'interpolation', parts });

export const used = (code: string, uses: readonly string[] = ['self']): Expression => ({ code, uses });

/** Plain data as a template; templates inside stay what they are. */
export const template = (value: unknown): Template => {
  if (Array.isArray(value)) return { type: 'array', items: value.map(template) };
  if (typeof value !== 'object' || value === null) return { type: 'literal', value: value as string };
  return 'type' in value && TEMPLATES.has(value.type) ? (value as Template) : object(value);
};

export const object = (value: object): ObjectTemplate => ({
  type: 'object',
  entries: Object.entries(value).map(([key, entry]) => [key, template(entry)] as const),
});

const TEMPLATES = new Set<unknown>(['expression', 'interpolation', 'literal', 'array', 'object']);

const labels = expression('labels', 'labels');

export const metadata = {
  name: expression('self.metadata.name', 'self'),
  namespace: expression('self.metadata.namespace', 'self'),
  labels,
};

const ready = 'deployment.status?.readyReplicas ?? 0';

const version: Api['storage'] = {
  name: 'v1alpha1',
  served: true,
  storage: true,
  deprecated: false,
  schema: {
    description: 'A group of Memcached servers.',
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        default: {},
        properties: {
          size: {
            description: 'How many servers to run.',
            type: 'integer',
            format: 'int32',
            minimum: 1,
            maximum: 5,
            default: 1,
          },
          image: { description: 'The image that the servers run.', type: 'string', default: 'memcached:1.6-alpine' },
        },
      },
      status: {
        type: 'object',
        properties: {
          readyReplicas: { description: 'How many servers are ready.', type: 'integer', format: 'int32' },
          selector: { type: 'string' },
          conditions: {
            type: 'array',
            items: {
              type: 'object',
              required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
              properties: {
                lastTransitionTime: { type: 'string', format: 'date-time' },
                message: { type: 'string' },
                observedGeneration: { type: 'integer' },
                reason: { type: 'string' },
                status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
                type: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
  statusSubresource: true,
  additionalPrinterColumns: [],
  selectableFields: [],
};

export const memcachedApi: Api = {
  group: 'cache.example.com',
  kind: 'Memcached',
  listKind: 'MemcachedList',
  plural: 'memcacheds',
  singular: 'memcached',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  crdName: 'memcacheds.cache.example.com',
  labels: {},
  annotations: {},
  directory: 'memcached',
  variable: 'memcached',
  versions: [version],
  storage: version,
  children: [
    {
      name: 'deployment',
      kind: {
        group: 'apps',
        version: 'v1',
        kind: 'Deployment',
        plural: 'deployments',
        namespaced: true,
        origin: 'builtin',
      },
      template: object({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          replicas: expression('self.spec.size', 'self'),
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'memcached',
                  image: expression('self.spec.image', 'self'),
                  ports: [{ name: 'memcached', containerPort: 11211 }],
                },
              ],
            },
          },
        },
      }),
    },
    {
      name: 'service',
      kind: { group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true, origin: 'builtin' },
      template: object({
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector: labels, ports: [{ port: 11211, targetPort: 'memcached' }] },
      }),
    },
  ],
  status: {
    fields: [
      ['readyReplicas', expression(ready, 'deployment')],
      ['selector', expression('selector(labels)', 'labels', 'selector')],
    ],
    conditions: [
      {
        type: 'Available',
        status: expression(`(${ready}) >= self.spec.size`, 'deployment', 'self'),
        message: interpolation(used(ready, ['deployment']), '/', used('self.spec.size'), ' ready'),
      },
      {
        type: 'Progressing',
        status: expression('(deployment.status?.updatedReplicas ?? 0) < self.spec.size', 'deployment', 'self'),
      },
    ],
    uses: ['deployment'],
  },
  watches: [],
  permissions: [],
  sample: {
    apiVersion: 'cache.example.com/v1alpha1',
    kind: 'Memcached',
    metadata: { name: 'memcached-sample' },
    spec: { size: 3 },
  },
};

/** An operator with these APIs. */
export const operator = (...apis: Api[]): Model => ({
  name: 'memcached-operator',
  displayName: 'Memcached Operator',
  description: 'Runs Memcached servers.',
  domain: 'example.com',
  version: '0.1.0',
  image: { repository: 'ghcr.io/acme/memcached-operator', tag: '0.1.0' },
  namespace: 'memcached-operator-system',
  apis,
  manager: {
    replicas: 1,
    leaderElection: true,
    metricsPort: 8080,
    healthPort: 8081,
    networkPolicy: true,
    serviceMonitor: false,
    resources: { requests: { cpu: '10m', memory: '96Mi' }, limits: { memory: '256Mi' } },
  },
  delivery: { helm: {}, flux: { chartUrl: 'oci://ghcr.io/acme/charts/memcached-operator' } },
});

export const memcached = operator(memcachedApi);
