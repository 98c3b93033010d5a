/**
 * Runs controllers against a cluster, in this process.
 *
 * Expected flow of start: servers for health and metrics; informers; the lease, if there is an election; workers, each when its own
 * informers have synced. A standby does all but the last, so that it can take over at once.
 * Expected flow of stop: workers take nothing new; running reconciles end (30 s at most); events are written; the lease is released; informers, servers, connections.
 *
 * Caveats: a kind that is not installed and a permission that is missing are logged and waited for, each controller by itself;
 * a cluster that does not answer at the start is an error, later it is waited for.
 */
import type { Client } from '../client/client.ts';
import { type Clock, sleep, systemClock } from '../clock.ts';
import type { Controller } from '../controller/controller.ts';
import { createWorker, type Worker } from '../controller/worker.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import { parseAddress } from './address.ts';
import { createCluster } from './cluster.ts';
import { healthRoutes } from './health.ts';
import { type HttpServer, serve } from './http-server.ts';
import { createLeaderElection } from './leader-election.ts';
import { jsonLogger, type Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { leaseNamespace } from './namespace.ts';

export interface ManagerOptions {
  /** The operator's name: its field manager, its lease, its events. */
  readonly name: string;
  readonly controllers: readonly Controller[];
  /** Of @kubernetes/client-node, or anything like it. */
  readonly kubeConfig: KubeConfig;
  /** What the manager is limited to; default: all namespaces. */
  readonly namespaces?: readonly string[];
  /** Wait for a Lease before reconciling; default: no. */
  readonly leaderElection?:
    | boolean
    | { readonly name?: string; readonly namespace?: string; readonly identity?: string };
  /** `:8080`; default: none. */
  readonly metricsBindAddress?: string;
  /** `:8081`; default: none. */
  readonly healthProbeBindAddress?: string;
  /** Reconciles at the same time in each controller; default 10. */
  readonly concurrency?: number;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Milliseconds that stop waits for running reconciles; default 30 000. */
  readonly gracePeriod?: number;
}

export interface Manager {
  /** Resolves when every informer has synced or reported why it cannot, or when it is stopped. Errors: the cluster cannot be reached, a port is in use. */
  readonly start: () => Promise<void>;
  /** Resolves when all has ended; may be called again. */
  readonly stop: () => Promise<void>;
  /** Resolves after stop. Rejects when the lease was lost: the process must end. */
  readonly finished: Promise<void>;
  /** Reads declared kinds from the cache. */
  readonly client: Client;
  /** Resolves when this manager reconciles: at once after start, or when it leads. */
  readonly leading: Promise<void>;
  /** Where the servers listen, 0: nowhere. */
  readonly ports: () => { readonly metrics: number; readonly health: number };
}

const CONCURRENCY = 10;
const GRACE_PERIOD = 30_000;

/** Makes a manager; nothing is connected before `start`. Errors: `TypeError` for options that cannot work. */
export const createManager = (options: ManagerOptions): Manager => {
  const {
    name,
    controllers,
    kubeConfig,
    namespaces = [],
    clock = systemClock,
    logger = jsonLogger(),
    gracePeriod = GRACE_PERIOD,
  } = options;
  checkControllers(controllers, namespaces);
  const addresses = {
    metrics: parseAddress(options.metricsBindAddress ?? '0'),
    health: parseAddress(options.healthProbeBindAddress ?? '0'),
  };
  const metrics = createMetrics();
  const cluster = createCluster({
    name,
    kubeConfig,
    namespaces,
    clock,
    logger,
    fieldManagers: controllers.flatMap(({ fieldManager }) => fieldManager ?? []),
    observe: metrics.request,
  });
  const { cache, client, events } = cluster;
  const workers = controllers.map((controller) => {
    const concurrency = controller.concurrency ?? options.concurrency ?? CONCURRENCY;
    const fieldManager = controller.fieldManager ?? name;
    return createWorker({
      controller,
      cache,
      client: cluster.clientOf(fieldManager),
      events,
      log: logger,
      clock,
      fieldManager,
      concurrency,
      metrics: metrics.controller(controller.name, concurrency),
    });
  });

  const stopping = new AbortController();
  const informing = new AbortController();
  const aborted = new Promise<false>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  const finished = Promise.withResolvers<void>();
  const leading = Promise.withResolvers<void>();
  // Nobody has to look at it.
  finished.promise.catch(() => {});
  const running: Promise<void>[] = [];
  const servers: { metrics?: HttpServer; health?: HttpServer } = {};
  let fault: string | undefined;
  let stopped: Promise<void> | undefined;

  const election =
    options.leaderElection === undefined || options.leaderElection === false
      ? undefined
      : createLeaderElection({
          client: cluster.live,
          clock,
          log: logger,
          name,
          namespace: leaseNamespace(kubeConfig),
          ...(options.leaderElection === true ? {} : options.leaderElection),
        });

  const work = async (worker: Worker): Promise<void> => {
    const synced = Promise.all(worker.informers.map(({ synced }) => synced)).then(() => true);
    if (!(await Promise.race([synced, aborted]))) return;
    logger.info('Reconciling.', { controller: worker.controller.name, kind: worker.controller.kind.kind });
    await worker.run();
  };

  const lead = async (): Promise<void> => {
    if (election !== undefined) {
      metrics.leader(name, false);
      await election.acquire(stopping.signal);
      if (stopping.signal.aborted) return;
      metrics.leader(name, true);
      void election.hold(holding.signal).catch((error: unknown) => {
        fault = error instanceof Error ? error.message : String(error);
        logger.error(`${fault} Stopping.`);
        finished.reject(error);
        void stop(0);
      });
    }
    leading.resolve();
    for (const worker of workers) running.push(work(worker));
  };
  const holding = new AbortController();

  const closeServers = async (): Promise<void> => {
    await Promise.all([servers.metrics?.close(), servers.health?.close()]);
  };

  const stop = (grace: number): Promise<void> => {
    stopped ??= (async () => {
      stopping.abort();
      for (const worker of workers) worker.stop();
      const waited = new AbortController();
      await Promise.race([Promise.all([...running, acquiring]), sleep(clock, grace, waited.signal)]);
      await Promise.race([events.flush(), sleep(clock, Math.min(grace, 2_000), waited.signal)]);
      waited.abort();
      holding.abort();
      await election?.release();
      informing.abort();
      await Promise.all([closeServers(), cluster.close()]);
      finished.resolve();
    })();
    return stopped;
  };
  let acquiring: Promise<void> = Promise.resolve();

  return {
    client,
    leading: leading.promise,
    finished: finished.promise,
    ports: () => ({ metrics: servers.metrics?.port ?? 0, health: servers.health?.port ?? 0 }),
    stop: () => stop(gracePeriod),
    start: async () => {
      try {
        if (addresses.health !== undefined)
          servers.health = await serve(addresses.health, healthRoutes({ informers: cache.all, fault: () => fault }));
        if (addresses.metrics !== undefined) {
          const { registry } = metrics;
          servers.metrics = await serve(addresses.metrics, {
            '/metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
          });
        }
        if (stopping.signal.aborted) return await closeServers();
        await Promise.race([cluster.start(informing.signal), aborted]);
      } catch (error) {
        const early = stopping.signal.aborted;
        await stop(0);
        if (early) return;
        throw error;
      }
      // Asked to stop before everything was there: that is no fault.
      if (stopping.signal.aborted) return;
      acquiring = lead();
    },
  };
};

const checkControllers = (controllers: readonly Controller[], namespaces: readonly string[]): void => {
  const names = new Set<string>();
  if (controllers.length === 0)
    throw new TypeError('There are no controllers. Pass at least one: { controllers: [controller(…)] }.');
  for (const { name } of controllers) {
    if (names.has(name))
      throw new TypeError(
        `There are two controllers of the name ${JSON.stringify(name)}. Give one of them another: controller(…, { name }).`,
      );
    names.add(name);
  }
  if (namespaces.includes('')) throw new TypeError('A namespace is empty. Leave "namespaces" out for all namespaces.');
};
