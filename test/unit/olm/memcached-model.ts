import type {
  Api,
  ApiVersion,
  Expression,
  JsonObject,
  KindReference,
  Model,
  Template,
} from '../../../generators/core/model/model.ts';

/** A model literal: what the emitters are given, without the stages before them. */
export const memcachedModel = (changes: Partial<Model> = {}): Model => ({
  name: 'memcached-operator',
  displayName: 'Memcached Operator',
  description: 'Runs Memcached servers.',
  domain: 'example.com',
  version: '0.1.0',
  image: { repository: 'ghcr.io/acme/memcached-operator', tag: '0.1.0' },
  namespace: 'memcached-operator-system',
  apis: [memcachedApi()],
  manager: {
    replicas: 1,
    leaderElection: true,
    metricsPort: 8080,
    healthPort: 8081,
    networkPolicy: true,
    serviceMonitor: false,
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  },
  delivery: {
    flux: { chartUrl: 'oci://ghcr.io/acme/charts/memcached-operator' },
    olm: {
      channel: 'stable',
      provider: { name: 'Acme' },
      maintainers: [],
      links: [],
      keywords: [],
      categories: [],
      minKubeVersion: '1.30.0',
    },
  },
  ...changes,
});

export const memcachedApi = (changes: Partial<Api> = {}): Api => {
  const storage = changes.storage ?? version();
  return {
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
    versions: [storage],
    storage,
    children: [
      {
        name: 'deployment',
        kind: builtin('apps', 'v1', 'Deployment', 'deployments'),
        template: object({
          spec: object({ template: object({ spec: object({ containers: memcachedContainers() }) }) }),
        }),
      },
      { name: 'service', kind: builtin('', 'v1', 'Service', 'services'), template: object({}) },
    ],
    status: {
      fields: [['readyReplicas', literal(0)]],
      conditions: [condition('Available'), condition('Degraded')],
      uses: [],
    },
    watches: [],
    permissions: [],
    sample: {
      apiVersion: 'cache.example.com/v1alpha1',
      kind: 'Memcached',
      metadata: { name: 'memcached-sample' },
      spec: { size: 3 },
    },
    ...changes,
  };
};

const memcachedContainers = (): Template => ({
  type: 'array',
  items: [
    object({ name: literal('memcached'), image: { type: 'expression', expression: expression('self.spec.image') } }),
  ],
});

export const version = (
  changes: Partial<ApiVersion> & { readonly spec?: JsonObject; readonly status?: JsonObject } = {},
): ApiVersion => {
  const { spec = SPEC, status = STATUS, ...rest } = changes;
  return {
    name: 'v1alpha1',
    served: true,
    storage: true,
    deprecated: false,
    statusSubresource: true,
    scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.readyReplicas' },
    additionalPrinterColumns: [],
    selectableFields: [],
    schema: {
      description: 'A group of Memcached servers.',
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata: { type: 'object' },
        spec: { type: 'object', properties: spec },
        status: { type: 'object', properties: status },
      },
    },
    ...rest,
  };
};

const SPEC: JsonObject = {
  size: {
    description: 'How many servers to run.',
    type: 'integer',
    format: 'int32',
    minimum: 1,
    maximum: 5,
    default: 1,
  },
  image: { type: 'string', default: 'memcached:1.6-alpine' },
};

const STATUS: JsonObject = {
  readyReplicas: { type: 'integer', format: 'int32' },
  conditions: {
    type: 'array',
    items: {
      type: 'object',
      required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
      properties: {
        lastTransitionTime: { type: 'string', format: 'date-time' },
        message: { type: 'string' },
        observedGeneration: { type: 'integer', format: 'int64' },
        reason: { type: 'string' },
        status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
        type: { type: 'string' },
      },
    },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  },
};

export const condition = (type: string) => ({ type, status: literal(true) });
export const literal = (value: string | number | boolean): Template => ({ type: 'literal', value });
export const expression = (code: string): Expression => ({ code, uses: ['self'] });
export const object = (entries: Readonly<Record<string, Template>>) => ({
  type: 'object' as const,
  entries: Object.entries(entries),
});
export const builtin = (group: string, apiVersion: string, kind: string, plural: string): KindReference => ({
  group,
  version: apiVersion,
  kind,
  plural,
  namespaced: true,
  origin: 'builtin',
});
