/**
 * How a member stands: whether its lease holds, which keys are its own by what is known of its claim and of others', and who has to be told.
 * It asks nobody; the member (member.ts, which says what for) tells it what it sends and reads.
 */
import type { Clock } from '../clock.ts';
import type { Logger } from '../manager/log.ts';
import { createGrant, type Grant, NOTHING } from './grant.ts';
import type { Claim } from './member-lease.ts';
import type { PartitionChange, PartitionListener } from './partition.ts';
import { NOBODY, type View } from './view.ts';

/**
 * `out`: nothing of ours runs and no claim of ours counts. `claiming`: the claim was stored, others were not looked at since.
 * `in`: both are done, keys may be ours.
 */
export type State = 'out' | 'claiming' | 'in';

export interface StandingOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly group: string;
  /** The member's. */
  readonly name: string;
  /** Milliseconds. */
  readonly renewDeadline: number;
  /** Something changed that others have to see soon. */
  readonly moved: () => void;
  /** The claim that is wanted can be made: all reconciles of keys that it gives away have ended. */
  readonly drained: () => void;
}

export interface Standing {
  readonly state: () => State;
  readonly holds: () => boolean;
  readonly owns: (hash: number) => boolean;
  readonly onChange: (listener: PartitionListener) => () => void;
  /** In, by the claim that is wanted, which is known to be stored and meets nobody's. */
  readonly settled: () => boolean;
  /** Members that count by the claim that is stored; 0 when this one is not in. */
  readonly size: () => number;
  /** Begins nothing any more that is not its own by this view too. */
  readonly want: (view: View) => void;
  /** What to claim by now: the wanted view, as soon as that takes nothing from a reconcile that runs. */
  readonly due: () => View;
  /** A claim is about to be sent. */
  readonly sending: (view: View) => void;
  /** It was stored; it was sent at that time, by the clock. */
  readonly stored: (view: View, sent: number) => void;
  /** What others claim was read; `view`: what is wanted by that. */
  readonly looked: (claims: readonly Claim[], view: View | undefined) => void;
  readonly lapse: (why: string) => void;
  /** Resolves when the reconciles that a lapse aborted have ended; undefined when they have. */
  readonly ending: () => Promise<void> | undefined;
  /** Waits for nothing any more. */
  readonly stop: () => void;
}

/** A member that is out. */
export const createStanding = (options: StandingOptions): Standing => {
  const { clock, log, group, name, renewDeadline, moved, drained } = options;
  const elapsed = clock.elapsed ?? clock.now;
  const listeners = new Set<PartitionListener>();

  let state: State = 'out';
  /** What the Lease claimed by the last write that succeeded. */
  let stored = NOBODY;
  /** All that the Lease may have claimed since the last look at others that found it known for certain. */
  let bound: readonly View[] = [];
  /** A write was sent of which it is not known whether it is, or will be, stored. */
  let doubt = false;
  /** Another value each time that it changes, so that what was waited for before does not count (see `want`). */
  let wanted = NOBODY;
  /** The `wanted` for which all reconciles of other keys have ended. */
  let free: View | undefined;
  /** Reconciles that a lapse aborted have not ended. */
  let ending: Promise<void> | undefined;
  let claims: readonly Claim[] = [];
  let grant: Grant = NOTHING;
  let validUntil = -Infinity;
  let cancelLapse = (): void => {};

  const holds = (): boolean => elapsed() < validUntil;
  const settled = (): boolean => state === 'in' && !doubt && !grant.contested && wanted.id === stored.id;

  /** Resolves when what the change takes from us is no longer reconciled. */
  const tell = async (change: PartitionChange): Promise<void> => {
    await Promise.all([...listeners].map((listener) => listener(change)));
  };

  /** Brings the grant to what is known now; whether it changed. */
  const renewGrant = (): boolean => {
    const { id } = grant;
    grant = state === 'in' ? createGrant(name, [...bound, wanted], claims) : NOTHING;
    return grant.id !== id;
  };

  const update = (): void => {
    if (!renewGrant()) return;
    moved();
    void tell('rebalanced');
    if (settled()) log.info('Sharing keys.', { group, lease: name, members: stored.members.length });
  };

  const want = (view: View): void => {
    if (view.id === wanted.id) return;
    wanted = view;
    renewGrant();
    moved();
    void tell('rebalanced').then(() => {
      if (wanted !== view) return;
      free = view;
      drained();
    });
  };

  const lapse = (why: string): void => {
    cancelLapse();
    validUntil = -Infinity;
    const before = state;
    state = 'out';
    renewGrant();
    if (before !== 'in') return;
    log.warn(`Out of the shard group: ${why}. All reconciles are stopped until it is joined again.`, {
      group,
      lease: name,
    });
    ending = tell('lapsed').then(() => void (ending = undefined));
  };

  const renewed = (sent: number): void => {
    // What was aborted must not write again.
    if (ending !== undefined) return;
    if (state === 'in' && !holds()) return lapse('the answer to a renewal came too late');
    if (state === 'out') state = 'claiming';
    validUntil = sent + renewDeadline;
    cancelLapse();
    const look = (): void => {
      // A timer may be early by what its clock cannot tell.
      if (holds()) cancelLapse = clock.schedule(Math.max(1, validUntil - elapsed()), look);
      else lapse(`the lease could not be renewed for ${renewDeadline / 1000} s`);
    };
    look();
  };

  return {
    state: () => state,
    holds,
    settled,
    want,
    lapse,
    owns: (hash) => holds() && grant.allows(hash),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    size: () => (state === 'in' ? stored.members.length : 0),
    due: () => (state !== 'in' || free === wanted ? wanted : stored),
    sending: (view) => {
      doubt = true;
      if (bound.every(({ id }) => id !== view.id)) bound = [...bound, view];
      update();
    },
    stored: (view, sent) => {
      stored = view;
      doubt = false;
      renewed(sent);
    },
    looked: (others, view) => {
      claims = others;
      if (!doubt) {
        bound = [stored];
        if (state === 'claiming' && holds()) state = 'in';
      }
      if (view !== undefined) want(view);
      update();
    },
    ending: () => ending,
    stop: () => cancelLapse(),
  };
};
