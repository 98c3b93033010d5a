/** Changes to how a ClusterServiceVersion installs its operator: deployments, containers, permissions. */
import type { Part } from './draft.ts';
import { CONTAINER, DEPLOYMENTS, OWNED, csv, set } from './csv-change.ts';
import { at, type Mutation, put } from './mutation.ts';

const rules = (...groups: readonly Part[]) => groups.map((rule) => Object.assign({ verbs: ['get'] }, rule));
const permit =
  (field: string, ...given: readonly Part[]) =>
  (value: Part) => {
    value.spec.install.spec[field] = [{ serviceAccountName: 'x', rules: rules(...given) }];
  };

export const INSTALL_MUTATIONS: readonly Mutation[] = [
  ...set(
    ['spec', 'install'],
    undefined,
    {},
    null,
    [],
    'x',
    { strategy: 'deployment' },
    { strategy: '', spec: {} },
    { strategy: 'deployment', spec: { deployments: [] } },
    { strategy: 'deployment', spec: { permissions: [] } },
    { strategy: 'deployment', spec: null },
    { spec: { deployments: null } },
  ),
  ...set(['spec', 'install', 'strategy'], undefined, '', 'Deployment', 5),
  ...set(
    DEPLOYMENTS,
    undefined,
    [],
    null,
    {},
    [{}],
    [null],
    [{ name: 'x', spec: {} }],
    [{ name: 'x', spec: { template: { spec: { containers: [{ name: 'a' }] } } } }],
    [{ name: 5 }],
    'x',
  ),
  ...set([...DEPLOYMENTS, 0, 'spec', 'replicas'], '1', 1.5, null, -1, 3_000_000_000, 1e3, true),
  ...set(
    [...DEPLOYMENTS, 0, 'spec', 'strategy'],
    'RollingUpdate',
    { type: 'Recreate' },
    { type: 5 },
    { rollingUpdate: { maxSurge: '25%' } },
    { rollingUpdate: { maxSurge: 1.5 } },
  ),
  ...set([...DEPLOYMENTS, 0, 'label'], 'x', { a: 1 }, null),
  ...set(
    [...CONTAINER, 'resources'],
    undefined,
    {},
    null,
    { limits: { cpu: '1' } },
    { requests: null },
    { requests: {} },
    { requests: { cpu: '10m' } },
    { requests: { cpu: 1, memory: 64 } },
    { requests: { cpu: 'much' } },
    { requests: { cpu: 1.5 } },
    { requests: { cpu: '' } },
    { requests: { cpu: '1e3', memory: '1E' } },
    { requests: { cpu: '+1' } },
    { requests: { memory: '64MiB' } },
    { requests: { memory: '1.5Gi' } },
    { requests: { memory: true } },
    { requests: { memory: [] } },
    { requests: { memory: null } },
    { requests: 'x' },
    { Requests: { cpu: '1' } },
  ),
  ...set([...CONTAINER, 'name'], undefined, '', 5, []),
  ...set(
    [...CONTAINER, 'env'],
    [{ name: 'A', value: 1 }],
    [{ name: 'A', value: true }],
    [{ name: 'A', value: 1.5 }],
    [{ name: 'A', value: {} }],
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 5, key: 'x' } } }],
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'x', key: 5 } } }],
    {},
    null,
  ),
  ...set([...CONTAINER, 'ports'], [{ containerPort: '8080' }], [{ containerPort: 8080.5 }], [{ name: 80 }], 'x'),
  ...set([...CONTAINER, 'command'], 'x', [5], [true], [null], [[]], {}),
  ...set(
    [...CONTAINER, 'livenessProbe'],
    { httpGet: { port: 'x' } },
    { httpGet: { port: 1.5 } },
    { httpGet: { port: {} } },
    { exec: { command: 'x' } },
    { exec: { command: [1] } },
    'x',
    { periodSeconds: '1' },
  ),
  ...set([...CONTAINER, 'securityContext'], { runAsUser: '5' }, { runAsUser: 5 }, { runAsNonRoot: 'true' }, 'x'),
  ...set([...CONTAINER, 'volumeMounts'], [{ name: 5, mountPath: 5 }], {}),
  csv('volumes', (value) =>
    put(value, [...DEPLOYMENTS, 0, 'spec', 'template', 'spec', 'volumes'], [{ name: 'a', configMap: { name: 5 } }]),
  ),
  csv('two containers', (value) => at(value, CONTAINER.slice(0, -1)).push({ name: 'b' })),
  csv('two deployments', (value) =>
    at(value, DEPLOYMENTS).push({ name: 'b', spec: { template: { spec: { containers: [{ name: 'b' }] } } } }),
  ),
  ...(['permissions', 'clusterPermissions'] as const).flatMap((field) => [
    csv(
      `${field} to create CRDs`,
      permit(field, {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        verbs: ['create'],
      }),
    ),
    csv(
      `${field} to read CRDs`,
      permit(field, {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        verbs: ['get', 'list'],
      }),
    ),
    csv(
      `${field} to all of apiextensions`,
      permit(field, { apiGroups: ['apiextensions.k8s.io'], resources: ['*'], verbs: ['patch'] }),
    ),
    csv(`${field} to everything`, permit(field, { apiGroups: ['*'], resources: ['*'], verbs: ['*'] })),
    csv(
      `${field} on podsecuritypolicies`,
      permit(field, { apiGroups: ['policy'], resources: ['podsecuritypolicies'] }),
    ),
    csv(`${field} on podsecuritypolicies that a kind has`, (value) => {
      permit(field, { apiGroups: ['policy'], resources: ['podsecuritypolicies'] })(value);
      put(value, [...OWNED, 0, 'resources'], [{ kind: 'PodSecurityPolicy', version: 'v1' }]);
    }),
    csv(`${field} on cronjobs`, permit(field, { apiGroups: ['batch'], resources: ['cronjobs'] })),
    csv(`${field} that are no list`, (value) => (value.spec.install.spec[field] = 'x')),
    csv(`${field} without verbs`, (value) => (value.spec.install.spec[field] = [{ rules: [{ verbs: 'get' }] }])),
  ]),
];
