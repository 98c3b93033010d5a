/**
 * One of several replicas leads: the one that holds a Lease (coordination.k8s.io/v1). The rules of client-go's leader election.
 *
 * Expected flow: whoever finds the Lease free or not renewed for 15 s takes it, with the resourceVersion it read; the holder renews it
 * every 2 s and gives up when it could not for 10 s; it lets go of it when it stops, so that the next need not wait.
 * Guarantees: by local clocks alone (how long ago a change of the spec was *seen*; the times in the Lease are for people), so clocks may
 * differ and may be set; the holder counts from when it asked, all others from when they saw it, so two never lead as long as clocks run at
 * about one speed. A Lease that is labelled, annotated or deleted by others stays with its holder; who finds it deleted waits as long as for
 * one that is not renewed.
 * Caveats: who starts when the Lease is deleted, and never saw it, takes it at once. A process that was stopped for longer than the lease
 * (SIGSTOP, a frozen machine, a blocked event loop) notices only when it runs again; what it then would write is not sent (lease-fence.ts).
 * Errors: `hold` rejects with `LeaseLost`.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from '../client/client.ts';
import { AlreadyExists, Conflict, NotFound } from '../client/errors.ts';
import type { CallOptions } from '../client/options.ts';
import { type Clock, sleep } from '../clock.ts';
import { heldBy, heldByNobody, LEASE, type Lease, leaseDraft } from './lease.ts';
import type { Logger } from './log.ts';

export interface LeaderElectionDurations {
  /** Milliseconds after which a lease that is not renewed is anybody's; default 15 000. */
  readonly leaseDuration?: number;
  /** Milliseconds after which the holder gives up when it cannot renew; default 10 000. */
  readonly renewDeadline?: number;
  /** Milliseconds between tries; default 2 000, for candidates up to a fifth more, never in step. */
  readonly retryPeriod?: number;
}

export interface LeaderElectionOptions extends LeaderElectionDurations {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  readonly name: string;
  readonly namespace: string;
  /** Default: the pod's or the host's name and a random part. */
  readonly identity?: string;
  /** The holder had to read the Lease before it could renew it. */
  readonly onSlowPath?: () => void;
}

export interface LeaderElection {
  readonly identity: string;
  /** As last known. */
  readonly lease: () => Lease | undefined;
  /** Resolves when this process leads; also when `signal` is aborted. */
  readonly acquire: (signal: AbortSignal) => Promise<void>;
  /** Renews until `signal` is aborted. Errors: when the lease was lost. */
  readonly hold: (signal: AbortSignal) => Promise<void>;
  /** Whether the lease is held and has not run out, so that what this process writes does not meet another's. */
  readonly holds: () => boolean;
  /** Lets go of the lease if it is held. */
  readonly release: () => Promise<void>;
  /** Why this process must be taken for stuck: it leads, and the lease ran out long ago; client-go's watch dog. */
  readonly fault: () => string | undefined;
}

interface Seen {
  readonly lease: Lease;
  readonly spec: string;
  readonly at: number;
}

const TOLERATED = 20_000;

