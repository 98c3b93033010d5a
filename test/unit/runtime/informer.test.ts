/** Informers on an API server: what they select, what they keep, and that they come back. */
import { describe, expect, test } from 'vitest';
import { metadataOnly } from 'k8s-operator-runtime';
import { holdInformer } from '../../../runtime/src/cache/hold.ts';
import { ConfigMap, Definition, definition, Gadget } from './gadget.ts';
import { configMaps, informed, names, shown } from './informed.ts';

const key = (name: string) => ({ namespace: 'default', name });

describe('requests that mean the same share an informer', () => {
  test.each([
    ['labels in another order', { labels: { a: '1', b: '2' } }, { labels: 'b=2, a=1' }, true],
    ['the default projection', {}, { projection: 'full' }, true],
    ['metadata, by the kind', { kind: metadataOnly(ConfigMap) }, { projection: 'metadata' }, true],
    ['other labels', { labels: 'a=1' }, { labels: 'a=2' }, false],
    ['other fields', { fields: { 'metadata.name': 'a' } }, {}, false],
    ['another projection', { projection: 'metadata' }, {}, false],
    ['another namespace', { namespace: 'a' }, {}, false],
  ] as const)('%s', async (_, left, right, same) => {
    const { cache } = await informed([]);
    const [one, other] = [left, right].map((request) => cache.informer({ kind: ConfigMap, ...request }));
    expect(one === other).toBe(same);
  });
});

describe('what is selected', () => {
  test('by labels: what enters is told, and what leaves is gone', async () => {
    const { live, informers, told } = await informed([{ kind: ConfigMap, labels: 'app=x' }]);
    const create = configMaps(live);
    await create('a', { labels: { app: 'x' } });
    await create('b', { labels: { app: 'y' } });
    await live.patch(ConfigMap, key('b'), { metadata: { labels: { app: 'x' } } });
    await live.patch(ConfigMap, key('a'), { metadata: { labels: { app: 'y' } } });
    await shown(() => told.length === 3);
    expect(told).toEqual(['a', 'b', '-a']);
    expect(names(informers[0]!.store.values())).toEqual(['b']);
  });

  test('by a field', async () => {
    const { live, informers } = await informed([{ kind: ConfigMap, fields: { 'metadata.name': 'b' } }]);
    for (const name of ['a', 'b']) await configMaps(live)(name);
    await shown(() => informers[0]!.store.values().length > 0);
    expect(names(informers[0]!.store.values())).toEqual(['b']);
  });

  test('by a list of namespaces, each with an informer', async () => {
    const { live, cache } = await informed([{ kind: ConfigMap, namespaces: ['one', 'two'] }]);
    for (const namespace of ['one', 'two', 'three']) {
      await live.create({ ...Definition, group: '', apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces' }, {
        metadata: { name: namespace },
      } as never);
      await configMaps(live)(`in-${namespace}`, { namespace });
    }
    const all = () => cache.known(ConfigMap).flatMap(({ store }) => store.values());
    await shown(() => all().length === 2);
    expect(names(all())).toEqual(['in-one', 'in-two']);
  });

  test('metadata alone, with the type of the kind', async () => {
    const { live, informers } = await informed([{ kind: ConfigMap, projection: 'metadata' }]);
    await configMaps(live)('before', { labels: { app: 'x' }, data: { secret: 'y' } });
    await shown(() => informers[0]!.store.values().length === 1);
    const [object] = informers[0]!.store.values();
    expect(Object.keys(object!)).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(object).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: { app: 'x' } } });
  });
});

describe('what is missed', () => {
  test('while the connection was broken and the history was compacted is made up for, and told', async () => {
    const { live, server, proxy, informers, told } = await informed([{ kind: ConfigMap }]);
    const create = configMaps(live);
    await create('stays');
    await create('goes');
    await shown(() => told.length === 2);
    const heal = proxy.refuse();
    await live.delete(ConfigMap, key('goes'));
    await create('comes');
    server.store.log.compact(server.store.revision);
    await create('last');
    await (
      await heal
    )();
    await shown(() => informers[0]!.store.get('default/last') !== undefined);
    expect(names(informers[0]!.store.values())).toEqual(['comes', 'last', 'stays']);
    expect(told.slice(2).toSorted()).toEqual(['-goes', 'comes', 'last']);
  });

  test('an object that did not change is the very same afterwards', async () => {
    const { live, proxy, informers, told } = await informed([{ kind: ConfigMap }]);
    await configMaps(live)('a');
    await shown(() => told.length === 1);
    const before = informers[0]!.store.get('default/a');
    proxy.inject({ type: 'gone' }, { verbs: ['watch'], times: 1 });
    proxy.resetConnections();
    await configMaps(live)('b');
    await shown(() => told.length === 2);
    expect(informers[0]!.store.get('default/a')).toBe(before);
  });
});

test('a kind that is not there fails, and works when it is', async () => {
  const { live, informers } = await informed([{ kind: Gadget }]);
  expect([informers[0]!.hasSynced(), informers[0]!.failure()?.name]).toEqual([false, 'NotFound']);
  await live.create(Definition, definition);
  await informers[0]!.synced;
  await shown(() => informers[0]!.failure() === undefined);
  expect(informers[0]!.hasSynced()).toBe(true);
});

test('informers that are held run until the last one lets go', async () => {
  const { live, cache } = await informed([]);
  await configMaps(live)('a');
  const request = { kind: ConfigMap, labels: '!other' };
  const held = [holdInformer(cache, request), holdInformer(cache, request)];
  await held[0]!.informer.synced;
  held[0]!.release();
  await configMaps(live)('b');
  await shown(() => held[1]!.informer.store.values().length === 2);
  held[1]!.release();
  await configMaps(live)('c');
  expect(cache.all()).toEqual([]);
  const again = holdInformer(cache, request);
  await again.informer.synced;
  expect(names(again.informer.store.values())).toEqual(['a', 'b', 'c']);
  expect(names(held[1]!.informer.store.values())).toEqual(['a', 'b']);
});

test('waitForSync says whether all have synced, or that nobody waits any more', async () => {
  const { live, cache, stop } = await informed([{ kind: ConfigMap }]);
  expect(await cache.waitForSync(stop.signal)).toBe(true);
  cache.informer({ kind: Gadget });
  const giveUp = new AbortController();
  const waiting = cache.waitForSync(giveUp.signal);
  giveUp.abort();
  expect(await waiting).toBe(false);
  await live.create(Definition, definition);
  expect(await cache.waitForSync(stop.signal)).toBe(true);
});
