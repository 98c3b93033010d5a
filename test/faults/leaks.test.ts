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
/** So many cycles are looked at together, at the beginning and at the end. */
const ROUND = 6;
const CYCLES = 4 * ROUND;
/** How many cycles the end is after the beginning. */
const BETWEEN = CYCLES - ROUND;

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

/** What is held at this moment. */
interface Held {
  readonly sockets: number;
  readonly timers: number;
  /** Megabytes. */
  readonly heap: number;
}

const held = async (): Promise<Held> => ({
  heap: await heap(),
  sockets: resources('TCPSocketWrap'),
  timers: resources('Timeout'),
});

/** The least of each that was held: what is open for a moment does not count. */
const least = (samples: readonly Held[]): Held => ({
  sockets: Math.min(...samples.map(({ sockets }) => sockets)),
  timers: Math.min(...samples.map(({ timers }) => timers)),
  heap: Math.min(...samples.map((sample) => sample.heap)),
});

/** What the last cycles hold more than the first; without three before, which load code and fill pools. */
const grown = async (cycle: (time: number) => Promise<void>): Promise<Held> => {
  for (let time = 0; time < 3; time += 1) await cycle(time);
  const samples: Held[] = [];
  for (let time = 3; time < 3 + CYCLES; time += 1) {
    await cycle(time);
    samples.push(await held());
  }
  const [before, after] = [least(samples.slice(0, ROUND)), least(samples.slice(-ROUND))];
  return {
    sockets: after.sockets - before.sockets,
    timers: after.timers - before.timers,
    heap: after.heap - before.heap,
  };
};

/** What grew by the cycle: half a socket or timer each, or a tenth of a megabyte. */
const leaks = (growth: Held): readonly string[] =>
  Object.entries({ sockets: BETWEEN / 2, timers: BETWEEN / 2, heap: BETWEEN * 0.1 })
    .filter(([what, most]) => growth[what as keyof Held] > most)
    .map(([what]) => `${what}: ${growth[what as keyof Held]} more after ${BETWEEN} cycles`);

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
