import { describe, expect, test } from 'vitest';
import { type Lease, LEASE } from '../../../runtime/src/manager/lease.ts';
import { silentLogger } from '../../../runtime/src/manager/log.ts';
import { claimOf, memberLease } from '../../../runtime/src/sharding/member-lease.ts';
import { createMember } from '../../../runtime/src/sharding/member.ts';
import { hashOf, NOBODY, viewOf } from '../../../runtime/src/sharding/view.ts';
import { createLeaseServer, type Leases } from './lease-server.ts';
import { simulatedTime } from './simulated-time.ts';

const KEY = hashOf('default/a');

/** A member alone, on a network that does what the test says. */
const alone = () => {
  const time = simulatedTime(1);
  const server = createLeaseServer();
  const network = { latency: 10, fails: false };
  /** Milliseconds in which nothing of this process ran. */
  let stoodStill = 0;
  const send =
    (act: (...args: never[]) => unknown) =>
    (...args: readonly unknown[]): Promise<never> =>
      new Promise((resolve, reject) => {
        if (network.fails) return reject(new Error('no connection'));
        const { signal } = args.findLast((arg) => typeof arg === 'object') as { signal: AbortSignal };
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        const answer = act(...(args as never[])) as never;
        time.schedule(network.latency, () => resolve(answer));
      });
  const elapsed = () => time.elapsed() + stoodStill;
  const member = createMember({
    client: Object.fromEntries(Object.entries(server).map(([verb, act]) => [verb, send(act)])) as unknown as Leases,
    clock: { now: elapsed, elapsed, random: time.random, schedule: time.schedule },
    log: silentLogger,
    group: 'operator',
    namespace: 'default',
    name: 'a',
    identity: 'a',
    leaseDuration: 15_000,
    renewDeadline: 10_000,
    retryPeriod: 2_000,
  });
  const ended = Promise.withResolvers<void>();
  const told: string[] = [];
  member.onChange(async (change) => {
    told.push(change);
    // A reconcile that does not look at its signal.
    if (!member.owns(KEY)) await ended.promise;
  });
  const left = member.run(new AbortController().signal);
  const state = () => ({ holds: member.holds(), owns: member.owns(KEY) });
  return {
    ...time,
    network,
    server,
    member,
    told,
    left,
    state,
    end: ended.resolve,
    standStill: (ms: number) => void (stoodStill += ms),
  };
};

const IN = { holds: true, owns: true };
const OUT = { holds: false, owns: false };

