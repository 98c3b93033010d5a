/**
 * The part of a manager that only one replica may have: waits for the lease, if there is one, and gives it back at the end.
 *
 * Who leads and who stopped is told as events about the Lease, as client-go's election does: `kubectl describe lease`. Caveats: only where
 * the operator may write events for what it watches, in all namespaces or in the Lease's; not when the lease was lost, as nothing is waited for then.
 */
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
  /** Whether this process leads, and its lease has not run out. */
  readonly holds: () => boolean;
  /** Why this process must be taken for stuck. */
  readonly fault: () => string | undefined;
}

export interface LeadershipOptions {
  /** The operator's name. */
  readonly name: string;
  readonly settings: boolean | LeaderElectionSettings | undefined;
  readonly cluster: Cluster;
  /** What the manager is limited to; empty: all. */
  readonly namespaces: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: () => Metrics;
}

/** Without an election, everybody leads. Errors: `TypeError` for durations that cannot work. */
export const createLeadership = (options: LeadershipOptions): Leadership => {
  const { name, settings, cluster, namespaces, clock, log, metrics } = options;
  if (settings === undefined || settings === false)
    return {
      lease: undefined,
      acquire: async () => {},
      release: async () => {},
      holds: () => true,
      fault: () => undefined,
    };
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
  const mayTell = namespaces.length === 0 || namespaces.includes(lease.namespace);
  let leads = false;
  const lead = (now: boolean): void => {
    metrics().leader(lease.name, now);
    const about = election.lease();
    if (now === leads || about === undefined) return;
    leads = now;
    const [did, action] = now ? ['became leader', 'Acquire'] : ['stopped leading', 'Release'];
    if (mayTell) cluster.events.normal(about, 'LeaderElection', `${election.identity} ${did}`, { action });
  };
  return {
    lease,
    holds: election.holds,
    fault: election.fault,
    acquire: async (signal, lost) => {
      lead(false);
      await election.acquire(signal);
      if (signal.aborted) return;
      lead(true);
      void election.hold(holding.signal).catch((error: unknown) => {
        lead(false);
        lost(error);
      });
    },
    release: async (ended) => {
      holding.abort();
      // Who would take it now would do what still runs here.
      if (ended) await election.release();
      if (leads) lead(false);
    },
  };
};
