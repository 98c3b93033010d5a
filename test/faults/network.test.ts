/**
 * Bad hours between an operator and a real API server. Each time: objects are made, changed and their children deleted under the fault; then all
 * is as it should be, nothing was done twice, the requests it took are bounded, and once it is over the operator is quiet. An unhandled rejection
 * fails the run by itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import type { Fault, FaultProxy, TestEnvironment, Where } from 'k8s-operator-runtime/testing';
import { Bench } from '../../examples/bench/bench.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, deleteChildren, lost, updateBenches } from './harness/benches.ts';
import { watchChanges } from './harness/changes.ts';
import { type Scene, scene, startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('network faults');

const BEFORE = 20;
const NEW = 10;
const DELETED = 5;
/** Two for each object made, two for each change, one for each child. */
const WRITES = 2 * BEFORE + 2 * NEW + 2 * BEFORE + DELETED;
/** What an administrator makes and changes meanwhile. */
const ASKED = BEFORE + NEW + BEFORE;

/** One of `n`. */
const oneIn = (n: number): NonNullable<Where['matching']> => {
  let seen = 0;
  return () => (seen += 1) % n === 0;
};

const every = async (milliseconds: number, times: number, act: () => unknown): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    await act();
    await sleep(milliseconds);
  }
};

/** What goes wrong while the test goes on; resolves when it is over. */
type Trouble = (proxy: FaultProxy) => Promise<unknown>;

/** How many answers may get lost with connections that the trouble itself resets or lets fall silent: one with each. */
const watched = (proxy: FaultProxy): { readonly proxy: FaultProxy; readonly lostAnswers: () => number } => {
  let connections = 0;
  const count = <T>(act: () => T): T => {
    connections += proxy.connections().open;
    return act();
  };
  const resetConnections = () => count(proxy.resetConnections);
  const refuse = () => count(proxy.refuse);
  const blackHole: FaultProxy['blackHole'] = (which) => {
    const before = proxy.connections().accepted;
    const heal = count(() => proxy.blackHole(which));
    return () => {
      // What was sent in there is carried out afterwards, though whoever sent it has given up.
      connections += proxy.connections().accepted - before;
      heal();
    };
  };
  return { proxy: { ...proxy, resetConnections, refuse, blackHole }, lostAnswers: () => connections };
};

const until = async (proxy: FaultProxy, fault: Fault, where: Where, milliseconds: number): Promise<number> => {
  const injection = proxy.inject(fault, where);
  await sleep(milliseconds);
  injection.remove();
  return injection.hits();
};

const times = async (proxy: FaultProxy, fault: Fault, where: Where & { readonly times: number }): Promise<number> => {
  const injection = proxy.inject(fault, where);
  while (injection.hits() < where.times) await sleep(20);
  return injection.hits();
};

/** Begins in the middle of a write. */
const blackHole = async (proxy: FaultProxy, milliseconds: number): Promise<() => void> => {
  await proxy.inject({ type: 'delay', milliseconds: 1 }, { verbs: 'writes', skip: 5, times: 1 }).hit;
  const heal = proxy.blackHole();
  await sleep(milliseconds);
  return heal;
};

