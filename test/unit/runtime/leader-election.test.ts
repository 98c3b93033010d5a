import { expect, test } from 'vitest';
import { createClient, createTransport, silentLogger } from 'k8s-operator-runtime';
import { createLeaderElection } from '../../../runtime/src/manager/leader-election.ts';
import { startServer } from '../../../runtime/src/testing/server/start.ts';
import { virtualClock } from './virtual-clock.ts';

const setup = async () => {
  const server = await startServer({ workloads: false });
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test' });
  const client = createClient({ transport, fieldManager: 'test' });
  /** Each candidate has a clock of its own, as each pod has. */
  const candidate = (identity: string) => {
    const clock = virtualClock(0);
    let set = 0;
    const stop = new AbortController();
    const election = createLeaderElection({
      client,
      clock: { ...clock, now: () => clock.now() + set, elapsed: clock.now },
      log: silentLogger,
      name: 'operator',
      namespace: 'default',
      identity,
    });
    let leads = false;
    let lost: unknown;
    const acquire = async () => {
      await election.acquire(stop.signal);
      leads = !stop.signal.aborted;
    };
    return {
      clock,
      election,
      stop,
      acquire,
      hold: () => void election.hold(stop.signal).catch((error: unknown) => (lost = error)),
      /** Somebody sets the machine's clock. */
      setClock: (milliseconds: number) => void (set += milliseconds),
      leads: () => leads,
      lost: () => lost,
    };
  };
  const close = async () => {
    await transport.close();
    await server.close();
  };
  return { candidate, server, [Symbol.asyncDispose]: close };
};

/** Lets a candidate's time pass, until `done` or so many of its tries are over. */
const pass = async (
  { clock }: { readonly clock: ReturnType<typeof virtualClock> },
  tries: number,
  done: () => boolean = () => false,
): Promise<void> => {
  for (let tried = 0; tried < tries && !done(); tried += 1) {
    await clock.advance(2_000);
    // Requests take real time.
    await new Promise((resolve) => setTimeout(resolve, 50));
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
