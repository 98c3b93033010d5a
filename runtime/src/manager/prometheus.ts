/**
 * Metrics of a manager by prom-client, in a registry of their own, under the names, labels and buckets of controller-runtime and client-go,
 * so that their dashboards and alerts work. Beside them Node's own (`process_*`, `nodejs_*`) and `operator_runtime_informer_*`.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Informer } from '../cache/informer.ts';
import { countControllers } from './controller-metrics.ts';
import type { CountedInformer, ServedMetrics } from './metrics.ts';

const REQUEST_BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];
const SIZE_BUCKETS = [64, 256, 512, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];
/** Milliseconds; prom-client's own 10 would wake an idle process a hundred times a second. */
const EVENT_LOOP_PRECISION = 100;

/** Makes metrics in a registry. */
export interface MetricFamilies {
  readonly counter: <L extends string>(name: string, help: string, ...labels: L[]) => Counter<L>;
  /** `collect` sets it before each scrape. */
  readonly gauge: <L extends string>(
    name: string,
    help: string,
    labels: L[],
    collect?: (gauge: Gauge<L>) => void,
  ) => Gauge<L>;
  readonly histogram: <L extends string>(name: string, help: string, buckets: number[], ...labels: L[]) => Histogram<L>;
  /** Removes all that was counted with this label. */
  readonly remove: (label: string, value: string) => Promise<void>;
}

/** Makes the metrics of a manager. */
export const createPrometheusMetrics = (): ServedMetrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION });
  const families = familiesIn(registry);
  const { counter, gauge, histogram } = families;

  const controllers = countControllers(families);
  const requests = counter('rest_client_requests_total', 'Requests to the API server.', 'code', 'method', 'host');
  const requestTime = histogram(
    'rest_client_request_duration_seconds',
    'Time until the API server began to answer.',
    REQUEST_BUCKETS,
    'verb',
    'host',
  );
  const sizes = (name: string, help: string) => histogram(name, help, SIZE_BUCKETS, 'verb', 'host');
  const requestSize = sizes('rest_client_request_size_bytes', 'Size of what was sent to the API server.');
  const responseSize = sizes(
    'rest_client_response_size_bytes',
    'Size of what the API server answered, but for watches.',
  );
  const requestRetries = counter('rest_client_request_retries_total', 'Requests sent again.', 'code', 'verb', 'host');
  const leads = gauge('leader_election_master_status', '1: this process leads by the lease "name".', ['name']);
  const slowPaths = counter(
    'leader_election_slowpath_total',
    'Times that the leader had to read its lease before it could renew it.',
    'name',
  );
  const certificates = counter('certwatcher_read_certificate_total', 'Readings of a certificate.');
  const certificateErrors = counter('certwatcher_read_certificate_errors_total', 'Certificates that cannot be used.');

  return {
    contentType: registry.contentType,
    metrics: () => registry.metrics(),
    controller: controllers.count,
    forget: (cluster, host) => {
      controllers.detach(cluster);
      void families.remove('cluster', cluster);
      if (host !== undefined) void families.remove('host', host);
    },
    request: ({ method, host, code, seconds, retry, requestBytes, responseBytes }) => {
      requests.inc({ code, method, host });
      requestTime.observe({ verb: method, host }, seconds);
      requestSize.observe({ verb: method, host }, requestBytes);
      if (responseBytes !== undefined) responseSize.observe({ verb: method, host }, responseBytes);
      if (retry) requestRetries.inc({ code, verb: method, host });
    },
    leader: (name, now) => {
      slowPaths.inc({ name }, 0);
      leads.set({ name }, now ? 1 : 0);
    },
    slowPath: (name) => slowPaths.inc({ name }),
    certificate: (outcome) => {
      certificates.inc();
      if (outcome === 'failed') certificateErrors.inc();
    },
    informers: (informers) => watchInformers(families, informers),
  };
};

const familiesIn = (registry: Registry): MetricFamilies => {
  const registers = [registry];
  const all: (Counter | Gauge | Histogram)[] = [];
  const kept = <F extends Counter<L> | Gauge<L> | Histogram<L>, L extends string>(family: F): F => {
    all.push(family as unknown as Counter);
    return family;
  };
  return {
    counter: (name, help, ...labelNames) => kept(new Counter({ name, help, labelNames, registers })),
    gauge: <L extends string>(name: string, help: string, labelNames: L[], collect?: (gauge: Gauge<L>) => void) =>
      kept(
        new Gauge<L>({
          name,
          help,
          labelNames,
          registers,
          ...(collect === undefined
            ? {}
            : {
                collect() {
                  collect(this);
                },
              }),
        }),
      ),
    histogram: (name, help, buckets, ...labelNames) =>
      kept(new Histogram({ name, help, labelNames, buckets, registers })),
    remove: async (label, value) => {
      for (const family of all) {
        const { values } = await family.get();
        for (const { labels } of values) {
          // Of a histogram there are as many as it has buckets.
          const { le: _, ...own } = labels as Record<string, string>;
          if (own[label] === value) family.remove(own);
        }
      }
    },
  };
};

/** What the caches hold, and whether they are kept up to date. */
const watchInformers = ({ gauge }: MetricFamilies, informers: () => readonly CountedInformer[]): void => {
  const labelNames = ['group', 'version', 'kind', 'namespace', 'cluster'] as const;
  const each = (name: string, help: string, value: (informer: Informer) => number) =>
    gauge(name, help, [...labelNames], (family) => {
      family.reset();
      for (const { informer, ...cluster } of informers()) {
        const { group, version, kind } = informer.kind;
        family.inc({ group, version, kind, namespace: informer.namespace ?? '', ...cluster }, value(informer));
      }
    });
  each('operator_runtime_informer_failing', '1: list or watch does not work at present.', (informer) =>
    informer.failure() === undefined ? 0 : 1,
  );
  each('operator_runtime_informer_synced', '1: the whole collection was listed.', (informer) =>
    informer.hasSynced() ? 1 : 0,
  );
  each('operator_runtime_informer_objects', 'Objects in the cache.', ({ store }) => store.size());
};
