/** Which changes wake a controller: predicates, narrowed watches, maps, owners, sources, resync. */
import { describe, expect, test } from 'vitest';
import { cached, channel, controllerReference, interval, owned, predicates, watch } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, type SetupOptions, setup, until } from './gadget-operator.ts';

/** A controller that notes the names of what it reconciles, and the way to wait until it has nothing more to do. */
const noting = async (options: Partial<SetupOptions> = {}) => {
  const seen: string[] = [];
  const given = await setup({
    reconcile: async ({ metadata }) => void seen.push(metadata.name),
    concurrency: 1,
    owns: [],
    ...options,
  });
  const { client } = given;
  let count = 0;
  /** What was reconciled since the last time; a gadget made last is reconciled last. */
  const drained = async (): Promise<string[]> => {
    const name = `last-${(count += 1)}`;
    await client.create(Gadget, { metadata: { namespace: 'default', name, labels: { app: 'x' } }, spec: { text: '' } });
    await until(async () => seen.includes(name));
    return seen.splice(0).filter((each) => !each.startsWith('last-'));
  };
  return {
    ...given,
    drained,
    create: (name: string) =>
      client.create(Gadget, { metadata: { ...key, name, labels: { app: 'x' } }, spec: { text: 'x' } }),
  };
};

describe('predicates of the controller', () => {
  test('generationChanged lets changes of the spec wake, and those of labels not', async () => {
    const { client, start, drained, create } = await noting({ predicates: [predicates.generationChanged] });
    await start();
    await create('a');
    expect(await drained()).toEqual(['a']);
    await client.patch(Gadget, key, { metadata: { labels: { app: 'y' } } });
    expect(await drained()).toEqual([]);
    await client.patch(Gadget, key, { spec: { text: 'y' } });
    expect(await drained()).toEqual(['a']);
  });

  test('one that throws counts as passing, and the watch goes on', async () => {
    const { start, drained, create } = await noting({
      predicates: [
        () => {
          throw new Error('no');
        },
      ],
    });
    await start();
    await create('a');
    expect(await drained()).toEqual(['a']);
  });
});

test('a controller of some labels sees no others, also those that lose them', async () => {
  const { client, start, drained, create } = await noting({ labels: { app: 'x' } });
  await start();
  await create('a');
  await client.create(Gadget, { metadata: { ...key, name: 'b' }, spec: { text: 'x' } });
  expect(await drained()).toEqual(['a']);
  await client.patch(Gadget, key, { metadata: { labels: { app: null } } });
  await client.patch(Gadget, key, { spec: { text: 'y' } });
  expect(await drained()).toEqual([]);
});

describe('children', () => {
  const child = (metadata: object) => ({
    metadata: { namespace: 'default', name: 'child', ...metadata },
    data: { text: 'x' },
  });

  test('only those selected wake; metadata alone is kept of them, and what reads them asks the API server', async () => {
    const read: unknown[] = [];
    const { client, start, create } = await noting({
      owns: [owned(ConfigMap, { metadataOnly: true, labels: { tier: 'web' }, predicates: [predicates.labelsChanged] })],
      reconcile: async ({ metadata }, context) => {
        if (metadata.name === 'a') read.push(await context.client.get(ConfigMap, { ...key, name: 'child' }));
      },
    });
    const manager = await start();
    const owner = await create('a');
    await until(async () => read.length === 1);
    const ownerReferences = [controllerReference(owner)];
    await client.create(ConfigMap, child({ ownerReferences, labels: { tier: 'db' } }));
    await client.patch(ConfigMap, { ...key, name: 'child' }, { metadata: { labels: { tier: 'web' } } });
    await until(async () => read.length === 2);
    expect(read[1]).toMatchObject({ data: { text: 'x' } });
    expect(manager.cluster.cache.known(ConfigMap).flatMap(({ store }) => store.values())).toMatchObject([
      { metadata: { name: 'child' } },
    ]);
    expect(manager.cluster.cache.known(ConfigMap)[0]?.store.values()[0]).not.toHaveProperty('data');
  });

  test.each([
    [false, ['a']],
    [true, ['a', 'b']],
  ])('matchEveryOwner %s wakes %s', async (matchEveryOwner, woken) => {
    const { client, start, drained, create } = await noting({ owns: [owned(ConfigMap, { matchEveryOwner })] });
    await start();
    const { controller: _, ...reference } = controllerReference(await create('b'));
    const ownerReferences = [controllerReference(await create('a')), reference];
    await drained();
    await client.create(ConfigMap, child({ ownerReferences }));
    expect((await drained()).toSorted()).toEqual(woken);
  });
});

