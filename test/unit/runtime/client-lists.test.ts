/** Reads of many objects, and of their metadata alone, on the embedded API server. */
import { describe, expect, test } from 'vitest';
import { metadataOnly } from 'k8s-operator-runtime';
import { ConfigMap, Secret } from 'k8s-operator-runtime/kinds';
import { liveClient } from './live-client.ts';

const namespace = 'default';
const key = { namespace, name: 'a' };
const map = (name: string, labels: Record<string, string> = {}, data: Record<string, string> = {}) => ({
  metadata: { namespace, name, labels },
  data,
});

describe('many objects', () => {
  const setup = async () => {
    const live = await liveClient({ workloads: false, history: 1000 });
    for (const [name, labels] of [
      ['a', { app: 'x', tier: 'one' }],
      ['b', { app: 'x', tier: 'two' }],
      ['c', { app: 'y' }],
      ['d', {}],
    ] as const)
      await live.client.create(ConfigMap, map(name, labels));
    const names = async (options: Parameters<typeof live.client.list>[1]) =>
      (await live.client.list(ConfigMap, { namespace, ...options })).map(({ metadata }) => metadata.name);
    return { ...live, names };
  };

  test('are selected by labels and fields', async () => {
    const { names } = await setup();
    const In = (...values: string[]) => [{ key: 'tier', operator: 'In', values }];
    expect(await names({ labels: { app: 'x' } })).toEqual(['a', 'b']);
    expect(await names({ labels: 'app,tier!=one' })).toEqual(['b', 'c']);
    expect(await names({ labels: { matchLabels: { app: 'x' }, matchExpressions: In('two', 'three') } })).toEqual(['b']);
    expect(await names({ labels: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } })).toEqual(['d']);
    expect(await names({ labels: {}, fields: { 'metadata.name': 'c' } })).toEqual(['c']);
    expect(await names({ fields: 'metadata.name!=c', labels: 'app' })).toEqual(['a', 'b']);
  });

  test('come in pages, whole with apiVersion and kind', async () => {
    const { client, names } = await setup();
    expect(await names({ limit: 1 })).toEqual(['a', 'b', 'c', 'd']);
    expect(await names({ limit: 0 })).toEqual(['a', 'b', 'c', 'd']);
    const pages = [];
    for await (const { kind, apiVersion, items, metadata } of client.pages(ConfigMap, { namespace, limit: 3 }))
      pages.push([
        kind,
        apiVersion,
        items.map((item) => `${item.kind} ${item.metadata.name}`),
        metadata.remainingItemCount,
      ]);
    expect(pages).toEqual([
      ['ConfigMapList', 'v1', ['ConfigMap a', 'ConfigMap b', 'ConfigMap c'], 1],
      ['ConfigMapList', 'v1', ['ConfigMap d'], undefined],
    ]);
  });

  test('go on from a page that was read before', async () => {
    const { client, names } = await setup();
    let token: string | undefined;
    for await (const { metadata } of client.pages(ConfigMap, { namespace, limit: 3 })) {
      token = metadata.continue;
      break;
    }
    expect(await names({ continue: token })).toEqual(['d']);
  });

  test('are those of an earlier state', async () => {
    const { client, names } = await setup();
    let resourceVersion: string | undefined;
    for await (const { metadata } of client.pages(ConfigMap, { namespace })) ({ resourceVersion } = metadata);
    await client.delete(ConfigMap, key);
    expect(await names({ resourceVersion, resourceVersionMatch: 'Exact' })).toContain('a');
    expect(await names({ resourceVersion, resourceVersionMatch: 'NotOlderThan' })).not.toContain('a');
  });

  test('go on as they are by then when the pages have expired', async () => {
    const { server, client } = await setup();
    const seen: string[][] = [];
    for await (const { items } of client.pages(ConfigMap, { namespace, limit: 2 })) {
      seen.push(items.map(({ metadata }) => metadata.name));
      await client.delete(ConfigMap, { namespace, name: 'c' });
      server.store.log.compact(server.store.revision);
    }
    expect(seen).toEqual([['a', 'b'], ['d']]);
  });

  test('are listed anew when a list expires on the way', async () => {
    const { server, client } = await setup();
    const compacting = server.store.list.bind(server.store);
    let pages = 0;
    // Every page is followed by a change and a compaction, as on a busy server.
    server.store.listAt = ((listAt) => (collection: string, revision: number) => {
      const answer = listAt(collection, revision);
      pages += 1;
      server.store.remove('configmaps', `${namespace}/a`);
      server.store.log.compact(server.store.revision);
      return answer;
    })(server.store.listAt.bind(server.store));
    const items = await client.list(ConfigMap, { namespace, limit: 2 });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['b', 'c', 'd']);
    expect([pages, compacting('configmaps').length]).toEqual([3, 3]);
  });

  test('are deleted by what selects them', async () => {
    const { client, names } = await setup();
    await client.deleteAllOf(ConfigMap, { namespace, labels: { app: 'x' } });
    expect(await names({})).toEqual(['c', 'd']);
    await client.deleteAllOf(ConfigMap, { namespace, fields: { 'metadata.name': 'c' }, propagation: 'Background' });
    expect(await names({})).toEqual(['d']);
    await client.deleteAllOf(ConfigMap, { namespace });
    expect(await names({})).toEqual([]);
    await expect(client.deleteAllOf(ConfigMap)).rejects.toThrow('a namespace must be given');
  });
});

