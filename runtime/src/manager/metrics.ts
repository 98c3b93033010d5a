/** Prometheus metrics under the names of controller-runtime, so that its dashboards work. All counters begin at 0. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ControllerMetrics } from '../controller/observer.ts';
import type { RequestSample } from '../transport/request.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly controller: (name: string, concurrency: number) => ControllerMetrics;
  readonly request: (sample: RequestSample) => void;
  readonly leader: (name: string, leads: boolean) => void;
}

const RECONCILE_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2,
  2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];
const QUEUE_BUCKETS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000];
const REQUEST_BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];

/** Makes the metrics of a manager, in a registry of its own. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers });

  const total = counter('controller_runtime_reconcile_total', 'Reconciles by controller and result.', [
    'controller',
    'result',
  ]);
  const errors = counter('controller_runtime_reconcile_errors_total', 'Reconciles that failed.', ['controller']);
  const terminal = counter(
    'controller_runtime_terminal_reconcile_errors_total',
    'Reconciles that failed and are not tried again.',
    ['controller'],
  );
  const time = histogram(
    'controller_runtime_reconcile_time_seconds',
    'Duration of reconciles.',
    ['controller'],
    RECONCILE_BUCKETS,
  );
  const concurrent = gauge('controller_runtime_max_concurrent_reconciles', 'Reconciles at the same time, at most.', [
    'controller',
  ]);
  const active = gauge('controller_runtime_active_workers', 'Reconciles at present.', ['controller']);
  const depth = gauge('workqueue_depth', 'Length of the work queue.', ['name', 'controller']);
  const adds = counter('workqueue_adds_total', 'Additions to the work queue.', ['name', 'controller']);
  const retries = counter('workqueue_retries_total', 'Additions to the work queue after a failure.', [
    'name',
    'controller',
  ]);
  const waited = histogram(
    'workqueue_queue_duration_seconds',
    'Time in the work queue.',
    ['name', 'controller'],
    QUEUE_BUCKETS,
  );
  const worked = histogram(
    'workqueue_work_duration_seconds',
    'Time of work on an item of the queue.',
    ['name', 'controller'],
    QUEUE_BUCKETS,
  );
  const requests = counter('rest_client_requests_total', 'Requests to the API server.', ['code', 'method', 'host']);
  const requestTime = histogram(
    'rest_client_request_duration_seconds',
    'Time until the API server began to answer.',
    ['verb', 'host'],
    REQUEST_BUCKETS,
  );
  const requestRetries = counter('rest_client_request_retries_total', 'Requests sent again.', ['code', 'verb', 'host']);
  const leads = gauge('leader_election_master_status', '1: this process leads.', ['name']);

  return {
    registry,
    controller: (controller, concurrency) => {
      const queue = { name: controller, controller };
      for (const result of ['success', 'error', 'requeue', 'requeue_after']) total.inc({ controller, result }, 0);
      for (const each of [errors, terminal]) each.inc({ controller }, 0);
      for (const each of [adds, retries]) each.inc(queue, 0);
      depth.set(queue, 0);
      active.set({ controller }, 0);
      concurrent.set({ controller }, concurrency);
      const depthOf = depth.labels(queue);
      const addsOf = adds.labels(queue);
      const waitedOf = waited.labels(queue);
      const workedOf = worked.labels(queue);
      const timeOf = time.labels({ controller });
      const activeOf = active.labels({ controller });
      return {
        queue: {
          added: () => addsOf.inc(),
          retried: () => retries.inc(queue),
          depth: (length) => depthOf.set(length),
          waited: (seconds) => waitedOf.observe(seconds),
          worked: (seconds) => workedOf.observe(seconds),
        },
        started: () => activeOf.inc(),
        finished: (result, seconds) => {
          activeOf.dec();
          timeOf.observe(seconds);
          total.inc({ controller, result });
          if (result === 'error') errors.inc({ controller });
        },
        terminalError: () => terminal.inc({ controller }),
      };
    },
    request: ({ method, host, code, seconds, retry }) => {
      requests.inc({ code, method, host });
      requestTime.observe({ verb: method, host }, seconds);
      if (retry) requestRetries.inc({ code, verb: method, host });
    },
    leader: (name, now) => leads.set({ name }, now ? 1 : 0),
  };
};