describe('a member', () => {
  test('owns what nobody else does, and nothing before it has looked', async () => {
    const { advance, state, member } = alone();
    await advance(25);
    // Listed, claimed; not looked again.
    expect(state()).toEqual({ holds: true, owns: false });
    await advance(10);
    expect(state()).toEqual(IN);
    expect(member.size()).toBe(1);
  });

  test('that cannot renew is out after the deadline, and in again when what it ran has ended', async () => {
    const { advance, state, told, network, end } = alone();
    await advance(1_000);
    network.fails = true;
    await advance(8_000);
    expect(state()).toEqual(IN);
    await advance(2_000);
    expect(state()).toEqual(OUT);
    expect(told.at(-1)).toBe('lapsed');
    network.fails = false;
    await advance(5_000);
    expect(state()).toEqual(OUT);
    end();
    await advance(1_000);
    expect(state()).toEqual(IN);
  });

  test('is not let in by an answer that comes after the deadline, while what it ran goes on', async () => {
    const { advance, state, network, end } = alone();
    await advance(1_000);
    network.fails = true;
    await advance(7_000);
    network.fails = false;
    network.latency = 4_000;
    // Sent before the deadline, answered after it.
    await advance(4_500);
    expect(state()).toEqual(OUT);
    network.latency = 10;
    end();
    await advance(5_000);
    expect(state()).toEqual(IN);
  });

  test('that stood still is out, whichever it learns first: the time or an answer', async () => {
    const { advance, state, told, network, standStill } = alone();
    await advance(1_000);
    network.fails = true;
    await advance(7_000);
    network.fails = false;
    network.latency = 1_500;
    await advance(200);
    standStill(4_000);
    expect(state()).toEqual(OUT);
    await advance(3_000);
    expect(state()).toEqual(OUT);
    expect(told.at(-1)).toBe('lapsed');
  });

  test('owns nothing that a write of unknown outcome may have given away', async () => {
    const { advance, network, server, member, end } = alone();
    end();
    const other = { name: 'b', namespace: 'default', group: 'operator', identity: 'b', leaseDuration: 15_000 };
    const both = viewOf(['a', 'b']);
    const lost = hashOf(['x', 'y', 'z'].find((key) => both.ownerOf(hashOf(key)) === 'b') ?? '');
    const claimed = (): boolean => {
      const own = (server.list() as readonly Lease[]).find(({ metadata }) => metadata.name === 'a');
      return own !== undefined && claimOf(own).view.ownerOf(lost) === 'a';
    };
    await advance(1_000);
    expect(member.owns(lost)).toBe(true);
    const seen: { readonly owns: boolean; readonly claims: boolean }[] = [];
    member.onChange(async () => {
      seen.push({ owns: member.owns(lost), claims: claimed() });
      // What it writes now, it is not told of in time.
      if (seen.length === 1) network.latency = 6_000;
    });
    const joined = server.create(LEASE as never, memberLease(other, both, 0) as never) as Lease;
    await advance(4_000);
    expect(claimed()).toBe(false);
    network.latency = 10;
    server.update(LEASE as never, memberLease(other, NOBODY, 0, joined) as never);
    await advance(8_000);
    expect({ owns: member.owns(lost), claims: claimed() }).toEqual({ owns: true, claims: true });
    expect(seen).toEqual([
      // b joined: what it shall have is let go of, then given away.
      { owns: false, claims: true },
      // b left, and the answer that gave it away is still on its way: not yet ours again.
      { owns: false, claims: false },
      { owns: true, claims: true },
    ]);
  });

  test('owns nothing new before it has looked whether another claimed it meanwhile', async () => {
    const { advance, server, member, end } = alone();
    end();
    const identity = { namespace: 'default', group: 'operator', identity: 'other', leaseDuration: 15_000 };
    const [b, c] = [
      { ...identity, name: 'b' },
      { ...identity, name: 'c' },
    ];
    const [first, second] = [viewOf(['a', 'b']), viewOf(['a', 'c'])];
    const names = Array.from({ length: 20 }, (_, index) => hashOf(`default/${index}`));
    const key = names.find((hash) => first.ownerOf(hash) === 'b' && second.ownerOf(hash) === 'c') ?? 0;
    const joined = server.create(LEASE as never, memberLease(b, first, 0) as never) as Lease;
    await advance(1_000);
    expect({ holds: member.holds(), owns: member.owns(key) }).toEqual({ holds: true, owns: false });
    // When it has seen that b left, and before it claims what b had, c claims it.
    let claimed = false;
    member.onChange(async () => {
      if (!claimed) server.create(LEASE as never, memberLease(c, second, 0) as never);
      claimed = true;
    });
    server.update(LEASE as never, memberLease(b, NOBODY, 0, joined) as never);
    const owned: boolean[] = [];
    for (let step = 0; step < 1_000; step += 1) {
      await advance(5);
      owned.push(member.owns(key));
    }
    expect({ claimed, owned: owned.filter(Boolean) }).toEqual({ claimed: true, owned: [] });
  });

  test('leaves when what it ran has ended, and its Lease says so', async () => {
    const { advance, state, member, left, end, server } = alone();
    await advance(1_000);
    member.leave();
    expect(member.owns(KEY)).toBe(false);
    await advance(20_000);
    // It renews meanwhile: nobody else may begin.
    expect(state()).toEqual({ holds: true, owns: false });
    end();
    await advance(1_000);
    await left;
    expect(server.list()).toMatchObject([{ spec: { holderIdentity: '' } }]);
  });
});
