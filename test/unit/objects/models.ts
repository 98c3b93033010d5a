/** Models for tests: the memcached operator, and one with everything that may go wrong in it. */
import { readFileSync } from 'node:fs';
import { buildModel } from '../../../generators/core/model/build.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import type { Api, ApiVersion, KindReference, Model } from '../../../generators/core/model/model.ts';

export const builtin = (group: string, kind: string, plural: string): KindReference => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced: true,
  origin: 'builtin',
});

const child = (name: string, kind: KindReference) =>
  ({ name, kind, template: { type: 'object', entries: [] } }) as const;

export const version = (changes: Partial<ApiVersion> = {}): ApiVersion => ({
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
      spec: { type: 'object', properties: { size: { type: 'integer', format: 'int32', minimum: 1, default: 1 } } },
      status: { type: 'object', properties: { readyReplicas: { type: 'integer' } } },
    },
  },
  statusSubresource: true,
  additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
  selectableFields: [],
  ...changes,
});

export const api = (changes: Partial<Api> = {}): Api => ({
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
  versions: [version()],
  storage: version(),
  children: [
    child('deployment', builtin('apps', 'Deployment', 'deployments')),
    child('service', builtin('', 'Service', 'services')),
  ],
  status: { fields: [], conditions: [], uses: [] },
  watches: [],
  permissions: [],
  sample: {
    apiVersion: 'cache.example.com/v1alpha1',
    kind: 'Memcached',
    metadata: { name: 'memcached-sample' },
    spec: { size: 3 },
  },
  ...changes,
});

export const model = (changes: Partial<Model> = {}): Model => ({
  name: 'memcached-operator',
  displayName: 'Memcached Operator',
  description: 'Runs Memcached servers.',
  domain: 'example.com',
  version: '0.1.0',
  image: { repository: 'ghcr.io/acme/memcached-operator', tag: '0.1.0' },
  namespace: 'memcached-operator-system',
  apis: [api()],
  manager: {
    replicas: 1,
    leaderElection: true,
    metricsPort: 8080,
    healthPort: 8081,
    networkPolicy: true,
    serviceMonitor: false,
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
  },
  delivery: { helm: {} },
  ...changes,
});

/** The model of examples/memcached/operator.yaml. */
export const exampleModel = (): Model => {
  const file = new URL('../../../examples/memcached/operator.yaml', import.meta.url);
  return buildModel(loadSpec(readFileSync(file), 'operator.yaml').spec!);
};

/** Text that breaks TypeScript, Helm, Flux or YAML where it is not escaped. */
export const HOSTILE =
  'Say {{ .Values.evil }} or {{/* x */}} or ${LEVEL} */ `tick`\n\n\tTabbed line \n"quoted" \'too\': # no comment\n- é 漢 🎉 ';

/** Several groups and versions, cluster scope, no status, hostile texts, names at their limits. */
export const hostileModel = (): Model => {
  const stored = version({
    name: 'v1',
    statusSubresource: false,
    schema: {
      type: 'object',
      description: HOSTILE,
      properties: {
        y: {
          type: 'string',
          enum: ['on', 'True', '5', 'null', '', '1_000', '0o17', '1:30', '2024-01-01', '~', '=', '0b-1'],
          default: 'on',
        },
        spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, description: 'line\r\nline' },
      },
    },
    additionalPrinterColumns: [],
    selectableFields: [{ jsonPath: '.spec.zone' }],
  });
  const old = version({ name: 'v1beta1', storage: false, deprecated: true, deprecationWarning: 'Use v1: {{ now }}.' });
  return model({
    name: `o${'x'.repeat(61)}r`,
    displayName: 'Hostile {{ .Values }}',
    description: HOSTILE,
    version: '1.2.3-rc.1+build.5',
    image: { repository: 'registry.local:5000/a/b', tag: 'v1.2.3' },
    namespace: 'n'.repeat(63),
    apis: [
      api({ labels: { 'example.com/on': 'on' }, annotations: { note: HOSTILE } }),
      api({
        group: 'other.example.org',
        kind: 'Memcached',
        crdName: 'memcacheds.other.example.org',
        directory: 'other/memcached',
        scope: 'Cluster',
        shortNames: ['mc'],
        categories: ['all'],
        versions: [stored, old],
        storage: stored,
        status: undefined as never,
        children: [child('other', { ...builtin('cache.example.com', 'Memcached', 'memcacheds'), origin: 'own' })],
        watches: [builtin('', 'Secret', 'secrets')],
        permissions: [
          {
            apiGroups: ['', 'apps'],
            resources: ['secrets'],
            resourceNames: ['{{ .Values.evil }}', 'HELM0E'],
            verbs: ['get', '*'],
          },
        ],
        sample: { apiVersion: 'other.example.org/v1', kind: 'Memcached', metadata: { name: 'sample' }, y: '{{ on }}' },
      }),
    ],
    manager: {
      replicas: 2,
      leaderElection: true,
      metricsPort: 9090,
      healthPort: 9091,
      networkPolicy: true,
      serviceMonitor: true,
      resources: { requests: {}, limits: {} },
    },
  });
};
