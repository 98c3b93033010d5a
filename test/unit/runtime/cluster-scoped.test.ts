/** An owner without a namespace, whose children are in several. */
import { expect, onTestFinished, test } from 'vitest';
import { controller, kind, type KubernetesObject, silentLogger } from 'k8s-operator-runtime';
import { ClusterRole, ConfigMap, Namespace } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { definition } from './gadget.ts';
import { until } from './gadget-operator.ts';

interface Region extends KubernetesObject {
  readonly spec: { readonly namespaces: readonly string[]; readonly role?: boolean };
}
const Region = kind<Region>({
  group: 'example.com',
  version: 'v1',
  kind: 'Region',
  plural: 'regions',
  scope: 'Cluster',
});
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'regions.example.com' },
  spec: {
    ...definition.spec,
    scope: 'Cluster',
    names: { kind: 'Region', plural: 'regions', singular: 'region', listKind: 'RegionList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

const started = async () => {
  const logged: string[] = [];
  const errors: string[] = [];
  const regions = controller(Region, {
    owns: [ConfigMap, ClusterRole],
    reconcile: async ({ metadata: { name }, spec }, { apply, prune }) => {
      const maps = spec.namespaces.map((namespace) => [
        namespace,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(namespace && { namespace }) } },
      ]);
      await apply({
        ...Object.fromEntries(maps),
        role: spec.role
          ? { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } }
          : undefined,
      });
      await prune();
    },
  });
  const cluster = await embedded({
    crds: [crd],
    controllers: [regions],
    logger: {
      ...silentLogger,
      info: (message) => void (/^(created|updated|deleted)/.test(message) && logged.push(message)),
      error: (message) => void errors.push(message),
    },
  });
  onTestFinished(cluster.stop);
  for (const name of ['north', 'south']) await cluster.create(Namespace, { metadata: { name } });
  const where = async () =>
    (await cluster.list(ConfigMap)).flatMap(({ metadata }) => (metadata.name === 'alps' ? metadata.namespace : []));
  return { ...cluster, logged, errors, where };
};

test('makes, repairs and prunes them in each namespace, and beside them what has none', async () => {
  const { create, patch, delete: remove, get, where, logged } = await started();
  await create(Region, { metadata: { name: 'alps' }, spec: { namespaces: ['north', 'default'], role: true } });
  await until(async () => (await where()).length === 2 && (await get(ClusterRole, 'alps')) !== undefined);
  const { metadata } = (await get(ConfigMap, { name: 'alps', namespace: 'north' }))!;
  expect(metadata.ownerReferences).toMatchObject([{ kind: 'Region', name: 'alps', controller: true }]);
  await remove(ConfigMap, { name: 'alps', namespace: 'north' });
  await until(async () => (await where()).length === 2);
  await patch(Region, 'alps', { spec: { namespaces: ['north', 'south'], role: null } });
  await until(async () => !(await where()).includes('default') && (await get(ClusterRole, 'alps')) === undefined);
  expect(await where()).toEqual(['north', 'south']);
  expect(logged.toSorted()).toEqual([
    'created ClusterRole/alps',
    'created ConfigMap/alps in default',
    'created ConfigMap/alps in north',
    'created ConfigMap/alps in north',
    'created ConfigMap/alps in south',
    'deleted ClusterRole/alps',
    'deleted ConfigMap/alps in default',
  ]);
});

test('is told of a child without a namespace', async () => {
  const { create, errors } = await started();
  await create(Region, { metadata: { name: 'alps' }, spec: { namespaces: [''] } });
  await until(async () => errors.length > 0);
  expect(errors[0]).toContain('ConfigMap "alps" of the cluster-scoped Region "alps" has no namespace.');
});
