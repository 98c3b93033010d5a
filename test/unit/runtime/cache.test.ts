/** What is kept of objects, and reading it: by key, labels, index, through the client. */
import { describe, expect, test } from 'vitest';
import { cached, draft, type KubernetesObject, metadataOnly } from 'k8s-operator-runtime';
import { ClusterRole } from 'k8s-operator-runtime/kinds';
import { createTransform } from '../../../runtime/src/cache/transform.ts';
import { asWriter, certainly } from '../../../runtime/src/cache/writer.ts';
import { ConfigMap, Gadget } from './gadget.ts';
import { configMaps, informed, names, shown } from './informed.ts';

const key = (name: string) => ({ namespace: 'default', name });
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

describe('what is kept of an object', () => {
  const fields = (uid: string) => ({ 'f:metadata': { 'f:ownerReferences': { [`k:{"uid":"${uid}"}`]: {} } } });
  const entry = (manager: string, operation: string, more: object = {}) => ({
    manager,
    operation,
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    fieldsV1: fields('owner-uid'),
    ...more,
  });
  const kept = (metadata: object, metadataOnly = false) =>
    createTransform({ kind: ConfigMap, metadataOnly, fieldManagers: () => new Set(['us']) })({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'default', uid: 'u', resourceVersion: '1', ...metadata },
      data: { a: 'b' },
    } as never) as KubernetesObject & { readonly data?: object };

  test('of managed fields, those that we applied', () => {
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'owner-uid' }];
    const managedFields = [
      entry('us', 'Apply', { time: '2026-01-01T00:00:00Z' }),
      entry('us', 'Apply', { subresource: 'status' }),
      entry('us', 'Update'),
      entry('others', 'Apply'),
    ];
    const object = kept({ ownerReferences, managedFields });
    expect(JSON.parse(JSON.stringify(object.metadata.managedFields))).toEqual([entry('us', 'Apply')]);
    expect(object.metadata.managedFields?.[0]?.fieldsV1).toEqual(fields('owner-uid'));
    expect(draft(object).metadata.managedFields).toEqual([entry('us', 'Apply')]);
  });

  test.each([
    ['none of kubectl', { annotations: { [LAST_APPLIED]: '{}' } }, {}],
    ['annotations of others', { annotations: { [LAST_APPLIED]: '{}', a: 'b' } }, { annotations: { a: 'b' } }],
    [
      'no managed fields of others',
      { managedFields: [entry('others', 'Apply')], labels: { a: 'b' } },
      { labels: { a: 'b' } },
    ],
  ])('%s', (_, given, expected) => {
    const base = { name: 'a', namespace: 'default', uid: 'u', resourceVersion: '1' };
    expect(JSON.parse(JSON.stringify(kept(given).metadata))).toEqual({ ...base, ...expected });
  });

  test('all else, frozen through and through; a draft of it can be changed', () => {
    const object = kept({ labels: { a: 'b' } });
    expect(() => Object.assign(object.data!, { a: 'c' })).toThrow(TypeError);
    expect(() => Object.assign(object.metadata.labels!, { a: 'c' })).toThrow(TypeError);
    const copy = draft(object);
    Object.assign(copy.data!, { a: 'c' });
    expect([copy.data, object.data]).toEqual([{ a: 'c' }, { a: 'b' }]);
  });

  test('the metadata of one that another informer has already prepared', () => {
    const whole = kept({ managedFields: [entry('others', 'Apply')], labels: { a: 'b' } });
    const prepare = createTransform({ kind: ConfigMap, metadataOnly: true, fieldManagers: () => new Set() });
    expect(prepare(whole)).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: whole.metadata });
  });
});

const indexed = cached(ConfigMap, {
  transform: (object) => ({ ...object, data: { image: object.data?.['image'] ?? '' } }),
  indexes: { byImage: ({ data = {} }) => (data['image'] ?? '').split(',') },
});

