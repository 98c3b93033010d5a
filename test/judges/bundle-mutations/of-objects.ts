/** Objects beside the definitions: kinds that OLM applies, kinds that it does not, and some that do harm. */
import type { Part } from './draft.ts';
import type { Mutation } from './mutation.ts';

const add = (name: string, object: Part): Mutation => ({
  name: `with ${name}`,
  change: ({ files }) => (files['manifests/added.yaml'] = object),
});

/** One that the layout is judged by: whether OLM applies it. */
const addKind = (name: string, object: Part): Mutation => ({ ...add(name, object), isFormat: true });

const object = (apiVersion: string, kind: string, rest: Part = {}): Part => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});

const REMOVED = {
  'admissionregistration.k8s.io/v1beta1': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  'apiregistration.k8s.io/v1beta1': ['APIService'],
  'coordination.k8s.io/v1beta1': ['Lease'],
  'extensions/v1beta1': ['Ingress'],
  'networking.k8s.io/v1beta1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'rbac.authorization.k8s.io/v1beta1': ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  'scheduling.k8s.io/v1beta1': ['PriorityClass'],
  'storage.k8s.io/v1beta1': ['StorageClass'],
  'batch/v1beta1': ['CronJob'],
  'discovery.k8s.io/v1beta1': ['EndpointSlice'],
  'policy/v1beta1': ['PodDisruptionBudget', 'PodSecurityPolicy'],
  'autoscaling/v2beta1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2beta2': ['HorizontalPodAutoscaler'],
};

const KINDS = [
  'Deployment',
  'Pod',
  'Namespace',
  'Job',
  'Ingress',
  'PodMonitor',
  'ServiceMonitor',
  'PrometheusRule',
  'Secret',
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'RoleBinding',
  'ClusterRoleBinding',
  'NetworkPolicy',
  'VerticalPodAutoscaler',
  'ConsoleLink',
  'ConsolePlugin',
  'OperatorGroup',
  'Subscription',
  'List',
  'secret',
];

const budget = (spec: Part): Part => object('policy/v1', 'PodDisruptionBudget', { spec });
const role = (kind: string, ...rules: readonly Part[]): Part => object('rbac.authorization.k8s.io/v1', kind, { rules });
const secret = (metadata: Part): Part => ({ apiVersion: 'v1', kind: 'Secret', metadata });

