/**
 * One member of a group of replicas that share keys: it claims its part in a Lease of its own and reconciles what nobody else claims.
 * There is no leader and no common object; each member acts on what it reads of the others.
 *
 * A member's *view* is the set of members it counts; by rendezvous hashing (view.ts) it says who owns a key. A member's *claim* is the
 * view that its Lease carries: it stands for all keys that the member owns by it.
 *
 * Expected flow, over and over: write the own Lease (that renews it, and may change its claim), then list all Leases of the group.
 * 1. The view that is *wanted* is everybody whose Lease is renewed. When it is another than the one claimed, the member begins nothing
 *    any more that it does not own by both, waits for its running reconciles of such keys to end, and then claims by the wanted view.
 * 2. A key is the member's own when every view that its Lease may carry gives it to the member and, by a list that was asked for after
 *    the claim was stored, no other member claims it.
 * 3. A claim that was not renewed for the `leaseDuration` it states is void, by the clock of whoever observes it (roster.ts).
 * 4. A member that could not renew for `renewDeadline`, counted from when it sent the last write that succeeded, has *lapsed*: nothing
 *    is its own, its reconciles are aborted, `holds` is false and so their writes are refused (fence.ts). When all of them have ended
 *    it joins anew, with a claim that is new to it.
 * 5. Who leaves wants a view of nobody, waits for its reconciles, and releases its Lease; others delete that, and those that ran out.
 *
 * Guarantees: no two members reconcile a key at a time; when members stay as they are and see the API server, each key has an owner.
 * Why never two. Suppose i and j both reconcile k. Each has had a claim of k in its Lease without a break since some write, wi and wj,
 * and has listed afterwards (2). Say wi came first; then j's list came after wi, and found i's claim of k. So j took it for void (3): it
 * had seen that very state of i's Lease for leaseDuration, and its list found it unchanged. i sent the write of that state before j saw
 * it, and has not had an answer to a later one before the list; so i lapsed renewDeadline after sending, which is before leaseDuration
 * after being seen (4), and reconciles k no more; a renewal that is answered later is a new claim, with a later wi. A claim is not
 * withdrawn under a reconcile: that ends before the write is sent (1, 5), and a write whose outcome is not known counts as both, stored
 * and not (2), until a later one succeeds, after which its resourceVersion is too old for it to be stored.
 * Why always one. Wanted views become the same, claims follow, and claims by the same view have no key in common and leave none out.
 *
 * Assumptions: lists and writes of the API server are linearizable (they are, without a resourceVersion); clocks of members run at
 * speeds that differ by less than leaseDuration / renewDeadline (15 s / 10 s: by half), and may be set to anything.
 * Caveats: a request that was sent before a process stood still may arrive after its lease ran out, as with every lease; what a
 * reconcile does outside of the cluster is told to stop by its signal only. A reconcile that never ends holds up the hand-over of keys
 * from its member. A Lease that somebody else deletes is void at once for members that start afterwards.
 */
import type { Client } from '../client/client.ts';
import { Conflict, NotFound } from '../client/errors.ts';
import { type Clock, sleep } from '../clock.ts';
import { createBackoff } from '../backoff.ts';
import type { Logger } from '../manager/log.ts';
import { type Lease, LEASE } from '../manager/lease.ts';
import { labelValue } from '../labels.ts';
import { memberLease, SHARD_GROUP } from './member-lease.ts';
import type { PartitionListener } from './partition.ts';
import { createRoster } from './roster.ts';
import { createStanding } from './standing.ts';
import { withDeadline } from './deadline.ts';
import { NOBODY, type View, viewOf } from './view.ts';

export interface MemberOptions {
  /** Reads from and writes to the API server itself. */
  readonly client: Pick<Client, 'create' | 'delete' | 'list' | 'update'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whose keys are shared; equal for all members. */
  readonly group: string;
  readonly namespace: string;
  /** The name of the member and of its Lease; of this process alone. */
  readonly name: string;
  /** For people who look at the Lease. */
  readonly identity: string;
  /** Milliseconds without renewal after which others take this member's keys. */
  readonly leaseDuration: number;
  /** Milliseconds without renewal after which this member stops. */
  readonly renewDeadline: number;
  /** Milliseconds between renewals. */
  readonly retryPeriod: number;
}

export interface Member {
  /** Takes part until `leave`, and resolves when it has left; or until `signal` is aborted, and leaves its Lease to run out. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Nothing is this member's own from now on; it leaves when its reconciles have ended. */
  readonly leave: () => void;
  /** Resolves when keys are this member's own for the first time. */
  readonly joined: Promise<void>;
  /** Whether its lease still holds: what its reconciles write would not meet another's. */
  readonly holds: () => boolean;
  /** `hash`: of the key, by `hashOf`. */
  readonly owns: (hash: number) => boolean;
  readonly onChange: (listener: PartitionListener) => () => void;
  /** Members that this one counts at present, itself included; 0 when it is out. */
  readonly size: () => number;
}

