/**
 * One of several replicas leads: the one that holds a Lease (coordination.k8s.io/v1). The rules of client-go's leader election.
 *
 * Expected flow: whoever finds the Lease free or not renewed for 15 s takes it, with the resourceVersion it read; the holder renews it
 * every 2 s and gives up when it could not for 10 s; it lets go of it when it stops, so that the next need not wait.
 * Guarantees: by local clocks alone (how long ago a change was *seen*), so clocks may differ and may be set; two never lead as long as
 * clocks run at about one speed.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from '../client/client.ts';
import { Conflict } from '../client/errors.ts';
import { type Clock, sleep } from '../clock.ts';
import { microTimestamp } from '../controller/conditions.ts';
import { kind } from '../kind.ts';
import type { Draft, KubernetesObject } from '../object.ts';
import type { Logger } from './log.ts';

export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

export interface Lease extends KubernetesObject {
  readonly spec?: LeaseSpec;
}

const LEASE = kind<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  scope: 'Namespaced',
});

export interface LeaderElectionOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  readonly name: string;
  readonly namespace: string;
  /** Default: the host's name and a random part. */
  readonly identity?: string;
  /** Milliseconds. */
  readonly leaseDuration?: number;
  readonly renewDeadline?: number;
  readonly retryPeriod?: number;
}

export interface LeaderElection {
  readonly identity: string;
  /** Resolves when this process leads; also when `signal` is aborted. */
  readonly acquire: (signal: AbortSignal) => Promise<void>;
  /** Renews until `signal` is aborted. Errors: when the lease was lost. */
  readonly hold: (signal: AbortSignal) => Promise<void>;
  /** Lets go of the lease if it is held. */
  readonly release: () => Promise<void>;
}

/** Makes a candidate. */
export const createLeaderElection = (options: LeaderElectionOptions): LeaderElection => {
  const {
    client,
    clock,
    log,
    name,
    namespace,
    leaseDuration = 15_000,
    renewDeadline = 10_000,
    retryPeriod = 2_000,
  } = options;
  const elapsed = clock.elapsed ?? clock.now;
  const identity = options.identity ?? `${process.env['POD_NAME'] ?? hostname()}_${randomUUID()}`;
  /** The Lease as last read, and when that state was first seen. */
  let seen: { readonly lease: Lease; readonly at: number } | undefined;
  let held = false;
  /** When the lease that is held was asked for. */
  let asked = 0;

  const observe = (lease: Lease): void => {
    if (seen?.lease.metadata.resourceVersion !== lease.metadata.resourceVersion) seen = { lease, at: elapsed() };
  };

  const wanted = (current: LeaseSpec | undefined, now: string): LeaseSpec => {
    const mine = current?.holderIdentity === identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(leaseDuration / 1000),
      acquireTime: mine ? (current.acquireTime ?? now) : now,
      renewTime: now,
      leaseTransitions: current === undefined ? 0 : (current.leaseTransitions ?? 0) + (mine ? 0 : 1),
    };
  };

  /** Takes or renews the lease, within `left` milliseconds; false when another holds it. */
  const attempt = async (signal: AbortSignal, left = renewDeadline): Promise<boolean> => {
    const timeout = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(renewDeadline / 2, left))));
    const call = { signal: AbortSignal.any([signal, timeout]) };
    const now = microTimestamp(new Date(clock.now()));
    const draft = (lease: Lease | undefined): Draft<Lease> => ({
      apiVersion: LEASE.apiVersion,
      kind: LEASE.kind,
      metadata: {
        name,
        namespace,
        ...(lease === undefined
          ? {}
          : {
              resourceVersion: lease.metadata.resourceVersion,
              labels: lease.metadata.labels ?? {},
              annotations: lease.metadata.annotations ?? {},
            }),
      },
      spec: wanted(lease?.spec, now),
    });
    // The holder renews what it wrote itself, without reading it first.
    let lease = held ? seen?.lease : await client.get(LEASE, { name, namespace }, call);
    if (lease === undefined) {
      observe(await client.create(LEASE, draft(undefined), call));
      return true;
    }
    observe(lease);
    const since = elapsed() - (seen?.at ?? 0);
    const holder = lease.spec?.holderIdentity ?? '';
    if (holder !== '' && holder !== identity && since < (lease.spec?.leaseDurationSeconds ?? 0) * 1000) return false;
    try {
      lease = await client.update(LEASE, draft(lease), call);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // Somebody was faster, or labelled the Lease: look again.
      const current = await client.get(LEASE, { name, namespace }, call);
      if (current !== undefined) observe(current);
      if (!held || current?.spec?.holderIdentity !== identity) return false;
      lease = await client.update(LEASE, draft(current), call);
    }
    observe(lease);
    return true;
  };

  return {
    identity,
    acquire: async (signal) => {
      let reported: string | undefined;
      while (!signal.aborted) {
        try {
          asked = elapsed();
          held = await attempt(signal);
          if (held) return log.info('Leading.', { lease: `${namespace}/${name}`, identity });
          const holder = seen?.lease.spec?.holderIdentity;
          if (holder !== reported) log.info('Standing by.', { lease: `${namespace}/${name}`, holder });
          reported = holder;
        } catch (error) {
          if (!signal.aborted)
            log.warn('The lease could not be taken; trying again.', { lease: `${namespace}/${name}`, error });
        }
        await sleep(clock, retryPeriod * (1 + clock.random() / 5), signal);
      }
    },
    hold: async (signal) => {
      let renewed = asked;
      while (!signal.aborted) {
        await sleep(clock, retryPeriod, signal);
        if (signal.aborted) return;
        try {
          // Others count from when the server took it, which is before it is answered.
          const at = elapsed();
          held = await attempt(signal, renewDeadline - (at - renewed));
          if (!held)
            throw new LeaseLost(
              `Lost the lease ${namespace}/${name} to ${seen?.lease.spec?.holderIdentity ?? 'somebody'}.`,
            );
          renewed = at;
        } catch (error) {
          if (error instanceof LeaseLost) throw error;
          if (signal.aborted) return;
          log.warn('The lease could not be renewed; trying again.', { lease: `${namespace}/${name}`, error });
        }
        if (elapsed() - renewed >= renewDeadline) {
          held = false;
          throw new LeaseLost(`Could not renew the lease ${namespace}/${name} for ${renewDeadline / 1000} s.`);
        }
      }
    },
    release: async () => {
      const lease = seen?.lease;
      if (!held || lease === undefined) return;
      held = false;
      const now = microTimestamp(new Date(clock.now()));
      const spec = { ...lease.spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now };
      const { labels = {}, annotations = {}, resourceVersion } = lease.metadata;
      try {
        await client.update(
          LEASE,
          {
            apiVersion: LEASE.apiVersion,
            kind: LEASE.kind,
            metadata: { name, namespace, resourceVersion, labels, annotations },
            spec,
          },
          { signal: AbortSignal.timeout(5_000) },
        );
      } catch (error) {
        log.debug('The lease could not be released; it runs out by itself.', { error });
      }
    },
  };
};

/** Another replica may lead now: this process must do nothing more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
