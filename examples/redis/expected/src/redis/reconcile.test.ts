import { type Draft, type KubernetesObject, controllerOf } from 'k8s-operator-runtime';
import { ConfigMap, Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { expect, test } from 'vitest';
import { Redis } from './api.v1.ts';
import { children } from './children.ts';
import { redis } from './controller.ts';

const sample: Draft<Redis> = {
  metadata: { name: 'redis-sample' },
  spec: { storage: '1Gi', maxmemoryPolicy: 'allkeys-lru' },
};

test('brings up what Redis declares', async () => {
  await using cluster = await embedded({ crds: 'config/crd', controllers: [redis] });
  const created = await cluster.create(Redis, sample);

  const owned = children(created);
  const isOwned = (object: KubernetesObject) => controllerOf(object)?.uid === created.metadata.uid;
  await cluster.until(ConfigMap, owned.config.metadata, isOwned);
  await cluster.until(Service, owned.service.metadata, isOwned);
  await cluster.until(StatefulSet, owned.server.metadata, isOwned);

  const reported = await cluster.until(Redis, created.metadata, (object) => object.status?.conditions);
  expect(reported.status?.conditions?.map(({ type }) => type).toSorted()).toEqual(['Ready']);
});
