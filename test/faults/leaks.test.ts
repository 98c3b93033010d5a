/** An operator that has a hard life holds on to nothing: no connections, no timers, no memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skewedClock, type TestEnvironment } from 'k8s-operator-runtime/testing';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, lost, updateBenches } from './harness/benches.ts';
import { operator, type Scene, scene, startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('leaks');

const COUNT = 5;
const CYCLES = 15;

/** Watches that fail again and again are begun again after up to 30 s: here, after one. */
const hurried = skewedClock({ speed: 30 });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes in use after a collection. */
const heap = async (): Promise<number> => {
  for (let time = 0; time < 3; time += 1) {
    collect();
    await sleep(20);
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const resources = (type: string): number => process.getActiveResourcesInfo().filter((name) => name === type).length;

/** What is held after each of the cycles; the first three, which load code and fill pools, are not counted. */
const grown = async (cycle: (time: number) => Promise<void>) => {
  for (let time = 0; time < 3; time += 1) await cycle(time);
  const before = { heap: await heap(), sockets: resources('TCPSocketWrap'), timers: resources('Timeout') };
  for (let time = 3; time < 3 + CYCLES; time += 1) await cycle(time);
  return {
    heap: (await heap()) - before.heap,
    sockets: resources('TCPSocketWrap') - before.sockets,
    timers: resources('Timeout') - before.timers,
  };
};

/** What grew by the cycle; a few connections may be open that were not before. */
const leaks = (growth: Awaited<ReturnType<typeof grown>>): readonly string[] =>
  Object.entries({ sockets: CYCLES / 2, timers: CYCLES / 2, heap: CYCLES * 0.1 })
    .filter(([what, most]) => growth[what as keyof typeof growth] > most)
    .map(([what]) => `${what}: ${growth[what as keyof typeof growth]} more after ${CYCLES} cycles`);

describe.skipIf(!available)('nothing is held on to', () => {
  let cluster: TestEnvironment;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  const prepared = async (given: Scene): Promise<Scene> => {
    await createBenches(given, COUNT);
    return given;
  };

  test('by operators that come and go', async (context) => {
    const given = await prepared(await scene(cluster, context));
    const growth = await grown(async (time) => {
      const manager = operator({ kubeConfig: given.proxy.kubeConfig(), namespaces: [given.namespace] });
      try {
        await manager.start();
        await updateBenches(given, COUNT, `cycle ${time}`);
        expect(await lost(given, COUNT)).toEqual([]);
      } finally {
        await manager.stop();
      }
      given.proxy.forget();
    });
    expect(given.proxy.connections().open).toBe(0);
    expect(leaks(growth)).toEqual([]);
  });

  test('by an operator whose connections are reset', async (context) => {
    const given = await prepared(await scene(cluster, context));
    await given.start({ clock: hurried });
    const growth = await grown(async (time) => {
      await updateBenches(given, COUNT, `cycle ${time}`);
      given.proxy.resetConnections();
      given.proxy.forget();
      given.log.length = 0;
      expect(await lost(given, COUNT)).toEqual([]);
    });
    expect(leaks(growth)).toEqual([]);
  });

  test('by an operator whose watches expire and break', async (context) => {
    const given = await prepared(await scene(cluster, context));
    await given.start({ clock: hurried });
    const growth = await grown(async (time) => {
      given.proxy.inject({ type: (['gone', 'truncate', 'malform', 'end'] as const)[time % 4]! }, { times: 2 });
      await updateBenches(given, COUNT, `cycle ${time}`);
      given.proxy.forget();
      given.log.length = 0;
      expect(await lost(given, COUNT)).toEqual([]);
    });
    given.proxy.heal();
    expect(leaks(growth)).toEqual([]);
  });
});