const SHORTEST_WAIT = 100;

/** Makes a member that does not take part yet. */
export const createMember = (options: MemberOptions): Member => {
  const { client, clock, log, group, namespace, name, renewDeadline, retryPeriod } = options;
  const elapsed = clock.elapsed ?? clock.now;
  const roster = createRoster(name);
  const joined = Promise.withResolvers<void>();
  const backoff = createBackoff(clock, { first: SHORTEST_WAIT, longest: retryPeriod });
  const standing = createStanding({ ...options, moved: backoff.reset, drained: () => wake() });
  /** The own Lease as last known. */
  let lease: Lease | undefined;
  let leaving = false;
  let wake = (): void => {};

  /** Writes the own Lease with this claim. */
  const claim = async (view: View, signal: AbortSignal): Promise<void> => {
    standing.sending(view);
    const sent = elapsed();
    const draft = memberLease(options, view, clock.now(), lease);
    lease = await (lease === undefined
      ? client.create(LEASE, draft, { signal })
      : client.update(LEASE, draft, { signal }));
    standing.stored(view, sent);
  };

  /** Reads the Leases of all. */
  const look = async (signal: AbortSignal): Promise<void> => {
    const asked = elapsed();
    const leases = await client.list(LEASE, { namespace, labels: { [SHARD_GROUP]: labelValue(group) }, signal });
    const reading = roster.read(leases, asked, elapsed());
    const own = leases.find(({ metadata }) => metadata.name === name);
    if (lease !== undefined && own?.metadata.uid !== lease.metadata.uid) standing.lapse('its Lease was deleted');
    lease = own;
    standing.looked(reading.claims, leaving ? undefined : viewOf([...reading.live, name]));
    if (standing.state() !== 'in') return;
    joined.resolve();
    // One of us is enough.
    if (reading.live.every((other) => name < other)) for (const one of reading.removable) void remove(one, signal);
  };

  /** A precondition keeps what was renewed meanwhile. */
  const remove = async ({ metadata }: Lease, signal: AbortSignal): Promise<void> => {
    const { uid, resourceVersion } = metadata;
    try {
      await client.delete(
        LEASE,
        { name: metadata.name, namespace },
        { preconditions: { uid, resourceVersion }, signal },
      );
    } catch (error) {
      log.debug('The Lease of a member that left could not be deleted.', { lease: metadata.name, error });
    }
  };

  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });

  /** One renewal and one look at the others; true: this member has left. */
  const cycle = async (signal: AbortSignal): Promise<boolean> => {
    const bounded = <T>(act: (signal: AbortSignal) => Promise<T>) =>
      withDeadline(clock, renewDeadline / 2, (late) => act(AbortSignal.any([signal, late])));
    const ending = standing.ending();
    if (ending !== undefined) await Promise.race([ending, aborted(signal)]);
    signal.throwIfAborted();
    // Whom to count with, and what there is of an earlier claim.
    if (standing.state() === 'out') await bounded(look);
    if (leaving && lease === undefined) return true;
    const next = standing.due();
    try {
      await bounded((signal) => claim(next, signal));
      if (leaving && next === NOBODY) return true;
    } catch (error) {
      // Somebody else wrote it, or an earlier write of ours was stored after all.
      if (!(error instanceof Conflict || error instanceof NotFound)) throw error;
    }
    await bounded(look);
    return false;
  };

  return {
    holds: standing.holds,
    joined: joined.promise,
    owns: standing.owns,
    onChange: standing.onChange,
    size: standing.size,
    leave: () => {
      if (leaving) return;
      leaving = true;
      standing.want(NOBODY);
      wake();
    },
    run: async (signal) => {
      let woken = false;
      let cancelSleep = (): void => {};
      wake = () => {
        woken = true;
        cancelSleep();
      };
      signal.addEventListener('abort', wake, { once: true });
      while (!signal.aborted) {
        try {
          woken = false;
          if (await cycle(signal)) break;
        } catch (error) {
          if (signal.aborted) break;
          log.warn('The Lease of this shard could not be renewed; trying again.', { group, lease: name, error });
        }
        if (standing.settled()) backoff.reset();
        if (woken) continue;
        const sleeping = new AbortController();
        cancelSleep = () => sleeping.abort();
        await sleep(
          clock,
          standing.settled() ? retryPeriod * (1 + clock.random() / 5) : backoff.next(),
          sleeping.signal,
        );
      }
      signal.removeEventListener('abort', wake);
      standing.stop();
    },
  };
};
