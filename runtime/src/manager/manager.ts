/**
 * Runs controllers and whatever else belongs to an operator against a cluster, in this process.
 *
 * Expected flow of start: servers for health and metrics; the preflight, if there is one; caches; runnables that need no lease; the lease,
 * if there is an election; the other runnables and the controllers, each when its own informers have synced. A standby does all but the
 * last, so that it can take over at once.
 * Expected flow of stop, within the grace period: controllers take nothing new, running reconciles and the leader's runnables end; the other
 * runnables end; the lease is released; events are written; caches, servers, connections.
 * Guarantees: the lease is renewed until everything that needs it has ended, and is not released when something has not; when it is lost,
 * nothing is waited for.
 *
 * Caveats: a kind that is not installed and a permission that is missing are logged and waited for, each controller by itself;
 * a cluster that does not answer at the start is an error, later it is waited for.
 */
import { sleep, systemClock } from '../clock.ts';
import type { Controller } from '../controller/controller.ts';
import { createWorker, type Worker } from '../controller/worker.ts';
import { anyOf, createFleet } from '../clusters/fleet.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { type HealthCheck, informerChecks } from './health.ts';
import { createSharding } from '../sharding/sharding.ts';
import { createLeadership } from './leadership.ts';
import { jsonLogger, type Logger } from './log.ts';
import type { Manager } from './manager-interface.ts';
import { checkOptions, homeOf, type ManagerOptions, settingsOf } from './manager-options.ts';
import { type Metrics, noMetrics } from './metrics.ts';
import { leaseNamespace } from './namespace.ts';
import { checkCluster } from './preflight.ts';
import { createGroup, type Runnable } from './runnable.ts';
import { createServers } from './servers.ts';
import { workerRunnable } from './worker-runnable.ts';
import { traceController } from './tracing.ts';

const CONCURRENCY = 10;
const GRACE_PERIOD = 30_000;
const EVENTS_GRACE = 2_000;

