/**
 * The clusters of a manager that has several: each with connections, caches and workers of its own, so that a controller that is declared
 * once reconciles the objects of all of them.
 *
 * Expected flow: `add` declares what the controllers read; `start` fills the caches of all that are there and, from then on, of those that
 * are added; `lead` lets them reconcile; `remove` ends one, `stop` all workers, `close` all connections.
 * Guarantees: clusters share nothing: an object is known by its cluster and its key, queues, backoffs and limits are each cluster's own. One
 * that does not answer is waited for, and stops neither the others nor the manager, also when it does not answer at first.
 * Caveats: `concurrency` and memory are for each cluster. A cluster under two names is reconciled twice. Sources that a controller declares
 * (channels, intervals, cron patterns) run for each cluster.
 */
import type { Controller } from '../controller/controller.ts';
import type { Worker } from '../controller/worker.ts';
import { type Clock, sleep } from '../clock.ts';
import type { Cluster } from '../manager/cluster.ts';
import { type HealthChecks, informerChecks } from '../manager/health.ts';
import { type Logger, withFields } from '../manager/log.ts';
import type { CountedInformer } from '../manager/metrics.ts';
import { createGroup, type Runnable, type RunnableGroup } from '../manager/runnable.ts';
import type { KubeConfig } from '../transport/credentials.ts';

export interface FleetOptions {
  readonly controllers: readonly Controller[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Makes a cluster that is not connected. */
  readonly connect: (kubeConfig: KubeConfig, log: Logger) => Cluster;
  /** What runs a controller against a cluster. */
  readonly work: (controller: Controller, cluster: Cluster, name: string, log: Logger) => Worker;
  /** What the worker does once the process leads. */
  readonly runnable: (worker: Worker, log: Logger) => Runnable;
  /** Says in the log what the cluster lacks. */
  readonly check: (cluster: Cluster, log: Logger, signal: AbortSignal) => Promise<void>;
  /** Called when a cluster has left and no other has its name. */
  readonly removed: (name: string, cluster: Cluster) => void;
}

export interface Fleet {
  /** Errors: `TypeError` when the name is taken or none, `Error` when the KubeConfig has no current cluster. */
  readonly add: (name: string, kubeConfig: KubeConfig) => Cluster;
  /** Resolves when its reconciles have ended, or `grace` milliseconds have passed, and its connections are closed; false when there is none. */
  readonly remove: (name: string, grace: number) => Promise<boolean>;
  readonly clusters: () => ReadonlyMap<string, Cluster>;
  /** Fills the caches. */
  readonly start: () => void;
  /** Reconciles. */
  readonly lead: () => void;
  /** Takes nothing new; resolves when all reconciles have ended. */
  readonly stop: () => Promise<void>;
  /** What has not ended: `controller gadget of the cluster east`. */
  readonly running: () => readonly string[];
  /** Writes the events, closes the connections. */
  readonly close: (grace: number) => Promise<void>;
  /** A check for each cluster, `cluster/NAME`: whether its caches are kept up to date. */
  readonly checks: () => HealthChecks;
  readonly informers: () => readonly CountedInformer[];
}

interface Site {
  readonly cluster: Cluster;
  readonly log: Logger;
  readonly workers: RunnableGroup;
  readonly informing: AbortController;
}

/** Makes a fleet of no clusters. */
export const createFleet = (options: FleetOptions): Fleet => {
  const { controllers, clock, connect, work, runnable, check, removed } = options;
  const sites = new Map<string, Site>();
  let started = false;
  let leads = false;
  let stopping = false;

  const start = (name: string, { cluster, log, workers, informing: { signal } }: Site): void => {
    for (const controller of controllers) workers.add(runnable(work(controller, cluster, name, log), log));
    if (leads) workers.start();
    void check(cluster, log, signal);
    // Informers try again by themselves; the manager of one cluster alone would give up here.
    cluster
      .start(signal)
      .catch((error: unknown) => log.error('The cluster does not answer; it is waited for.', { error }));
  };

  const stopWithin = async (act: () => Promise<unknown>, grace: number): Promise<void> => {
    const waited = new AbortController();
    await Promise.race([act(), sleep(clock, grace, waited.signal)]);
    waited.abort();
  };

  const close = async ({ cluster, informing }: Site, grace: number): Promise<void> => {
    await stopWithin(cluster.events.flush, grace);
    informing.abort();
    await cluster.close();
  };

  const each = async (act: (site: Site) => Promise<void>): Promise<void> => {
    await Promise.all([...sites.values()].map(act));
  };

  return {
    add: (name, kubeConfig) => {
      if (!/^[A-Za-z0-9]([-A-Za-z0-9._]*[A-Za-z0-9])?$/.test(name))
        throw new TypeError(`${JSON.stringify(name)} is no name of a cluster. Use letters, digits, "-", "." and "_".`);
      if (sites.has(name))
        throw new TypeError(`There is a cluster of the name ${JSON.stringify(name)} already. Remove it first.`);
      const log = withFields(options.log, { cluster: name });
      const cluster = connect(kubeConfig, log);
      const workers = createGroup(({ name: failed }, error) =>
        log.error(`${failed} failed; the others go on.`, { error }),
      );
      const site: Site = { cluster, log, workers, informing: new AbortController() };
      sites.set(name, site);
      if (started && !stopping) start(name, site);
      return cluster;
    },
    remove: async (name, grace) => {
      const site = sites.get(name);
      if (site === undefined) return false;
      sites.delete(name);
      await stopWithin(site.workers.stop, grace);
      await close(site, Math.min(grace, EVENTS_GRACE));
      if (!sites.has(name)) removed(name, site.cluster);
      return true;
    },
    clusters: () => new Map(Array.from(sites, ([name, { cluster }]) => [name, cluster])),
    start: () => {
      if (started) return;
      started = true;
      for (const [name, site] of sites) start(name, site);
    },
    lead: () => {
      leads = true;
      for (const { workers } of sites.values()) workers.start();
    },
    stop: async () => {
      stopping = true;
      await each(({ workers }) => workers.stop());
    },
    running: () =>
      [...sites].flatMap(([name, { workers }]) => workers.running().map((one) => `${one} of the cluster ${name}`)),
    close: (grace) => each((site) => close(site, grace)),
    checks: () =>
      Object.fromEntries(
        Array.from(sites, ([name, { cluster }]) => [
          `cluster/${name}`,
          async () => {
            for (const one of Object.values(informerChecks(cluster.cache.all()))) await one();
          },
        ]),
      ),
    informers: () =>
      [...sites].flatMap(([name, { cluster }]) => cluster.cache.all().map((informer) => ({ informer, cluster: name }))),
  };
};

const EVENTS_GRACE = 2_000;

/** The check `clusters` of the manager: fails when no cluster is well. */
export const anyOf = (checks: () => HealthChecks) => async (): Promise<void> => {
  const all = Object.values(checks());
  if (all.length > 0) await Promise.any(all.map(async (check) => check())).catch(allFailed);
};

const allFailed = (error: unknown): never => {
  const messages = error instanceof AggregateError ? error.errors.map((one: Error) => one.message) : [String(error)];
  throw new Error(`no cluster can be watched: ${[...new Set(messages)].join('; ')}`);
};
