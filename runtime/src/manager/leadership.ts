/** The part of a manager that only one replica may have: waits for the lease, if there is one, and gives it back at the end. */
import type { Clock } from '../clock.ts';
import type { Cluster } from './cluster.ts';
import { createLeaderElection } from './leader-election.ts';
import type { Logger } from './log.ts';
import type { LeaderElectionSettings } from './manager-options.ts';
import type { Metrics } from './metrics.ts';
import { leaseNamespace } from './namespace.ts';

export interface Leadership {
  /** The Lease; undefined: there is no election. */
  readonly lease: { readonly name: string; readonly namespace: string } | undefined;
  /** Resolves when this process leads, or when `signal` is aborted; then keeps the lease until `release`. `lost` is called when it cannot. */
  readonly acquire: (signal: AbortSignal, lost: (error: unknown) => void) => Promise<void>;
  /** Renews no longer. When `ended`, everything that needs the lease has ended, and it is let go of. */
  readonly release: (ended: boolean) => Promise<void>;
  /** Why this process must be taken for stuck. */
  readonly fault: () => string | undefined;
}

export interface LeadershipOptions {
  /** The operator's name. */
  readonly name: string;
  readonly settings: boolean | LeaderElectionSettings | undefined;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: () => Metrics;
}

/** Without an election, everybody leads. Errors: `TypeError` for durations that cannot work. */
export const createLeadership = ({ name, settings, cluster, clock, log, metrics }: LeadershipOptions): Leadership => {
  if (settings === undefined || settings === false)
    return { lease: undefined, acquire: async () => {}, release: async () => {}, fault: () => undefined };
  const given: LeaderElectionSettings = settings === true ? {} : settings;
  const lease = { name: given.name ?? name, namespace: given.namespace ?? leaseNamespace(cluster.kubeConfig) };
  const election = createLeaderElection({
    ...given,
    ...lease,
    client: cluster.live,
    clock,
    log,
    onSlowPath: () => metrics().slowPath(lease.name),
  });
  const holding = new AbortController();
  return {
    lease,
    fault: election.fault,
    acquire: async (signal, lost) => {
      metrics().leader(lease.name, false);
      await election.acquire(signal);
      if (signal.aborted) return;
      metrics().leader(lease.name, true);
      void election.hold(holding.signal).catch((error: unknown) => {
        metrics().leader(lease.name, false);
        lost(error);
      });
    },
    release: async (ended) => {
      holding.abort();
      // Who would take it now would do what still runs here.
      if (ended) await election.release();
    },
  };
};
