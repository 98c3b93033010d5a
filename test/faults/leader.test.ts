/** Replicas of which one leads: it dies, it is cut off, its clock is wrong. At no time two reconcile; in the end nothing is lost. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultProxy, skewedClock, type Skew, type TestEnvironment } from 'k8s-operator-runtime/testing';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, lost, updateBenches } from './harness/benches.ts';
import { replicas } from './harness/replicas.ts';
import { operator, startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('leaders that fail');

const COUNT = 10;
const HOUR = 3_600_000;
const main = new URL('../../examples/bench/main.ts', import.meta.url).pathname;

/** When it has written benches or their children, and was answered. */
const writesOf = (proxy: FaultProxy): readonly number[] =>
  proxy
    .requests({
      verbs: 'writes',
      matching: ({ resource, status }) => ['benches', 'configmaps'].includes(resource) && status > 0,
    })
    .map(({ at }) => at);

/** Those who have written, in the order in which they began; each must have ended before the next began. */
const terms = (proxies: readonly FaultProxy[]): readonly number[] => {
  const leaders = proxies
    .map((proxy, index) => ({ index, writes: writesOf(proxy) }))
    .filter(({ writes }) => writes.length > 0);
  leaders.sort((a, b) => a.writes[0]! - b.writes[0]!);
  for (const [turn, { writes }] of leaders.entries()) {
    const next = leaders[turn + 1];
    if (next !== undefined) expect(writes.at(-1)).toBeLessThan(next.writes[0]!);
  }
  return leaders.map(({ index }) => index);
};

describe.skipIf(!available)('one of several replicas', { concurrent: true }, () => {
  let cluster: TestEnvironment;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test('is killed: the other takes over', async (context) => {
    const { proxies, place, start } = await replicas(cluster, context, 'killed', 2);
    const processes = await start(main, '--leader-elect');
    await createBenches(place, COUNT);
    expect(await lost(place, COUNT)).toEqual([]);
    const [leader] = terms(proxies);
    expect(terms(proxies)).toHaveLength(1);

    processes[leader!]!.kill('SIGKILL');
    await once(processes[leader!]!, 'exit');
    await updateBenches(place, COUNT, 'changed');
    await createBenches(place, COUNT, COUNT);
    expect(await lost(place, 2 * COUNT, 60)).toEqual([]);
    expect(terms(proxies)).toEqual([leader, 1 - leader!]);

    const standby = processes[1 - leader!]!;
    standby.kill('SIGTERM');
    expect((await once(standby, 'exit'))[0]).toBe(0);
  });

  test('stands still: the other takes over, and it writes nothing when it goes on', async (context) => {
    const { proxies, place, start } = await replicas(cluster, context, 'frozen', 2);
    const short = ['', '-lease-duration=4s', '-renew-deadline=2500ms', '-retry-period=500ms'];
    const processes = await start(main, ...short.map((flag) => `--leader-elect${flag}`));
    await createBenches(place, COUNT);
    expect(await lost(place, COUNT)).toEqual([]);
    const leader = terms(proxies)[0]!;

    processes[leader]!.kill('SIGSTOP');
    await updateBenches(place, COUNT, 'changed');
    expect(await lost(place, COUNT)).toEqual([]);
    // All of this it hears of at once, when it still believes to lead.
    await updateBenches(place, COUNT, 'changed again');
    processes[leader]!.kill('SIGCONT');
    expect((await once(processes[leader]!, 'exit'))[0]).toBe(1);
    expect(await lost(place, COUNT)).toEqual([]);
    expect(terms(proxies)).toEqual([leader, 1 - leader]);
  });

  const durations = { leaseDuration: 4_000, renewDeadline: 2_500, retryPeriod: 500 };
  test.for<readonly [string, readonly Skew[]]>([
    ['is cut off: it stops by itself, the others take over', [{}, {}, {}]],
    ['has a clock that is wrong', [{ offset: HOUR }, { offset: -HOUR }, { offset: 10 * HOUR }]],
    ['has a clock that is too slow, the others too fast', [{ speed: 0.9 }, { speed: 1.1 }, { speed: 1.1 }]],
  ])('%s', async ([name, skews], context) => {
    const { proxies, place } = await replicas(
      cluster,
      context,
      name.replaceAll(/\W+/g, '-').slice(0, 60),
      skews.length,
    );
    const managers = skews.map((skew, index) =>
      operator({
        kubeConfig: proxies[index]!.kubeConfig(),
        namespaces: [place.namespace],
        leaderElection: { ...durations, namespace: place.namespace, identity: `replica-${index}` },
        clock: skewedClock(skew),
        gracePeriod: 0,
      }),
    );
    // The first leads: it is there before the others.
    for (const manager of managers) {
      context.onTestFinished(manager.stop);
      await manager.start();
      if (manager === managers[0]) await manager.leading;
    }
    await createBenches(place, COUNT);
    expect(await lost(place, COUNT)).toEqual([]);

    // Cut off, in the middle of its work.
    const end = managers[0]!.finished.then(
      () => 'stopped',
      (error: Error) => error.name,
    );
    const heal = proxies[0]!.blackHole();
    await updateBenches(place, COUNT, 'changed');
    await Promise.any([managers[1]!.leading, managers[2]!.leading]);
    expect(await end).toBe('LeaseLost');
    heal();
    expect(await lost(place, COUNT)).toEqual([]);

    // Asked to stop, in the middle of its work: it lets go of the lease.
    const [, second] = terms(proxies);
    await updateBenches(place, COUNT, 'changed again');
    await managers[second!]!.stop();
    expect(await lost(place, COUNT)).toEqual([]);
    await updateBenches(place, COUNT, 'changed once more');
    expect(await lost(place, COUNT)).toEqual([]);
    expect(terms(proxies)).toEqual([0, second, 3 - second!]);
  });
});
