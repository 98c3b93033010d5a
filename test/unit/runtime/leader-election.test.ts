import { expect, test } from 'vitest';
import { type Clock, createClient, createTransport, silentLogger, systemClock } from 'k8s-operator-runtime';
import { LEASE } from '../../../runtime/src/manager/lease.ts';
import { createLeaderElection, type LeaderElectionDurations } from '../../../runtime/src/manager/leader-election.ts';
import { startServer } from '../../../runtime/src/testing/server/start.ts';
import { virtualClock } from 'k8s-operator-runtime/testing';

/** Requests that fail are sent again at once; what is held up to time is the election. */
const impatient: Clock = {
  ...systemClock,
  schedule: (milliseconds, callback) => systemClock.schedule(milliseconds < 5_000 ? 0 : milliseconds, callback),
};

const setup = async () => {
  const server = await startServer({ workloads: false });
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test', clock: impatient });
  const client = createClient({ transport, fieldManager: 'test' });
  /** Each candidate has a clock of its own, as each pod has. */
  const candidate = (identity: string) => {
    const clock = virtualClock({ random: 0 });
    let set = 0;
    const stop = new AbortController();
    let slowPaths = 0;
    const election = createLeaderElection({
      client,
      clock: { ...clock, now: () => clock.now() + set, elapsed: clock.now },
      log: silentLogger,
      name: 'operator',
      namespace: 'default',
      identity,
      onSlowPath: () => (slowPaths += 1),
    });
    let leads = false;
    let lost: unknown;
    /** Trying, or waiting for its next try. */
    let active = false;
    const doing = async (act: Promise<void>) => {
      active = true;
      await act.finally(() => (active = false));
    };
    const acquire = async () => {
      await doing(election.acquire(stop.signal));
      leads = !stop.signal.aborted;
    };
    return {
      clock,
      election,
      stop,
      acquire,
      hold: () => void doing(election.hold(stop.signal)).catch((error: unknown) => (lost = error)),
      /** Resolves when its requests are answered: it waits for time to pass, or is done. */
      idle: async () => {
        const waits = () => !active || clock.timers() > 0;
        while (!waits()) await new Promise((resolve) => setTimeout(resolve, 1));
      },
      /** Somebody sets the machine's clock. */
      setClock: (milliseconds: number) => void (set += milliseconds),
      leads: () => leads,
      lost: () => lost,
      slowPaths: () => slowPaths,
    };
  };
  const close = async () => {
    await transport.close();
    await server.close();
  };
  return { candidate, client, server, [Symbol.asyncDispose]: close };
};

/** Lets a candidate's time pass, until `done` or so many of its tries are over. Requests take real time, in which its clock stands still. */
const pass = async (
  { clock, idle }: { readonly clock: ReturnType<typeof virtualClock>; readonly idle: () => Promise<void> },
  tries: number,
  done: () => boolean = () => false,
): Promise<void> => {
  await idle();
  for (let tried = 0; tried < tries && !done(); tried += 1) {
    await clock.advance(2_000);
    await idle();
  }
};

test('one leads, the other takes over when the lease is no longer renewed, the first notices', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  const second = cluster.candidate('second');
  await first.acquire();
  expect(first.leads()).toBe(true);
  first.hold();
  void second.acquire();
  for (let round = 0; round < 10; round += 1) {
    await pass(first, 1);
    await pass(second, 1);
  }
  expect(second.leads()).toBe(false);

  // The first stands still.
  await pass(second, 9, second.leads);
  expect(second.leads()).toBe(true);
  await pass(first, 2, () => first.lost() !== undefined);
  expect(first.lost()).toMatchObject({ name: 'LeaseLost', message: 'Lost the lease default/operator to second.' });
});

test('a lease that was released is taken at the next try', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  const second = cluster.candidate('second');
  await first.acquire();
  void second.acquire();
  await pass(second, 2);
  expect(second.leads()).toBe(false);
  first.stop.abort();
  await first.election.release();
  await pass(second, 2, second.leads);
  expect(second.leads()).toBe(true);
});

