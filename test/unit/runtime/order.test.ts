/** In which order a controller reconciles what waits, and when. */
import { expect, test } from 'vitest';
import { type Client, channel, type ControllerOptions, LOW_PRIORITY } from 'k8s-operator-runtime';
import { Namespace } from 'k8s-operator-runtime/kinds';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { Gadget } from './gadget.ts';
import { setup, until } from './gadget-operator.ts';

const create = (client: Client, name: string, namespace = 'default') =>
  client.create(Gadget, { metadata: { namespace, name }, spec: { text: '' } });

/** Starts a controller of one worker, whose first reconcile waits until `meanwhile` is over and the controller knows of all of `names`. */
const orderOf = async (
  options: Partial<ControllerOptions<Gadget>>,
  names: { readonly before: readonly string[]; readonly meanwhile: readonly string[] },
  meanwhile: (client: Client) => Promise<void> = async () => {},
): Promise<readonly string[]> => {
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const { client, start } = await setup({
    owns: [],
    concurrency: 1,
    reconcile: async ({ metadata: { namespace, name } }) => {
      order.push(`${namespace}/${name}`);
      await gate.promise;
    },
    ...options,
  });
  for (const name of ['default', 'other']) await client.create(Namespace, { metadata: { name } }).catch(() => {});
  const make = async (keys: readonly string[]) => {
    for (const key of keys) {
      const [namespace = '', name = ''] = key.split('/');
      await create(client, name, namespace);
    }
  };
  await make(names.before);
  const manager = await start();
  await until(async () => order.length === 1);
  await make(names.meanwhile);
  const all = names.before.length + names.meanwhile.length;
  await until(async () => manager.cluster.cache.known(Gadget)[0]?.store.values().length === all);
  await meanwhile(client);
  gate.resolve();
  await until(async () => order.length >= all);
  return order;
};

test('what is new to the cluster goes before what is only new to the process', async () => {
  const before = Array.from({ length: 10 }, (_, index) => `default/old-${index}`);
  const order = await orderOf({}, { before, meanwhile: ['default/new'] });
  expect(order[1]).toBe('default/new');
  expect(order.toSorted()).toEqual([...before, 'default/new'].toSorted());
});

test("fairness: 'namespace' has namespaces take turns", async () => {
  const many = ['default/1', 'default/2', 'default/3', 'default/4'];
  const order = await orderOf(
    { fairness: 'namespace' },
    { before: ['default/0'], meanwhile: [...many, 'other/1', 'other/2'] },
  );
  expect(order).toEqual(['default/0', 'default/1', 'other/1', 'default/2', 'other/2', 'default/3', 'default/4']);
});

test('a source may say what is urgent, and what is not', async () => {
  const urgent = channel();
  const order = await orderOf(
    { sources: [urgent] },
    { before: ['default/0', 'default/1', 'default/2'], meanwhile: ['default/3'] },
    async () => {
      urgent.push({ namespace: 'default', name: 'nobody' }, { priority: LOW_PRIORITY });
      urgent.push({ namespace: 'default', name: '2' }, { priority: 10 });
    },
  );
  expect(order).toEqual(['default/0', 'default/2', 'default/3', 'default/1']);
});

/** A manager on a virtual clock, and what it reconciled; `known` waits until it knows of so many changes. */
const timed = async (options: Partial<ControllerOptions<Gadget>>, act = () => {}) => {
  const clock = virtualClock();
  const reconciled: string[] = [];
  const { client, start } = await setup({
    owns: [],
    reconcile: async ({ spec }, { requeueAfter }) => {
      reconciled.push(spec.text);
      act();
      return spec.text === 'again' ? requeueAfter('1h') : undefined;
    },
    ...options,
  });
  const manager = await start({ clock });
  let changes = 0;
  manager.cluster.cache.known(Gadget)[0]?.subscribe(() => (changes += 1));
  return { clock, client, reconciled, known: (count: number) => until(async () => changes === count) };
};

test('debounce: an object is reconciled when it has been quiet for so long', async () => {
  const { clock, client, reconciled, known } = await timed({ debounce: '10s' });
  await create(client, 'a');
  await known(1);
  await clock.advance(9000);
  await client.patch(Gadget, { namespace: 'default', name: 'a' }, { spec: { text: 'quiet' } });
  await known(2);
  await clock.advance(9999);
  expect(reconciled).toEqual([]);
  await clock.advance(1);
  expect(reconciled).toEqual(['quiet']);
});

test('a rate limiter of its own says when a failure is tried again', async () => {
  const { clock, client, reconciled, known } = await timed(
    { rateLimiter: (_key, failures) => failures * 60_000 },
    () => {
      throw new Error('no');
    },
  );
  await create(client, 'a');
  await known(1);
  const calls: number[] = [];
  for (const wait of [0, 59_999, 1, 119_999, 1]) {
    await clock.advance(wait);
    calls.push(reconciled.length);
  }
  expect(calls).toEqual([1, 1, 2, 2, 3]);
});

test('a time that a reconcile asked for comes, and not for an object that is gone by then', async () => {
  const { clock, client, reconciled, known } = await timed({});
  const key = { namespace: 'default', name: 'a' };
  await client.create(Gadget, { metadata: key, spec: { text: 'again' } });
  await known(1);
  await clock.advance(3_600_000);
  expect(reconciled).toEqual(['again', 'again']);
  const timers = clock.timers();
  await client.delete(Gadget, key);
  await known(2);
  expect(clock.timers()).toBe(timers - 1);
});
