/** A model with everything that may go wrong in what reads the generated YAML. */
import type { Model } from '../../../generators/core/model/model.ts';
import { kindOf, memcachedApi, memcachedModel, version } from '../models.ts';

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
  return memcachedModel({
    name: `o${'x'.repeat(61)}r`,
    displayName: 'Hostile {{ .Values }}',
    description: HOSTILE,
    version: '1.2.3-rc.1+build.5',
    image: { repository: 'registry.local:5000/a/b', tag: 'v1.2.3' },
    namespace: 'n'.repeat(63),
    apis: [
      memcachedApi({ labels: { 'example.com/on': 'on' }, annotations: { note: HOSTILE } }),
      memcachedApi({
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
        children: [
          {
            name: 'other',
            kind: kindOf('cache.example.com/v1alpha1', 'Memcached'),
            template: { type: 'object', entries: [] },
          },
        ],
        watches: [kindOf('v1', 'Secret')],
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
      sharding: false,
      metricsPort: 9090,
      metricsSecure: false,
      healthPort: 9091,
      networkPolicy: true,
      serviceMonitor: true,
      prometheusRule: true,
      dashboard: true,
      resources: { requests: {}, limits: {} },
    },
  });
};
