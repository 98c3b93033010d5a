/** A worker that shares its keys with other replicas. */
import { expect, onTestFinished, test } from 'vitest';
import { controller, type KubernetesObject, type Reconcile, silentLogger, systemClock } from 'k8s-operator-runtime';
import { createWorker } from '../../../runtime/src/controller/worker.ts';
import { createCluster } from '../../../runtime/src/manager/cluster.ts';
import { noMetrics } from '../../../runtime/src/manager/metrics.ts';
import type { PartitionChange, PartitionListener } from '../../../runtime/src/sharding/partition.ts';
import { ConfigMap, Gadget } from './gadget.ts';
import { setup, until } from './gadget-operator.ts';

/** A worker whose keys are those with these names; `change` makes them others. */
const sharing = async (names: readonly string[], reconcile: Reconcile<Gadget>) => {
  let mine = new Set(names);
  const listeners = new Set<PartitionListener>();
  const { client, server } = await setup({ reconcile });
  const cluster = createCluster({ name: 'gadget-operator', kubeConfig: server.kubeConfig(), logger: silentLogger });
  onTestFinished(cluster.close);
  const worker = createWorker({
    controller: controller(Gadget, { reconcile, owns: [ConfigMap] }),
    cache: cluster.cache,
    client: cluster.clientOf('gadget-operator'),
    events: cluster.events,
    log: silentLogger,
    clock: systemClock,
    fieldManager: 'gadget-operator',
    concurrency: 10,
    metrics: noMetrics.controller('gadget', 10),
    partition: {
      isMine: (key) => mine.has(key.slice(key.indexOf('/') + 1)),
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  const stopping = new AbortController();
  await cluster.start(stopping.signal);
  const running = worker.run();
  onTestFinished(async () => {
    worker.stop();
    await running;
    stopping.abort();
    expect(listeners.size).toBe(0);
  });
  return {
    client,
    create: (name: string) => client.create(Gadget, { metadata: { namespace: 'default', name }, spec: { text: name } }),
    change: async (now: readonly string[], change: PartitionChange = 'rebalanced') => {
      mine = new Set(now);
      await Promise.all(Array.from(listeners, (listener) => listener(change)));
    },
  };
};

const nameOf = ({ metadata }: KubernetesObject) => metadata.name;

test('reconciles what is its own, what becomes its own, and no more what is so no longer', async () => {
  const seen: string[] = [];
  const { client, create, change } = await sharing(['a', 'b'], async (gadget) => void seen.push(nameOf(gadget)));
  for (const name of ['a', 'b', 'c', 'd']) await create(name);
  await until(async () => seen.length === 2);
  await change(['b', 'c']);
  await until(async () => seen.length === 3);
  for (const name of ['a', 'b', 'c', 'd'])
    await client.patch(Gadget, { namespace: 'default', name }, { spec: { text: 'again' } });
  await until(async () => seen.length === 5);
  expect(seen.slice(0, 2).toSorted()).toEqual(['a', 'b']);
  expect(seen[2]).toBe('c');
  expect(seen.slice(3).toSorted()).toEqual(['b', 'c']);
});

test('lets a key go only when its running reconcile has ended, and does not retry it', async () => {
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const { create, change } = await sharing(['a'], async () => {
    order.push('begins');
    await gate.promise;
    order.push('ends');
    throw new Error('no');
  });
  await create('a');
  await until(async () => order.length === 1);
  const changing = change([]).then(() => order.push('let go'));
  setTimeout(gate.resolve, 50);
  await changing;
  // Its retry would come after 5 ms.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(order).toEqual(['begins', 'ends', 'let go']);
});

test('aborts what runs when its keys lapse, and keeps it from writing', async () => {
  const refused: unknown[] = [];
  const seen: string[] = [];
  const { client, create, change } = await sharing(['a'], async (gadget, { signal, apply }) => {
    seen.push(nameOf(gadget));
    if (seen.length > 1) return;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await apply({ late: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } } }).catch((error: unknown) =>
      refused.push(error),
    );
  });
  await create('a');
  await until(async () => seen.length === 1);
  await change([], 'lapsed');
  expect(refused).toMatchObject([{ name: 'OwnershipLost' }]);
  expect(await client.list(ConfigMap)).toEqual([]);
  await change(['a']);
  await until(async () => seen.length === 2);
});