describe('transforms and indexes', () => {
  test('of what is there, comes, changes and goes; of an own write at once', async () => {
    const { live, client, cache, informers } = await informed([{ kind: ConfigMap }], { cache: [indexed] });
    const images = (value: string) => names(cache.byIndex(ConfigMap, 'byImage', value));
    await configMaps(live)('a', { data: { image: 'x,y', big: 'data' } });
    await configMaps(live)('b', { data: { image: 'x' } });
    await shown(() => informers[0]!.store.values().length === 2);
    expect([images('x'), images('y'), images('z')]).toEqual([['a', 'b'], ['a'], []]);
    expect(cache.get(ConfigMap, key('a'))?.data).toEqual({ image: 'x,y' });

    await client.patch(ConfigMap, key('a'), { data: { image: 'z' } });
    expect([images('x'), images('y'), images('z')]).toEqual([['b'], [], ['a']]);
    await live.patch(ConfigMap, key('b'), { data: { image: 'z' } });
    await shown(() => images('z').length === 2);
    await client.delete(ConfigMap, key('a'));
    expect([images('x'), images('z')]).toEqual([[], ['b']]);
  });

  test('with labels and namespace', async () => {
    const { live, cache, informers } = await informed([{ kind: ConfigMap }], { cache: [indexed] });
    await configMaps(live)('a', { data: { image: 'x' }, labels: { app: 'a' } });
    await configMaps(live)('b', { data: { image: 'x' } });
    await shown(() => informers[0]!.store.values().length === 2);
    expect(names(cache.byIndex(ConfigMap, 'byImage', 'x', { labels: { app: 'a' } }))).toEqual(['a']);
    expect(names(cache.byIndex(ConfigMap, 'byImage', 'x', { namespace: 'default', labels: '!app' }))).toEqual(['b']);
    expect(names(cache.byIndex(ConfigMap, 'byImage', 'x', { namespace: 'other' }))).toEqual([]);
  });

  test('that are not there are named', async () => {
    const { cache } = await informed([{ kind: ConfigMap }], { cache: [indexed] });
    expect(() => cache.byIndex(ConfigMap, 'byImages', 'x')).toThrow(/no index "byImages" \(but byImage\)/);
    expect(() => cache.byIndex(Gadget, 'byImage', 'x')).toThrow(/Gadget .* is not watched/);
    expect(() => cache.get(Gadget, key('a'))).toThrow(/is not watched in default/);
  });

  test('are said once for a kind', async () => {
    await expect(informed([], { cache: [indexed, indexed] })).rejects.toThrow(/is said twice/);
  });
});

/** What the cached client sends beyond watching. */
const asked = (given: Awaited<ReturnType<typeof informed>>): string[] =>
  given.proxy.requests({ verbs: ['get', 'list'] }).map(({ verb, name = '' }) => `${verb} ${name}`.trim());

describe('the client reads', () => {
  test('a declared kind from the cache, another from the server', async () => {
    const given = await informed([{ kind: ConfigMap }]);
    await configMaps(given.live)('a', { labels: { app: 'x' } });
    await shown(() => given.told.length === 1);
    expect((await given.client.get(ConfigMap, key('a')))?.metadata.name).toBe('a');
    expect(await given.client.get(ConfigMap, key('b'))).toBeUndefined();
    expect(names(await given.client.list(ConfigMap, { labels: 'app=x' }))).toEqual(['a']);
    expect((await given.client.get(metadataOnly(ConfigMap), key('a')))?.metadata.name).toBe('a');
    expect(asked(given)).toEqual([]);
    expect(names(await given.client.list(ConfigMap, { fields: { 'metadata.name': 'a' } }))).toEqual(['a']);
    expect(asked(given)).toEqual(['list']);
  });

  test('of a kind that is watched in part never less than what is asked for', async () => {
    const given = await informed([{ kind: ConfigMap, labels: { app: 'x' } }]);
    await configMaps(given.live)('a', { labels: { app: 'x' } });
    await configMaps(given.live)('b');
    await shown(() => given.told.length === 1);
    expect(names(await given.client.list(ConfigMap, { namespace: 'default', labels: 'app=x' }))).toEqual(['a']);
    expect((await given.client.get(ConfigMap, key('a')))?.metadata.name).toBe('a');
    expect(asked(given)).toEqual([]);
    expect((await given.client.get(ConfigMap, key('b')))?.metadata.name).toBe('b');
    expect(names(await given.client.list(ConfigMap, { namespace: 'default' }))).toEqual(['a', 'b']);
    expect(asked(given)).toEqual(['get b', 'list']);
  });

  test('of a kind of which only the metadata is watched the rest from the server', async () => {
    const given = await informed([{ kind: ConfigMap, projection: 'metadata' }]);
    await configMaps(given.live)('a', { data: { a: 'b' } });
    await shown(() => given.told.length === 1);
    expect(Object.keys((await given.client.get(metadataOnly(ConfigMap), key('a'))) ?? {})).toEqual([
      'apiVersion',
      'kind',
      'metadata',
    ]);
    expect(asked(given)).toEqual([]);
    expect((await given.client.get(ConfigMap, key('a')))?.data).toEqual({ a: 'b' });
    expect(asked(given)).toEqual(['get a']);
  });
});