describe('a watch with a map', () => {
  test('wakes whom it names, before and after the change, and of those that there are', async () => {
    const { client, start, drained, create } = await noting({
      watches: [
        watch(ConfigMap, {
          namespaces: ['default'],
          map: ({ data, metadata: { namespace } }) => [
            { namespace, name: data?.['for'] ?? '' },
            { namespace, name: 'nobody' },
          ],
        }),
      ],
    });
    await start();
    for (const name of ['a', 'b', 'c']) await create(name);
    await drained();
    await client.create(ConfigMap, { metadata: { ...key, name: 'shared' }, data: { for: 'a' } });
    expect(await drained()).toEqual(['a']);
    await client.patch(ConfigMap, { ...key, name: 'shared' }, { data: { for: 'b' } });
    expect((await drained()).toSorted()).toEqual(['a', 'b']);
  });

  test('may look at the objects of the controller; one that throws wakes nobody and ends nothing', async () => {
    const { client, start, drained, create } = await noting({
      watches: [
        watch(ConfigMap, {
          map: ({ metadata }, primaries) => {
            if (metadata.name === 'bad') throw new Error('no');
            return primaries.inNamespace('default').map(({ metadata: { name, namespace } }) => ({ name, namespace }));
          },
        }),
      ],
    });
    await start();
    await create('a');
    await drained();
    await client.create(ConfigMap, { metadata: { ...key, name: 'bad' } });
    expect(await drained()).toEqual([]);
    await client.create(ConfigMap, { metadata: { ...key, name: 'good' } });
    expect(await drained()).toContain('a');
  });
});

test('a map may look objects up by an index', async () => {
  const { client, start, drained } = await noting({
    watches: [
      watch(ConfigMap, {
        map: ({ metadata: { name } }, { byIndex }) => byIndex('byText', name).map(({ metadata }) => metadata),
      }),
    ],
  });
  for (const [name, text] of [
    ['a', 'one'],
    ['b', 'two'],
    ['c', 'one'],
  ] as const)
    await client.create(Gadget, { metadata: { ...key, name }, spec: { text } });
  await start({ cache: [cached(Gadget, { indexes: { byText: ({ spec }) => [spec.text] } })] });
  await drained();
  await client.create(ConfigMap, { metadata: { ...key, name: 'one' } });
  expect((await drained()).toSorted()).toEqual(['a', 'c']);
});

test('a channel wakes one object, also at once after the start; a key of nothing is passed over', async () => {
  const orders = channel();
  const { start, drained, create } = await noting({ sources: [orders] });
  orders.push({ namespace: 'default', name: 'a' });
  await create('a');
  await start();
  expect(await drained()).toEqual(['a']);
  orders.push({ namespace: 'default', name: 'nobody' });
  orders.push(key);
  expect(await drained()).toEqual(['a']);
});

test('a source that fails is logged, and the controller goes on', async () => {
  const errors: unknown[] = [];
  const { start, drained, create } = await noting({
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (_message, fields) => void errors.push(fields?.['error']),
    },
    sources: [
      {
        start: () => {
          throw new Error('no');
        },
      },
    ],
  });
  await start();
  await create('a');
  expect(await drained()).toEqual(['a']);
  expect(errors).toMatchObject([{ message: 'no' }]);
});

test.each([
  ['an interval', { sources: [interval('1m')], resyncPeriod: 0 }, 60_000],
  ['a resync, give or take', { resyncPeriod: '1m' }, 66_000],
])('%s wakes all, and of what is as it should be nothing is written', async (_name, options, wait) => {
  const clock = virtualClock();
  const given = await noting({
    ...options,
    owns: [ConfigMap],
    reconcile: async ({ metadata: { name } }, { apply, setStatus }) => {
      reconciles += 1;
      await apply({ child: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } });
      await setStatus({ text: 'done' });
    },
  });
  let reconciles = 0;
  const { start, writes, create } = given;
  await create('a');
  const manager = await start({ clock });
  await until(async () => (await writes(manager)) === 2 && reconciles > 0);
  const before = reconciles;
  for (let round = 1; round <= 3; round += 1) {
    await clock.advance(wait);
    await until(async () => reconciles >= before + round);
  }
  expect(await writes(manager)).toBe(2);
});
