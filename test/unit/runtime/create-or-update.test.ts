/** createOrUpdate, createOrPatch, merge patches and drafts. */
import { describe, expect, test } from 'vitest';
import {
  Conflict,
  createOrPatch,
  createOrUpdate,
  draft,
  mergePatch,
  retryOnConflict,
  setControllerReference,
} from 'k8s-operator-runtime';
import { ConfigMap, Deployment } from 'k8s-operator-runtime/kinds';
import { deepFreeze } from '../../../runtime/src/cache/freeze.ts';
import { liveClient } from './live-client.ts';

const key = { namespace: 'default', name: 'a' };
const start = { metadata: key };
const labels = { app: 'a' };

describe('createOrUpdate', () => {
  test('creates, changes what differs, and then writes nothing', async () => {
    const { client } = await liveClient();
    const owner = await client.create(ConfigMap, { metadata: { ...key, name: 'owner' } });
    const bring = (x: string) =>
      createOrUpdate(client, ConfigMap, start, (map) => {
        map.data = { ...map.data, x };
        setControllerReference(owner, map);
      });
    const first = await bring('1');
    expect(first).toMatchObject({ operation: 'created', object: { data: { x: '1' } } });
    expect(first.object.metadata.ownerReferences).toMatchObject([{ name: 'owner', controller: true }]);
    await client.patch(ConfigMap, key, { data: { others: 'y' } });
    expect(await bring('2')).toMatchObject({ operation: 'updated', object: { data: { x: '2', others: 'y' } } });
    const before = await client.get(ConfigMap, key);
    expect(await bring('2')).toEqual({ operation: 'unchanged', object: before });
    expect(await client.get(ConfigMap, key)).toEqual(before);
  });

  test('is a conflict when the object was changed meanwhile, which can be tried again', async () => {
    const { client } = await liveClient();
    await client.create(ConfigMap, { ...start, data: { count: '1' } });
    let disturbances = 2;
    const add = () =>
      createOrUpdate(client, ConfigMap, start, async (map) => {
        const count = Number(map.data?.['count']);
        if (disturbances-- > 0) await client.patch(ConfigMap, key, { data: { count: String(count + 10) } });
        map.data = { count: String(count + 1) };
      });
    await expect(add()).rejects.toThrow(Conflict);
    expect((await retryOnConflict(add)).object.data).toEqual({ count: '22' });
  });

  test('names one object', async () => {
    const { client } = await liveClient();
    const rename = createOrUpdate(client, ConfigMap, start, ({ metadata }) => void (metadata.name = 'b'));
    await expect(rename).rejects.toThrow('changed its name or namespace');
  });

  test('only tries', async () => {
    const { client } = await liveClient();
    const tried = await createOrUpdate(client, ConfigMap, start, () => {}, { dryRun: true });
    expect(tried.operation).toBe('created');
    expect(await client.get(ConfigMap, key)).toBeUndefined();
  });
});

test('createOrPatch writes the object and its status, each when it differs', async () => {
  const { client } = await liveClient();
  const bring = (replicas: number, ready: number) =>
    createOrPatch(client, Deployment, start, (deployment) => {
      const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'example.com/main:1' }] } };
      deployment.spec ??= { selector: { matchLabels: labels }, template };
      deployment.spec.replicas = replicas;
      deployment.status = { ...deployment.status, replicas: ready, readyReplicas: ready };
    });
  const operations = [];
  for (const [replicas, ready] of [
    [1, 1],
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 3],
  ] as const)
    operations.push((await bring(replicas, ready)).operation);
  expect(operations).toEqual(['created', 'unchanged', 'updated', 'updatedStatusOnly', 'updatedStatus']);
  expect(await client.get(Deployment, key)).toMatchObject({ spec: { replicas: 3 }, status: { readyReplicas: 3 } });
});

test('createOrPatch writes over what others changed of the same', async () => {
  const { client } = await liveClient();
  await client.create(ConfigMap, { ...start, data: { x: '1' } });
  const { object } = await createOrPatch(client, ConfigMap, start, async (map) => {
    await client.patch(ConfigMap, key, { data: { x: '2', y: '2' } });
    map.data = { x: '3' };
  });
  expect(object.data).toEqual({ x: '3', y: '2' });
});

test.each<[string, object, object, object | undefined]>([
  ['nothing', { a: 1, b: [{ c: 1 }] }, { a: 1, b: [{ c: 1 }] }, undefined],
  ['a change', { a: 1, b: 2 }, { a: 3, b: 2 }, { a: 3 }],
  ['what is gone', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, { a: { c: null } }],
  [
    'what is gone and called as something of all objects',
    { a: { constructor: 1 } },
    { a: {} },
    { a: { constructor: null } },
  ],
  ['what is undefined', { a: 1 }, { a: undefined }, { a: null }],
  ['what is new', {}, { a: { b: 1 } }, { a: { b: 1 } }],
  ['lists as a whole', { a: [1, 2] }, { a: [1, 2, 3] }, { a: [1, 2, 3] }],
])('a merge patch of %s', (_, before, after, patch) => {
  expect(mergePatch(before, after)).toEqual(patch);
});

test('a merge patch of one version', () => {
  const before = { metadata: { resourceVersion: '7' }, data: { x: '1' } };
  const after = { ...before, metadata: { ...before.metadata, labels }, data: {} };
  expect(mergePatch(before, after, { optimisticLock: true })).toEqual({
    metadata: { resourceVersion: '7', labels },
    data: { x: null },
  });
  expect(mergePatch(before, before, { optimisticLock: true })).toBeUndefined();
});

test('a draft of a frozen object can be changed, and changes nothing else', () => {
  const object = deepFreeze(
    JSON.parse('{"metadata":{"labels":{"a":"b"},"list":[{"x":1}]},"data":{"__proto__":"kept"}}'),
  );
  const copy = draft(object);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(object));
  copy.metadata.labels.a = 'c';
  copy.metadata.list[0].x = 2;
  copy.metadata.list.push({ x: 3 });
  expect([object.metadata.labels.a, object.metadata.list]).toEqual(['b', [{ x: 1 }]]);
  expect(Object.getPrototypeOf(copy.data)).toBe(Object.prototype);
});