describe('metadata alone', () => {
  const Meta = metadataOnly(Secret);
  const secret = { metadata: { ...key, labels: { app: 'x' } }, stringData: { password: 'hidden' } };

  test('is all that is read, under the name of the kind', async () => {
    const { client } = await liveClient();
    await client.create(Secret, secret);
    const read = await client.get(Meta, key);
    expect(Object.keys(read ?? {}).toSorted()).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(read).toMatchObject({ apiVersion: 'v1', kind: 'Secret', metadata: { labels: { app: 'x' } } });
    expect(await client.list(Meta, { namespace, labels: { app: 'x' } })).toEqual([read]);
    const patched = await client.patch(Meta, key, { metadata: { labels: { app: 'y' } } });
    expect(patched).toMatchObject({ kind: 'Secret', metadata: { labels: { app: 'y' } } });
    expect(patched).not.toHaveProperty('data');
    expect((await client.apply(Meta, { metadata: { ...key, labels: { more: 'z' } } })).metadata.labels).toEqual({
      app: 'y',
      more: 'z',
    });
    expect((await client.get(Secret, key))?.data).toEqual({ password: btoa('hidden') });
  });

  test('cannot be all that is written', async () => {
    const { client } = await liveClient();
    await expect(async () => client.update(Meta, { metadata: key })).rejects.toThrow('would lose the rest');
    await expect(async () => client.create(Meta, { metadata: key })).rejects.toThrow('would lose the rest');
  });
});

test('a watch brings what is there, and then what changes, until the loop is left', async () => {
  const { client } = await liveClient();
  await client.create(ConfigMap, map('a', { app: 'x' }));
  await client.create(ConfigMap, map('other'));
  const seen: string[] = [];
  for await (const change of client.watch(ConfigMap, { namespace, labels: { app: 'x' } })) {
    if (change.type === 'replace') {
      seen.push(`replace ${change.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join()}`);
      await client.create(ConfigMap, map('b', { app: 'x' }));
      await client.patch(ConfigMap, key, { metadata: { labels: { app: 'y' } } });
    } else if (change.type !== 'failed') {
      seen.push(`${change.type} ${change.object.metadata.name}`);
      if (change.type === 'remove') break;
    }
  }
  expect(seen).toEqual(['replace ConfigMap a', 'apply b', 'remove a']);
});

test('a watch ends with its signal', async () => {
  const { client } = await liveClient();
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { type } of client.watch(ConfigMap, { namespace, signal: stop.signal })) {
    seen.push(type);
    stop.abort();
  }
  expect(seen).toEqual(['replace']);
});
