/**
 * The other members, as one member has seen them.
 *
 * Guarantees: a claim is dropped only when a newer state of the Lease was read that does not make it, or when one state was seen for as
 * long as that Lease says, by this process's own clock: from when it was first read until a reading began that still found it. Times
 * written by others do not matter. A Lease that somebody deleted counts as one that is not renewed, unless its member had released it.
 */
import type { Lease } from '../manager/lease.ts';
import { type Claim, claimOf, isReleased } from './member-lease.ts';

/** What one reading of the group's Leases comes to. */
export interface Reading {
  /** The names of other members that are there and renew their Leases. */
  readonly live: readonly string[];
  /** What others may be reconciling. */
  readonly claims: readonly Claim[];
  /** Leases of members that left or died some time ago. */
  readonly removable: readonly Lease[];
}

export interface Roster {
  /** Takes what was listed; it was asked for at `asked` and has come at `now`, in milliseconds of the process's own even time. */
  readonly read: (leases: readonly Lease[], asked: number, now: number) => Reading;
}

interface Seen {
  readonly lease: Lease;
  readonly claim: Claim;
  /** When this state was first read. */
  readonly since: number;
}

/**
 * Milliseconds that a Lease is kept after its last change at least. Whoever finds it gone, and has not read that it was released, has to
 * wait for it to run out; so everybody gets the time to read it.
 */
const KEPT = 60_000;

/** Begins to watch the others; `self` is this member's own name. */
export const createRoster = (self: string): Roster => {
  const seen = new Map<string, Seen>();

  const expired = ({ lease, since }: Seen, asked: number): boolean =>
    asked - since >= (lease.spec?.leaseDurationSeconds ?? 0) * 1000;

  return {
    read: (leases, asked, now) => {
      const live: string[] = [];
      const removable: Lease[] = [];
      const listed = new Set<string>();
      for (const lease of leases) {
        const { name, uid, resourceVersion } = lease.metadata;
        if (name === self) continue;
        listed.add(name);
        const known = seen.get(name);
        if (known?.lease.metadata.resourceVersion !== resourceVersion || known.lease.metadata.uid !== uid)
          seen.set(name, { lease, claim: claimOf(lease), since: now });
        const current = seen.get(name);
        if (current === undefined) continue;
        if (!isReleased(lease) && !expired(current, asked)) live.push(name);
        else if (asked - current.since >= KEPT) removable.push(lease);
      }
      const claims: Claim[] = [];
      for (const [name, one] of seen) {
        const over = isReleased(one.lease) || expired(one, asked);
        if (!over) claims.push(one.claim);
        else if (!listed.has(name)) seen.delete(name);
      }
      return { live, claims, removable };
    },
  };
};
