/** Replicas that share objects: one dies, one stands still. Nothing is lost, and no object is written by two at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Lease } from 'k8s-operator-runtime/kinds';
import type { FaultProxy, TestEnvironment } from 'k8s-operator-runtime/testing';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, lost, updateBenches } from './harness/benches.ts';
import { replicas, type Replicas } from './harness/replicas.ts';
import { startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('replicas that share');

const COUNT = 30;
const main = new URL('harness/sharded.ts', import.meta.url).pathname;

/** Writes of benches and their children that were answered. */
const writesOf = (proxy: FaultProxy) =>
  proxy.requests({
    verbs: 'writes',
    matching: ({ resource, status }) => ['benches', 'configmaps'].includes(resource) && status > 0,
  });

/** When its Lease was written last before a time. */
const renewedBefore = (proxy: FaultProxy, at: number): number =>
  Math.max(
    ...proxy
      .requests({ verbs: 'writes', matching: ({ resource, status }) => resource === 'leases' && status < 300 })
      .map((request) => request.at)
      .filter((time) => time < at),
  );

/** Waits until each of so many counts all of them; Leases of the dead are still there. */
const joined = async ({ cluster, namespace }: Replicas['place'], count: number): Promise<void> => {
  for (;;) {
    const views = (await cluster.list(Lease, { namespace })).map(
      ({ metadata: { annotations } }) => annotations?.['k8s-operator-runtime/shard-members'] ?? '',
    );
    if (views.filter((view) => view.split(',').length === count).length === count) return;
    await sleep(100);
  }
};

describe.skipIf(!available)('of several replicas that share objects', () => {
  let cluster: TestEnvironment;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test('one is killed, one stands still and goes on', async (context) => {
    const { place, proxies, start } = await replicas(cluster, context, 'shared', 3);
    const processes = await start(main);
    await joined(place, 3);
    await createBenches(place, COUNT);
    expect(await lost(place, COUNT)).toEqual([]);
    expect(proxies.map((proxy) => writesOf(proxy).length > 0)).toEqual([true, true, true]);

    processes[0]!.kill('SIGKILL');
    await updateBenches(place, COUNT, 'changed');
    expect(await lost(place, COUNT)).toEqual([]);

    processes[1]!.kill('SIGSTOP');
    const frozen = writesOf(proxies[1]!).length;
    await updateBenches(place, COUNT, 'changed again');
    expect(await lost(place, COUNT)).toEqual([]);
    // All of this it hears of at once, when it still believes that its part is its own.
    await updateBenches(place, COUNT, 'changed once more');
    const woken = Date.now();
    processes[1]!.kill('SIGCONT');
    expect(await lost(place, COUNT)).toEqual([]);
    await joined(place, 2);
    await updateBenches(place, COUNT, 'changed at last');
    expect(await lost(place, COUNT)).toEqual([]);

    // It takes part again, and began to when it had renewed its Lease.
    const [first] = writesOf(proxies[1]!).slice(frozen);
    expect(first).toBeDefined();
    expect(renewedBefore(proxies[1]!, first!.at)).toBeGreaterThan(woken);
  });
});