/** Makes a candidate. Errors: `TypeError` for durations that cannot work. */
export const createLeaderElection = (options: LeaderElectionOptions): LeaderElection => {
  const { client, clock, log, name, namespace } = options;
  const { leaseDuration, renewDeadline, retryPeriod } = checkDurations(options);
  const key = { name, namespace };
  const where = `${namespace}/${name}`;
  const elapsed = clock.elapsed ?? clock.now;
  const identity = options.identity ?? `${process.env['POD_NAME'] ?? hostname()}_${randomUUID()}`;
  /** The Lease as last read, and when its spec was first seen so. */
  let seen: Seen | undefined;
  let held = false;
  /** When the lease that is held was asked for. */
  let asked = 0;

  const observe = (lease: Lease): void => {
    const spec = JSON.stringify(lease.spec);
    // Metadata may change for other reasons: only a new spec is a sign of life.
    seen = { lease, spec, at: seen?.spec === spec ? seen.at : elapsed() };
  };
  const claim = (lease?: Lease) =>
    leaseDraft(key, heldBy(identity, { current: lease?.spec, now: clock.now(), duration: leaseDuration }), lease);

  const ranOut = ({ lease: { spec }, at }: Seen): boolean => elapsed() - at >= (spec?.leaseDurationSeconds ?? 0) * 1000;

  /** Reads the lease and takes it if it is free, ours, or ran out; one that is not there as it was last seen: its holder may not know yet. */
  const acquireOrRenew = async (call: CallOptions): Promise<boolean> => {
    const lease = await client.get(LEASE, key, call);
    if (lease !== undefined) observe(lease);
    const holder = holderOf(seen?.lease) ?? '';
    const taken = holder !== '' && holder !== identity;
    if (taken && (held || (seen !== undefined && !ranOut(seen)))) return false;
    observe(
      await (lease === undefined ? client.create(LEASE, claim(), call) : client.update(LEASE, claim(lease), call)),
    );
    return true;
  };

  /** Takes or renews the lease, within `left` milliseconds; false when another holds it. */
  const attempt = async (signal: AbortSignal, left = renewDeadline): Promise<boolean> => {
    const timeout = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(renewDeadline / 2, left))));
    const call = { signal: AbortSignal.any([signal, timeout]) };
    if (held && seen !== undefined) {
      // The holder renews what it wrote itself, without reading it first.
      try {
        observe(await client.update(LEASE, claim(seen.lease), call));
        return true;
      } catch (error) {
        if (!(error instanceof Conflict || error instanceof NotFound)) throw error;
        // Somebody was faster, or labelled or deleted the Lease: look again.
        options.onSlowPath?.();
      }
    }
    try {
      return await acquireOrRenew(call);
    } catch (error) {
      if (!held && (error instanceof Conflict || error instanceof AlreadyExists)) return false;
      throw error;
    }
  };

  const renewals = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await sleep(clock, retryPeriod, signal);
      if (signal.aborted) return;
      const at = elapsed();
      try {
        // Others count from when the server took it, which is before it is answered.
        const renewed = await attempt(signal, renewDeadline - (at - asked));
        if (!renewed) throw new LeaseLost(`Lost the lease ${where} to ${holderOf(seen?.lease) ?? 'somebody'}.`);
        asked = at;
      } catch (error) {
        if (error instanceof LeaseLost) throw error;
        if (signal.aborted) return;
        log.warn('The lease could not be renewed; trying again.', { lease: where, error });
      }
      if (elapsed() - asked >= renewDeadline)
        throw new LeaseLost(`Could not renew the lease ${where} for ${renewDeadline / 1000} s.`);
    }
  };

  return {
    identity,
    lease: () => seen?.lease,
    holds: () => held && elapsed() - asked < renewDeadline,
    acquire: async (signal) => {
      let reported: string | undefined;
      while (!signal.aborted) {
        try {
          asked = elapsed();
          held = await attempt(signal);
          if (held) return log.info('Leading.', { lease: where, identity });
          const holder = holderOf(seen?.lease);
          if (holder !== reported) log.info('Standing by.', { lease: where, holder });
          reported = holder;
        } catch (error) {
          if (!signal.aborted) log.warn('The lease could not be taken; trying again.', { lease: where, error });
        }
        await sleep(clock, retryPeriod * (1 + clock.random() / 5), signal);
      }
    },
    hold: async (signal) => {
      try {
        await renewals(signal);
      } catch (error) {
        held = false;
        throw error;
      }
    },
    release: async () => {
      if (!held || seen === undefined) return;
      held = false;
      const call = { signal: AbortSignal.timeout(5_000) };
      const free = (lease: Lease) =>
        client.update(LEASE, leaseDraft(key, heldByNobody(lease.spec, clock.now()), lease), call);
      try {
        await free(seen.lease).catch(async (error: unknown) => {
          if (!(error instanceof Conflict)) throw error;
          // A renewal that was given up on may have been carried out after all.
          const lease = await client.get(LEASE, key, call);
          if (lease !== undefined && holderOf(lease) === identity) await free(lease);
        });
      } catch (error) {
        log.debug('The lease could not be released; it runs out by itself.', { lease: where, error });
      }
    },
    fault: () =>
      held && elapsed() - asked > leaseDuration + TOLERATED
        ? `the lease ${where} ran out, but this process still leads`
        : undefined,
  };
};

const holderOf = (lease: Lease | undefined): string | undefined => lease?.spec?.holderIdentity;

const checkDurations = ({
  leaseDuration = 15_000,
  renewDeadline = 10_000,
  retryPeriod = 2_000,
}: LeaderElectionDurations): Required<LeaderElectionDurations> => {
  if (!(leaseDuration > renewDeadline && renewDeadline > retryPeriod * 1.2 && retryPeriod > 0))
    throw new TypeError(
      `Leader election: leaseDuration (${leaseDuration} ms) must be longer than renewDeadline (${renewDeadline} ms), and that longer than 1.2 times retryPeriod (${retryPeriod} ms). The defaults are 15 000, 10 000 and 2 000.`,
    );
  return { leaseDuration, renewDeadline, retryPeriod };
};

/** Another replica may lead now: this process must do nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