test.each([3_600_000, -3_600_000])(
  'a clock that is set by %i ms neither gives a lease away nor keeps it',
  async (by) => {
    await using cluster = await setup();
    const first = cluster.candidate('first');
    const second = cluster.candidate('second');
    await first.acquire();
    first.hold();
    void second.acquire();
    await pass(second, 1);
    first.setClock(by);
    second.setClock(by);
    for (let round = 0; round < 3; round += 1) {
      await pass(second, 1);
      await pass(first, 1);
    }
    expect(second.leads()).toBe(false);
    expect(first.lost()).toBeUndefined();
    await pass(second, 9, second.leads);
    expect(second.leads()).toBe(true);
  },
);

const lease = { namespace: 'default', name: 'operator' };

test('a lease whose holder is gone is taken, though somebody labels it all the time', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  const second = cluster.candidate('second');
  await first.acquire();
  void second.acquire();
  for (let round = 0; round < 12 && !second.leads(); round += 1) {
    await cluster.client.patch(LEASE, lease, { metadata: { labels: { round: String(round) } } });
    await pass(second, 1);
  }
  expect(second.leads()).toBe(true);
  const { metadata, spec } = (await cluster.client.get(LEASE, lease))!;
  expect(metadata.labels).toHaveProperty('round');
  expect(spec).toMatchObject({ holderIdentity: 'second', leaseDurationSeconds: 15, leaseTransitions: 1 });
});

test('a lease that somebody deletes is nobody else’s before it would have run out', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  const second = cluster.candidate('second');
  await first.acquire();
  void second.acquire();
  await pass(second, 1);
  await cluster.client.delete(LEASE, lease);
  await pass(second, 5);
  expect(second.leads()).toBe(false);
  expect(await cluster.client.get(LEASE, lease)).toBeUndefined();
  await pass(second, 4, second.leads);
  expect(second.leads()).toBe(true);
});

test.each<[string, number, (cluster: Awaited<ReturnType<typeof setup>>) => Promise<unknown>]>([
  ['labelled', 1, ({ client }) => client.patch(LEASE, lease, { metadata: { labels: { a: 'b' } } })],
  // An update of a Lease that is not there makes it.
  ['deleted', 0, ({ client }) => client.delete(LEASE, lease)],
  ['marked as free', 1, ({ client }) => client.patch(LEASE, lease, { spec: { holderIdentity: '' } })],
])('a lease that is %s under its holder stays with it', async (_name, slowPaths, disturb) => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  await first.acquire();
  first.hold();
  await pass(first, 1);
  await disturb(cluster);
  await pass(first, 8);
  expect(first.lost()).toBeUndefined();
  expect(first.slowPaths()).toBe(slowPaths);
  expect((await cluster.client.get(LEASE, lease))?.spec?.holderIdentity).toBe('first');
});

test('a lease that was labelled meanwhile is released all the same', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  await first.acquire();
  await cluster.client.patch(LEASE, lease, { metadata: { labels: { a: 'b' } } });
  await first.election.release();
  expect(await cluster.client.get(LEASE, lease)).toMatchObject({
    metadata: { labels: { a: 'b' } },
    spec: { holderIdentity: '', leaseDurationSeconds: 1 },
  });
});

test('a holder that stood still is reported as stuck', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  await first.acquire();
  expect(first.election.fault()).toBeUndefined();
  await first.clock.advance(36_000);
  expect(first.election.fault()).toBe('the lease default/operator ran out, but this process still leads');
});

test.each<[LeaderElectionDurations]>([
  [{ leaseDuration: 10_000 }],
  [{ renewDeadline: 2_400 }],
  [{ retryPeriod: 0 }],
  [{ leaseDuration: Number.NaN }],
])('durations that cannot work are refused: %j', async (durations) => {
  await using cluster = await setup();
  const { client } = cluster;
  expect(() =>
    createLeaderElection({ client, clock: virtualClock(), log: silentLogger, ...lease, ...durations }),
  ).toThrow('leaseDuration');
});

test('who cannot reach the API server stops leading', async () => {
  await using cluster = await setup();
  const first = cluster.candidate('first');
  await first.acquire();
  first.hold();
  await pass(first, 1);
  await cluster.server.close();
  await pass(first, 200, () => first.lost() !== undefined);
  expect(first.lost()).toMatchObject({ message: 'Could not renew the lease default/operator for 10 s.' });
});
