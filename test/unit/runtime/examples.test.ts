import { join } from 'node:path';
import { deleteAndWait, draft } from 'k8s-operator-runtime';
import { ConfigMap, Deployment } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { expect, test } from 'vitest';
import { Bucket, buckets, callbacks, type Storage } from '../../../runtime/examples/bucket.ts';
import { Memcached, memcached } from '../../../runtime/examples/memcached.ts';
import { restartOnChange } from '../../../runtime/examples/restart-on-change.ts';

const crdOf = ({ group, version, kind, plural }: typeof Bucket) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind, plural },
    versions: [
      {
        name: version,
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});

test('memcached: the Deployment follows the spec, the status the Deployment', async () => {
  const crds = join(import.meta.dirname, '../../../runtime/examples/memcached-crd.yaml');
  await using cluster = await embedded({ crds, controllers: [memcached] });
  await cluster.create(Memcached, { metadata: { name: 'sample' }, spec: { size: 2 } });
  const found = await cluster.until(Memcached, 'sample', ({ status }) => status?.readyReplicas === 2);
  expect(found.status?.conditions).toMatchObject([{ type: 'Available', status: 'True', reason: 'Available' }]);
});

const web = (name: string, configMap: string) => ({
  metadata: { name, annotations: { 'restart.example.com/on-change': 'true' } },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name: 'web', image: 'nginx' }],
        volumes: [{ name: 'config', configMap: { name: configMap } }],
      },
    },
  },
});

test('restart-on-change: who mounts what changed is restarted, nobody else', async () => {
  const hash = (deployment: Deployment): string | undefined =>
    deployment.spec?.template?.metadata?.annotations?.['restart.example.com/hash'];
  await using cluster = await embedded({ controllers: [restartOnChange] });
  await cluster.create(Deployment, web('one', 'a'));
  await cluster.create(Deployment, web('two', 'b'));
  const first = hash(await cluster.until(Deployment, 'one', (deployment) => hash(deployment) !== undefined));
  const other = hash(await cluster.until(Deployment, 'two', (deployment) => hash(deployment) !== undefined));
  await cluster.create(ConfigMap, { metadata: { name: 'a' }, data: { key: 'value' } });
  await cluster.until(Deployment, 'one', (deployment) => hash(deployment) !== first);
  expect(hash(await cluster.until(Deployment, 'two', () => true))).toBe(other);
});

test('bucket: made when the service is done, and removed before its object goes', async () => {
  const there = new Map<string, string>();
  let done = false;
  const storage: Storage = {
    ensure: (id, region) => {
      there.set(id, region);
      return Promise.resolve(done ? { url: `https://${region}.example.com/${id}` } : 'pending');
    },
    remove: (id) => Promise.resolve(void there.delete(id)),
  };
  await using cluster = await embedded({ crds: crdOf(Bucket), controllers: [buckets(storage)] });
  const created = await cluster.create(Bucket, { metadata: { name: 'photos' }, spec: { region: 'eu' } });
  await cluster.until(Bucket, 'photos', ({ status }) => status?.conditions?.[0]?.reason === 'Pending');
  done = true;
  callbacks.push(created.metadata);
  const { uid } = created.metadata;
  const ready = await cluster.until(Bucket, 'photos', ({ status }) => status?.url !== undefined);
  expect(draft(ready).status).toMatchObject({ url: `https://eu.example.com/${uid}`, conditions: [{ status: 'True' }] });
  await deleteAndWait(cluster.client, Bucket, ready.metadata);
  expect([...there]).toEqual([]);
});
