import { type Draft, type KubernetesObject, controllerOf } from 'k8s-operator-runtime';
import { Deployment, Service } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { expect, test } from 'vitest';
import { Memcached } from './api.v1alpha1.ts';
import { children } from './children.ts';
import { memcached } from './controller.ts';

const sample: Draft<Memcached> = {
  metadata: { name: 'memcached-sample' },
  spec: { size: 3 },
};

test('brings up what Memcached declares', async () => {
  await using cluster = await embedded({ crds: 'config/crd', controllers: [memcached] });
  const created = await cluster.create(Memcached, sample);

  const owned = children(created);
  const isOwned = (object: KubernetesObject) => controllerOf(object)?.uid === created.metadata.uid;
  await cluster.until(Deployment, owned.deployment.metadata, isOwned);
  await cluster.until(Service, owned.service.metadata, isOwned);

  const reported = await cluster.until(Memcached, created.metadata, (object) => object.status?.conditions);
  expect(reported.status?.conditions?.map(({ type }) => type).toSorted()).toEqual([
    'Available',
    'Degraded',
    'Progressing',
  ]);
});
