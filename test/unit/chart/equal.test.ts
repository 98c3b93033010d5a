import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { memcachedApi, memcachedModel, sharedModel } from '../models.ts';
import { hostileModel } from '../objects/hostile-model.ts';
import { project, type Rendered } from './rendered.ts';

const HELM_ONLY = new Set([
  'helm.sh/chart',
  'helm.sh/resource-policy',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/managed-by',
]);

/** Without what only Helm adds: its labels and the annotation that keeps CRDs. Sorted by kind and name. */
const comparable = (rendered: readonly Rendered[]): readonly unknown[] =>
  rendered
    .filter(({ kind }) => kind !== 'Namespace')
    .map((object) => JSON.parse(JSON.stringify(object, withoutHelm)) as Rendered)
    .sort((a, b) => `${a.kind}/${a.metadata.name}`.localeCompare(`${b.kind}/${b.metadata.name}`));

const withoutHelm = (key: string, value: unknown): unknown =>
  HELM_ONLY.has(key) || (key === 'annotations' && Object.keys(value as object).every((name) => HELM_ONLY.has(name)))
    ? undefined
    : value;

const { manager, delivery } = memcachedModel();
const crds = (strategy: 'separate' | 'static'): Partial<Model> => ({
  delivery: { ...delivery, helm: { ...delivery.helm!, crds: strategy } },
});

const variants: Readonly<Record<string, Model>> = {
  'the memcached operator': memcachedModel(),
  'an operator without APIs': memcachedModel({ apis: [] }),
  'one with a ServiceMonitor and without NetworkPolicy': memcachedModel({
    manager: { ...manager, serviceMonitor: true, networkPolicy: false },
  }),
  'one without leader election': memcachedModel({ manager: { ...manager, leaderElection: false } }),
  'one with alerts': memcachedModel({ manager: { ...manager, prometheusRule: true } }),
  'one with a dashboard': memcachedModel({ manager: { ...manager, dashboard: true } }),
  'one with all that is read by others, and two pods': memcachedModel({
    manager: { ...manager, replicas: 2, serviceMonitor: true, prometheusRule: true, dashboard: true },
  }),
  'one that shares its objects, with alerts and a dashboard': {
    ...sharedModel(),
    manager: { ...sharedModel().manager, prometheusRule: true, dashboard: true },
  },
  'definitions in a chart of their own': memcachedModel(crds('separate')),
  'definitions that helm installs once': memcachedModel(crds('static')),
  'one that shares its objects, with secure metrics': sharedModel(),
  'several ports and replicas': memcachedModel({
    manager: { ...manager, replicas: 3, metricsPort: 9090, healthPort: 9091 },
  }),
  'a name that YAML takes for a number': memcachedModel({
    name: '1e3',
    namespace: '123',
    apis: [memcachedApi({ kind: 'On', plural: 'on' })],
  }),
  'hostile texts, long names, several groups and versions': hostileModel(),
};

describe('helm template with the default values equals kubectl kustomize config/default', () => {
  test.each(Object.entries(variants))('%s', async (_, variant) => {
    // Helm's limit for the name of a release.
    const release = variant.name.slice(0, 53);
    const { template, kustomize, definitions } = await project(variant, release);
    const values = release === variant.name ? {} : { fullnameOverride: variant.name };
    const charted = template(values, '--api-versions', 'monitoring.coreos.com/v1');
    const beside = charted.some(({ kind }) => kind === 'CustomResourceDefinition') ? [] : definitions();
    expect(comparable([...charted, ...beside])).toEqual(comparable(kustomize('default')));
  });
});

test('each CRD and each sample is rendered by its own folder, with the texts of the spec', async () => {
  const hostile = hostileModel();
  const { kustomize } = await project(hostile);
  expect(kustomize('crd').map((crd) => crd.metadata.name)).toEqual(hostile.apis.map(({ crdName }) => crdName));
  expect(kustomize('crd')[1]!.spec.versions[0].schema.openAPIV3Schema).toEqual(hostile.apis[1]!.storage.schema);
  expect(kustomize('crd')[0]!.metadata.annotations).toEqual(hostile.apis[0]!.annotations);
  expect(kustomize('samples')).toEqual(hostile.apis.map(({ sample }) => sample));
});

test('the namespace enforces the restricted Pod Security Standard, and everything namespaced is in it', async () => {
  const { kustomize } = await project(memcachedModel());
  const rendered = kustomize('default');
  expect(rendered.find(({ kind }) => kind === 'Namespace')!.metadata).toMatchObject({
    name: 'memcached-operator-system',
    labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
  });
  const namespaces = rendered
    .filter(({ kind }) => !/^(Cluster|Custom|Namespace)/.test(kind))
    .map(({ metadata }) => metadata.namespace);
  expect(new Set(namespaces)).toEqual(new Set(['memcached-operator-system']));
});
