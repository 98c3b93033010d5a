/**
 * Everything that belongs to one KubeConfig: connections, clients, shared informers, the recorder of events; controller-runtime's
 * cluster.Cluster. A manager runs controllers against one or several of them.
 *
 * Expected flow: `createCluster` connects nothing; controllers declare the informers they need in `cache`; `start` runs those informers;
 * `close` ends the connections, and with them whatever still waits for an answer.
 * Guarantees: an informer is shared by all who ask the cache for the same; what the clients write is read back from the cache at once.
 * Caveats: a kind that is not installed and a permission that is missing are logged and waited for.
 * Errors: `start` rejects with `ConnectionError` or `Unauthorized` when the cluster does not answer, or does not know us, at first; later both
 * are waited for.
 */
import { hostname } from 'node:os';
import type { CachedKind } from '../cache/cached-kind.ts';
import { cachedClient, observeWrites } from '../cache/cached-client.ts';
import { type Cache, createCache, type MakeInformer } from '../cache/cache.ts';
import { createInformer, type Informer } from '../cache/informer.ts';
import { type Client, createClient } from '../client/client.ts';
import { Unauthorized } from '../client/errors.ts';
import { logWarnings } from '../client/warnings.ts';
import { type Clock, systemClock } from '../clock.ts';
import { createEvents, type EventRecorder } from '../events/events.ts';
import { KubeConfigError } from '../kubeconfig/error.ts';
import type { Kind } from '../kind.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import type { RequestSample } from '../transport/request.ts';
import { createTransport, type Transport } from '../transport/transport.ts';
import { fenced } from './lease-fence.ts';
import { jsonLogger, type Logger } from './log.ts';
import { reportInformer } from './report.ts';
import { type Tracer, traceTransport } from './tracing.ts';

export interface ClusterOptions {
  /** The operator's name: its field manager, its user agent, the reporting controller of its events. */
  readonly name: string;
  /** Of `loadKubeConfig`, of @kubernetes/client-node, or anything like it. */
  readonly kubeConfig: KubeConfig;
  /** What the caches are limited to; default: all namespaces. */
  readonly namespaces?: readonly string[];
  /** How objects are kept in memory, where not as they come: `[cached(Pod, { transform: …, indexes: { byImage: … } })]`. */
  readonly cache?: readonly CachedKind[];
  /** Field managers besides `name` whose managed fields the caches keep. */
  readonly fieldManagers?: Iterable<string>;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** A span for each request; default: none. */
  readonly tracer?: Tracer;
  /** Writes of `clientOf` are sent only while this says so; default: always. */
  readonly holds?: () => boolean;
  /** Called for each answer of the API server. */
  readonly observe?: (sample: RequestSample) => void;
}

/** One API server and what this process knows of it. */
export interface Cluster {
  readonly kubeConfig: KubeConfig;
  readonly transport: Transport;
  readonly cache: Cache;
  /** Reads from the API server, always. Its writes are the operator's. */
  readonly live: Client;
  /** Reads declared kinds from the cache. Its writes are the operator's. */
  readonly client: Client;
  /** As `client`, with writes by another field manager: for reconciles. */
  readonly clientOf: (fieldManager: string) => Client;
  readonly events: EventRecorder;
  /**
   * Runs the informers until `signal` is aborted; resolves when each has synced or reported why it cannot. Informers that are declared
   * afterwards run at once.
   */
  readonly start: (signal: AbortSignal) => Promise<void>;
  /** Resolves when all connections are closed. */
  readonly close: () => Promise<void>;
}

/** Makes a cluster; nothing is connected before `start` or the first request. Errors: `Error` when the KubeConfig has no current cluster. */
export const createCluster = (options: ClusterOptions): Cluster => {
  const { name, kubeConfig, namespaces = [], clock = systemClock, logger = jsonLogger(), observe } = options;
  const connected = createTransport({
    kubeConfig,
    userAgent: `${name} k8s-operator-runtime (node ${process.version})`,
    clock,
    ...(observe === undefined ? {} : { observe }),
  });
  const transport = options.tracer === undefined ? connected : traceTransport(connected, options.tracer);
  const fieldManagers = new Set([name, ...(options.fieldManagers ?? [])]);
  let running: AbortSignal | undefined;
  const run = (informer: Informer, signal: AbortSignal): void => {
    reportInformer(informer, logger);
    void informer.run(signal);
  };
  const make: MakeInformer = (request) => {
    const informer = createInformer({ ...request, transport, clock, fieldManagers: () => fieldManagers });
    if (running !== undefined) run(informer, running);
    return informer;
  };
  const cache = createCache(namespaces, make, options.cache);
  const { holds } = options;
  const onWarning = logWarnings(logger);
  const undeclared = once((kind) =>
    logger.debug(
      `${kind.kind} is read from the API server each time, as no controller watches it. Where it is read often, watch it.`,
      { apiVersion: kind.apiVersion },
    ),
  );
  const writing = (fieldManager: string, over = transport) =>
    createClient({ transport: over, fieldManager, observer: observeWrites(cache), onWarning, clock });
  const live = writing(name);
  const reconciling = holds === undefined ? transport : fenced(transport, holds);
  return {
    kubeConfig,
    transport,
    cache,
    live,
    client: cachedClient(live, cache, undeclared),
    clientOf: (fieldManager) => cachedClient(writing(fieldManager, reconciling), cache, undeclared),
    events: createEvents({
      client: live,
      clock,
      log: logger,
      controller: name,
      instance: process.env['POD_NAME'] ?? hostname(),
    }),
    start: async (signal) => {
      running = signal;
      const informers = cache.all();
      const outcomes = informers.map(firstOutcome);
      for (const informer of informers) run(informer, signal);
      await Promise.all(outcomes);
    },
    close: transport.close,
  };
};

/** Calls `tell` once for each kind. */
const once = (tell: (kind: Kind) => void): ((kind: Kind) => void) => {
  const told = new Set<string>();
  return (kind) => {
    const id = `${kind.apiVersion}/${kind.kind}`;
    if (told.has(id)) return;
    told.add(id);
    tell(kind);
  };
};

/** Resolves when the informer has synced or cannot yet; rejects for what will not get better by itself. */
const firstOutcome = (informer: Informer): Promise<void> =>
  new Promise((resolve, reject) => {
    void informer.synced.then(resolve);
    informer.onFailure((error) =>
      error instanceof ConnectionError || error instanceof Unauthorized || error instanceof KubeConfigError
        ? reject(error)
        : resolve(),
    );
  });