/** Makes a manager; nothing is connected before `start`. Errors: `TypeError` for options that cannot work. */
export const createManager = (options: ManagerOptions): Manager => {
  const { name, controllers, namespaces = [], clock = systemClock, logger = jsonLogger() } = options;
  const { gracePeriod = GRACE_PERIOD, preflight = 'off', tracer } = options;
  const addresses = checkOptions(options);
  const shards = settingsOf(options.sharding);
  let metrics: Metrics = noMetrics;
  const connect = (kubeConfig: KubeConfig, logger: Logger): Cluster =>
    createCluster({
      ...options,
      kubeConfig,
      clock,
      logger,
      fieldManagers: controllers.flatMap(({ fieldManager }) => fieldManager ?? []),
      observe: (sample) => metrics.request(sample),
      ...(shards === undefined && !options.leaderElection ? {} : { holds: () => leadership.holds() }),
    });
  const home = homeOf(options);
  const cluster = connect(home, logger);
  const election = { name, client: cluster.live, clock, log: logger };
  const sharding = shards && createSharding({ ...election, namespace: leaseNamespace(home), ...shards });
  const leadership =
    sharding ??
    createLeadership({ ...election, settings: options.leaderElection, cluster, namespaces, metrics: () => metrics });

  const stopping = new AbortController();
  const informing = new AbortController();
  const aborted = new Promise<void>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const finished = Promise.withResolvers<void>();
  const leading = Promise.withResolvers<void>();
  // Nobody has to look at it.
  finished.promise.catch(() => {});
  const checks: Record<'live' | 'ready', Record<string, HealthCheck>> = { live: {}, ready: {} };
  let fault: string | undefined;
  let acquiring: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | undefined;

  const fail = (error: unknown, grace: number): void => {
    fault ??= error instanceof Error ? error.message : String(error);
    finished.reject(error);
    void stop(grace);
  };
  const failed = (runnable: Runnable, error: unknown): void => {
    logger.error(`${runnable.name} failed. Stopping.`, { error });
    fail(error, gracePeriod);
  };
  const leaders = createGroup(failed);
  const others = createGroup(failed);

  const workerOf = (controller: Controller, cluster: Cluster, name?: string, log = logger): Worker => {
    const concurrency = controller.concurrency ?? options.concurrency ?? CONCURRENCY;
    const fieldManager = controller.fieldManager ?? options.name;
    return createWorker({
      controller: tracer === undefined ? controller : traceController(controller, tracer),
      cache: cluster.cache,
      client: cluster.clientOf(fieldManager),
      events: cluster.events,
      log,
      clock,
      fieldManager,
      concurrency,
      partition: sharding?.partition(controller.kind, name),
      cluster: name,
      metrics: metrics.controller(controller.name, concurrency, name),
    });
  };
  /** What is reconciled in the home cluster; with `clusters`, they are where things are reconciled. */
  const own = options.clusters === undefined ? controllers : [];
  const fleet = createFleet({
    controllers,
    clock,
    log: logger,
    connect,
    work: workerOf,
    runnable: workerRunnable,
    check: (cluster, log, signal) =>
      checkCluster(preflight === 'off' ? 'off' : 'warn', {
        log,
        signal,
        transport: cluster.transport,
        controllers,
        informers: cluster.cache.all(),
        namespaces,
        reviews: false,
      }),
    removed: (name, { transport }) => {
      const others = [cluster, ...fleet.clusters().values()].map((other) => new URL(other.transport.server).host);
      const { host } = new URL(transport.server);
      metrics.forget(name, others.includes(host) ? undefined : host);
    },
  });
  for (const [name, kubeConfig] of Object.entries(options.clusters ?? {})) fleet.add(name, kubeConfig);

  const processCheck: HealthCheck = () => {
    const why = fault ?? leadership.fault();
    if (why !== undefined) throw new Error(why);
  };
  const servers = createServers({
    addresses,
    settings: options.metrics,
    transport: cluster.transport,
    clock,
    log: logger,
    health: {
      livez: () => ({ process: processCheck, ...checks.live }),
      readyz: () => ({
        process: processCheck,
        ...informerChecks(cluster.cache.all()),
        ...(fleet.clusters().size === 0 ? {} : { clusters: anyOf(fleet.checks) }),
        ...checks.ready,
      }),
      asides: fleet.checks,
    },
    onMetrics: (served) => {
      metrics = served;
      served.informers(() => [...cluster.cache.all().map((informer) => ({ informer })), ...fleet.informers()]);
    },
  });

  const startCaches = async (): Promise<void> => {
    const checked = checkCluster(preflight, {
      log: logger,
      transport: cluster.transport,
      signal: stopping.signal,
      controllers: own,
      informers: cluster.cache.all(),
      namespaces,
      lease: leadership.lease,
      shards: sharding,
      reviews: addresses.metrics !== undefined && options.metrics?.secure === true,
    });
    // Only who wants to fail waits for it.
    const needed = [cluster.start(informing.signal), ...(preflight === 'fail' ? [checked] : [])];
    await Promise.race([Promise.all(needed), aborted]);
  };

  const lead = async (): Promise<void> => {
    await leadership.acquire(stopping.signal, (error) => {
      logger.error(`${error instanceof Error ? error.message : String(error)} Stopping.`);
      fail(error, 0);
    });
    if (stopping.signal.aborted) return;
    leading.resolve();
    leaders.start();
    fleet.lead();
  };

  const stop = (grace: number): Promise<void> => {
    stopped ??= (async () => {
      const waited = new AbortController();
      const within = (milliseconds: number, ...ends: readonly Promise<unknown>[]) =>
        Promise.race([Promise.all(ends), sleep(clock, milliseconds, waited.signal)]);
      const elapsed = clock.elapsed ?? clock.now;
      const end = elapsed() + grace;
      stopping.abort();
      await within(grace, leaders.stop(), fleet.stop(), acquiring);
      await within(Math.max(0, end - elapsed()), others.stop());
      const leading = [...leaders.running(), ...fleet.running()];
      const late = [...leading, ...others.running()];
      await leadership.release(leading.length === 0);
      await within(Math.min(grace, EVENTS_GRACE), cluster.events.flush());
      waited.abort();
      informing.abort();
      await Promise.all([servers.close(), cluster.close(), fleet.close(Math.min(grace, EVENTS_GRACE))]);
      if (late.length > 0 && grace > 0)
        finished.reject(new Error(`Still running ${grace / 1000} s after it was told to stop: ${late.join(', ')}.`));
      finished.resolve();
    })();
    return stopped;
  };

  return {
    client: cluster.client,
    cluster,
    leading: leading.promise,
    finished: finished.promise,
    add: (runnable) => (runnable.needsLeaderElection === false ? others : leaders).add(runnable),
    addHealthCheck: (check, run) => void (checks.live[check] = run),
    addReadyCheck: (check, run) => void (checks.ready[check] = run),
    addCluster: fleet.add,
    removeCluster: (name) => fleet.remove(name, gracePeriod),
    clusters: fleet.clusters,
    ports: servers.ports,
    stop: () => stop(gracePeriod),
    start: async () => {
      try {
        await servers.start();
        if (stopping.signal.aborted) return await servers.close();
        for (const controller of own) leaders.add(workerRunnable(workerOf(controller, cluster), logger));
        fleet.start();
        await startCaches();
      } catch (error) {
        const early = stopping.signal.aborted;
        await stop(0);
        if (early) return;
        throw error;
      }
      // Asked to stop before everything was there: that is no fault.
      if (stopping.signal.aborted) return;
      others.start();
      acquiring = lead();
    },
  };
};