describe.skipIf(!available)('between an operator and the API server', { concurrent: true }, () => {
  let cluster: TestEnvironment;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test.for<[string, Trouble]>([
    ['nothing passes for 60 s', async (proxy) => (await blackHole(proxy, 60_000))()],
    [
      'nothing passes for 60 s, then the connections are gone',
      async (proxy) => {
        const heal = await blackHole(proxy, 60_000);
        proxy.resetConnections();
        heal();
      },
    ],
    [
      'what is connected falls silent for ever',
      async (proxy) => {
        proxy.blackHole('open');
        await sleep(95_000);
      },
    ],
    ['connections are reset', (proxy) => every(150, 20, () => proxy.resetConnections())],
    [
      'connections are refused',
      async (proxy) => {
        const accept = proxy.refuse();
        await sleep(3_000);
        await accept();
      },
    ],
    ['one request in three is reset', (proxy) => until(proxy, { type: 'reset' }, { matching: oneIn(3) }, 4_000)],
    [
      'one write in three is carried out but not answered',
      (proxy) => until(proxy, { type: 'lose' }, { verbs: 'writes', matching: oneIn(3) }, 4_000),
    ],
    [
      'a storm of 429 with Retry-After',
      (proxy) => until(proxy, { type: 'status', code: 429, retryAfter: 1 }, {}, 4_000),
    ],
    ['a storm of 429 without', (proxy) => until(proxy, { type: 'status', code: 429 }, {}, 4_000)],
    [
      'one request in two answers 500',
      (proxy) => until(proxy, { type: 'status', code: 500 }, { matching: oneIn(2) }, 4_000),
    ],
    [
      'one request in two answers 503',
      (proxy) => until(proxy, { type: 'status', code: 503 }, { matching: oneIn(2) }, 4_000),
    ],
    [
      'a storm of conflicts',
      (proxy) => until(proxy, { type: 'status', code: 409 }, { verbs: 'writes', matching: oneIn(2) }, 4_000),
    ],
    ['watches are told 410', (proxy) => every(300, 8, () => until(proxy, { type: 'gone' }, {}, 20))],
    [
      'watches are answered 410',
      async (proxy) => {
        proxy.inject({ type: 'status', code: 410 }, { verbs: ['watch'], times: 6 });
        await every(500, 6, () => until(proxy, { type: 'end' }, {}, 20));
      },
    ],
    ['watches end', (proxy) => every(100, 20, () => until(proxy, { type: 'end' }, {}, 20))],
    ['an event is cut', (proxy) => times(proxy, { type: 'truncate' }, { times: 4 })],
    ['an event is malformed', (proxy) => times(proxy, { type: 'malform' }, { times: 4 })],
    ['events of children are late', (proxy) => until(proxy, { type: 'hold' }, { kind: ConfigMap }, 4_000)],
    ['events of the objects are late', (proxy) => until(proxy, { type: 'hold' }, { kind: Bench }, 4_000)],
    [
      'the line is slow',
      async (proxy) => {
        proxy.shape({ latency: 30, bytesPerSecond: 20_000 });
        await sleep(5_000);
        proxy.shape({});
      },
    ],
  ])('%s', async ([, trouble], context) => {
    const given = await scene(cluster, context);
    const { proxy, start } = given;
    const changes = await watchChanges(given, context);
    await start();
    await createBenches(given, BEFORE);
    expect(await lost(given, BEFORE)).toEqual([]);

    const { proxy: troubled, lostAnswers } = watched(proxy);
    const over = trouble(troubled);
    await updateBenches(given, BEFORE, 'changed');
    await createBenches(given, NEW, BEFORE);
    await deleteChildren(given, DELETED);
    await over;
    expect(await lost(given, BEFORE + NEW)).toEqual([]);

    const written = proxy.requests({
      verbs: 'writes',
      matching: ({ resource, status }) => resource !== 'events' && status >= 200 && status < 300,
    });
    // A write whose answer got lost is sent again: it was carried out, and is counted, twice.
    expect(written.length > WRITES + lostAnswers() ? summary(proxy) : 'bounded').toBe('bounded');
    expect(proxy.requests().length > 3 * WRITES ? summary(proxy) : 'bounded').toBe('bounded');
    await quiet(given);
    // Whatever was sent again: nothing was done twice.
    expect(changes.count() > ASKED + WRITES ? summary(proxy) : 'bounded').toBe('bounded');
  });
});

/** How often what was asked and answered, for the message of a failure. */
const summary = (proxy: FaultProxy): string => {
  const counts = new Map<string, number>();
  for (const { verb, resource, subresource, status, faults } of proxy.requests()) {
    const line = [verb, resource, subresource, status, ...faults].filter((part) => part !== '').join(' ');
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${count} ${line}`).join('\n');
};

/**
 * Once nothing is wrong any more, nothing is written, and nothing but watches is asked for: for two seconds, and so from half a minute on at the
 * latest. What was to be tried again, and what waits for a watch that was away, has its backoff: that is not yet over when all is as it should be.
 */
const quiet = async ({ proxy }: Scene): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    proxy.forget();
    await sleep(2_000);
    const rest = proxy.requests({ matching: ({ verb }) => verb !== 'watch' });
    if (rest.length > 0 && Date.now() < deadline) continue;
    expect(rest.map(({ verb, path }) => `${verb} ${path}`)).toEqual([]);
    return;
  }
};