export const OBJECT_MUTATIONS: readonly Mutation[] = [
  ...KINDS.map((kind) => addKind(`a ${kind}`, object('v1', kind))),
  ...Object.entries(REMOVED).flatMap(([version, kinds]) =>
    kinds.map((kind) => add(`${version} ${kind}`, object(version, kind))),
  ),
  ...[
    { maxUnavailable: 0 },
    { maxUnavailable: 1 },
    { maxUnavailable: '0%' },
    { maxUnavailable: '50%' },
    { maxUnavailable: null },
    { maxUnavailable: 1.5 },
    { minAvailable: '100%' },
    { minAvailable: '50%' },
    { minAvailable: 1 },
    { minAvailable: true },
    'x',
    null,
    { selector: 'x' },
  ].map((spec) => add(`a budget ${JSON.stringify(spec)}`, budget(spec))),
  ...[true, false, 'true', null, undefined].map((globalDefault) =>
    add(
      `a priority class ${globalDefault}`,
      object('scheduling.k8s.io/v1', 'PriorityClass', {
        value: 1,
        ...(globalDefault !== undefined && { globalDefault }),
      }),
    ),
  ),
  add('a priority class with a text for its value', object('scheduling.k8s.io/v1', 'PriorityClass', { value: '1' })),
  ...['Role', 'ClusterRole'].flatMap((kind) => [
    add(
      `a ${kind} to write budgets`,
      role(kind, { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['update'] }),
    ),
    add(
      `a ${kind} to read budgets`,
      role(kind, { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['get'] }),
    ),
    add(`a ${kind} for all of policy`, role(kind, { apiGroups: ['policy'], resources: ['*'], verbs: ['*'] })),
    add(
      `a ${kind} to change SCCs`,
      role(kind, {
        apiGroups: ['security.openshift.io'],
        resources: ['securitycontextconstraints'],
        resourceNames: ['anyuid'],
        verbs: ['patch'],
      }),
    ),
    add(
      `a ${kind} to use SCCs`,
      role(kind, {
        apiGroups: ['security.openshift.io'],
        resources: ['securitycontextconstraints'],
        resourceNames: ['anyuid'],
        verbs: ['use'],
      }),
    ),
    add(
      `a ${kind} to change its SCC`,
      role(kind, {
        apiGroups: ['security.openshift.io'],
        resources: ['securitycontextconstraints'],
        resourceNames: ['mine'],
        verbs: ['*'],
      }),
    ),
    add(
      `a ${kind} to create CRDs`,
      role(kind, { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['create'] }),
    ),
    add(`a ${kind} whose rules are no list`, object('rbac.authorization.k8s.io/v1', kind, { rules: 'x' })),
    add(`a ${kind} whose verbs are no texts`, role(kind, { verbs: [5] })),
  ]),
  ...[
    undefined,
    null,
    {},
    'x',
    { name: '' },
    { name: 5 },
    { name: 'A B' },
    { generateName: 'a' },
    { name: 'a', namespace: 'b' },
    { name: 'a', namespace: '' },
    { name: 'a', labels: { 'a b': 'c' } },
    { name: 'a', labels: { a: 'b c' } },
    { name: 'a', labels: { a: 5, 'b c': 'd' } },
    { name: 'a', annotations: { 'a b': 'c' } },
    { name: 'a', annotations: { A: 'c' } },
    { name: 'a', finalizers: ['a b'] },
    { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] },
    { name: 'a', generation: -1 },
  ].map((metadata) => addKind(`a Secret ${JSON.stringify(metadata)}`, secret(metadata))),
  {
    name: 'with the ServiceAccount that OLM makes',
    isFormat: true,
    change: ({ files, csv }) => {
      const { serviceAccountName } = csv.spec.install.spec.deployments[0].spec.template.spec;
      files['manifests/added.yaml'] = object('v1', 'ServiceAccount', { metadata: { name: serviceAccountName } });
    },
  },
  {
    name: 'with a ServiceAccount without a name, and a deployment that names none',
    isFormat: true,
    change: ({ files, csv }) => {
      delete csv.spec.install.spec.deployments[0].spec.template.spec.serviceAccountName;
      files['manifests/added.yaml'] = object('v1', 'ServiceAccount', { metadata: {} });
    },
  },
  add('an object that does not say what it is', { metadata: { name: 'a' } }),
  add('a kind that is no text', object('v1', 5 as unknown as string)),
  add('an apiVersion with two slashes', object('a/b/c', 'Secret')),
  add('an apiVersion that is no text', object(5 as unknown as string, 'Secret')),
  add('no apiVersion', { kind: 'Secret', metadata: { name: 'a' } }),
  {
    name: 'with a second ClusterServiceVersion',
    isFormat: true,
    change: ({ files, csv }) => (files['manifests/zz.yaml'] = structuredClone(csv)),
  },
  { name: 'without a ClusterServiceVersion', isFormat: true, change: ({ files, csvPath }) => delete files[csvPath] },
  {
    name: 'with a folder among the manifests',
    isFormat: true,
    change: ({ files }) => (files['manifests/a/b.yaml'] = secret({ name: 'a' })),
  },
  {
    name: 'with a hidden file among the manifests',
    isFormat: true,
    change: ({ files }) => (files['manifests/.a.yaml'] = secret({ name: 'a' })),
  },
  {
    name: 'with a README among the manifests',
    isFormat: true,
    change: ({ files }) => (files['manifests/README.md'] = '# About\n\nThis is: a bundle.\n'),
  },
  {
    name: 'with an empty file among the manifests',
    isFormat: true,
    change: ({ files }) => (files['manifests/a.yaml'] = ''),
  },
  {
    name: 'with a file of comments among the manifests',
    isFormat: true,
    change: ({ files }) => (files['manifests/a.yaml'] = '# nothing\n'),
  },
  { name: 'with a script beside', isFormat: true, change: ({ files }) => (files['run.sh'] = '#!/bin/sh\n') },
];