test('reads by a key without its namespace, or with one too many, are as those of the server', async () => {
  const { client, cache, live } = await informed([{ kind: ConfigMap }, { kind: ClusterRole }]);
  await live.create(ClusterRole, { metadata: { name: 'a' } });
  await shown(() => cache.list(ClusterRole).some(({ metadata }) => metadata.name === 'a'));
  const named = { name: 'a', namespace: 'default' };
  expect((await client.get(ClusterRole, named))?.metadata.name).toBe('a');
  expect(cache.get(ClusterRole, named)?.metadata.name).toBe('a');
  await expect(client.get(ConfigMap, { name: 'a' })).rejects.toThrow('a namespace must be given');
  expect(() => cache.get(ConfigMap, { name: 'a' })).toThrow('a namespace must be given');
});

describe('own writes', () => {
  test('are read at once from every informer that selects them, and from no other', async () => {
    const { live, client, informers } = await informed([
      { kind: ConfigMap },
      { kind: ConfigMap, labels: 'app=x' },
      { kind: ConfigMap, projection: 'metadata' },
    ]);
    await configMaps(live)('a', { labels: { app: 'x' } });
    await shown(() => informers.every(({ store }) => store.values().length === 1));
    await client.patch(ConfigMap, key('a'), { data: { a: 'b' } });
    const [whole, part, metadata] = informers.map(
      ({ store }) =>
        () =>
          store.get('default/a') as ConfigMap | undefined,
    );
    expect([whole!()?.data, part!()?.data, metadata!()?.data]).toEqual([{ a: 'b' }, { a: 'b' }, undefined]);

    const { resourceVersion } = (await client.patch(ConfigMap, key('a'), { metadata: { labels: { app: 'y' } } }))
      .metadata;
    expect([whole!(), part!(), metadata!()].map((object) => object?.metadata.resourceVersion)).toEqual([
      resourceVersion,
      undefined,
      resourceVersion,
    ]);
    // And again when others bring it back.
    await live.patch(ConfigMap, key('a'), { metadata: { labels: { app: 'x' } } });
    await shown(() => part!()?.metadata.labels?.['app'] === 'x');
  });

  test('of what is cluster-scoped are of the one object, whatever namespace is named', async () => {
    const { live, client, cache } = await informed([{ kind: ClusterRole }]);
    const labels = () => cache.list(ClusterRole).flatMap(({ metadata }) => metadata.labels?.['n'] ?? []);
    await live.create(ClusterRole, { metadata: { name: 'a', labels: { n: '0' } } });
    await shown(() => labels().includes('0'));
    const named = { name: 'a', namespace: 'default' };
    await client.patch(ClusterRole, named, { metadata: { labels: { n: '1' } } });
    expect(labels()).toEqual(['1']);
    await live.patch(ClusterRole, named, { metadata: { labels: { n: '2' } } });
    await shown(() => labels().includes('2'));
    expect(labels()).toEqual(['2']);
    await client.delete(ClusterRole, named);
    expect(labels()).toEqual([]);
  });

  test('are told with who wrote them', async () => {
    const { client, informers } = await informed([{ kind: ConfigMap }]);
    const writers: (string | undefined)[] = [];
    informers[0]!.subscribe(({ writer }) => writers.push(writer));
    await asWriter('one', () => configMaps(client)('a'));
    await configMaps(client)('b');
    const { metadata } = await asWriter('two', () => client.patch(ConfigMap, key('a'), { data: { a: 'b' } }));
    const { resourceVersion } = metadata;
    await asWriter('three', () =>
      client.patch(ConfigMap, key('a'), { metadata: { resourceVersion }, data: { a: 'c' } }),
    );
    await asWriter('four', () => certainly(() => client.patch(ConfigMap, key('a'), { data: { a: 'd' } })));
    const late = asWriter('five', async () => () => configMaps(client)('c'));
    await (
      await late
    )();
    await shown(() => writers.length === 6);
    // Of the second it is not known whether it changed anything, the last is after its writer's end.
    expect(writers).toEqual(['one', undefined, undefined, 'three', 'four', undefined]);
  });
});
