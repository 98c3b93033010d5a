import { type Draft, type KubernetesObject, controllerOf } from 'k8s-operator-runtime';
import { Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { expect, test } from 'vitest';
import { Nats } from './api.v1.ts';
import { children } from './children.ts';
import { nats } from './controller.ts';

const sample: Draft<Nats> = {
  metadata: { name: 'nats-sample' },
  spec: { replicas: 1, image: 'nats:2.12-alpine' },
};

test('brings up what Nats declares', async () => {
  await using cluster = await embedded({ crds: 'config/crd', controllers: [nats] });
  const created = await cluster.create(Nats, sample);

  const owned = children(created);
  const isOwned = (object: KubernetesObject) => controllerOf(object)?.uid === created.metadata.uid;
  await cluster.until(StatefulSet, owned.servers.metadata, isOwned);
  await cluster.until(Service, owned.service.metadata, isOwned);

  const reported = await cluster.until(Nats, created.metadata, (object) => object.status?.conditions);
  expect(reported.status?.conditions?.map(({ type }) => type).toSorted()).toEqual(['Available']);
});
