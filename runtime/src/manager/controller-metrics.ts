/**
 * What is counted for each controller and its work queue.
 *
 * Guarantees: everything is there with 0 from the controller's start, so that `rate()` works from the first scrape.
 */
import type { ControllerMetrics, Outcome } from '../controller/observer.ts';
import type { QueueState } from '../queue/observer.ts';
import type { MetricFamilies } from './prometheus.ts';

const RECONCILE_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2,
  2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];
const QUEUE_BUCKETS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000];
/** controller-runtime's bound, and what it shows beyond. */
const MOST_PRIORITIES = 25;
const MANY = 'exceeded_cardinality_limit';
const EMPTY: QueueState = { depths: new Map([[0, 0]]), unfinishedSeconds: 0, longestSeconds: 0 };
const OUTCOMES: readonly Outcome[] = ['success', 'error', 'requeue', 'requeue_after'];

export interface CountedControllers {
  /** Begins to count for a controller. */
  readonly count: (controller: string, concurrency: number, cluster?: string) => ControllerMetrics;
  /** Looks at the queues of a cluster no more; what was counted of it stays. */
  readonly detach: (cluster: string) => void;
}

/** Makes the families. */
export const countControllers = (families: MetricFamilies): CountedControllers => {
  const reconciles = reconcileFamilies(families);
  const queues = queueFamilies(families);
  const count: CountedControllers['count'] = (controller, concurrency, cluster) => {
    const own = cluster === undefined ? { controller } : { controller, cluster };
    const queue = { name: controller, ...own };
    for (const result of OUTCOMES) reconciles.total.inc({ ...own, result }, 0);
    for (const each of [reconciles.errors, reconciles.terminal, reconciles.panics, reconciles.timeouts])
      each.inc(own, 0);
    reconciles.concurrency.set(own, concurrency);
    const time = reconciles.time.labels(own);
    const active = reconciles.active.labels(own);
    active.set(0);
    queues.retries.inc(queue, 0);
    const added = queues.adds.labels(queue);
    added.inc(0);
    const waited = queues.waited.labels(queue);
    const worked = queues.worked.labels(queue);
    queues.attach(queue, () => EMPTY);
    return {
      queue: {
        added: () => added.inc(),
        retried: () => queues.retries.inc(queue),
        waited: (seconds) => waited.observe(seconds),
        worked: (seconds) => worked.observe(seconds),
        attach: (state) => queues.attach(queue, state),
      },
      started: () => active.inc(),
      finished: (result, seconds) => {
        active.dec();
        time.observe(seconds);
        reconciles.total.inc({ ...own, result });
        if (result === 'error') reconciles.errors.inc(own);
      },
      terminalError: () => reconciles.terminal.inc(own),
      panicked: () => reconciles.panics.inc(own),
      timedOut: () => reconciles.timeouts.inc(own),
    };
  };
  return { count, detach: queues.detach };
};

/** `cluster` where a manager has several. */
const OF_CONTROLLER = ['controller', 'cluster'] as const;

const reconcileFamilies = ({ counter, gauge, histogram }: MetricFamilies) => ({
  total: counter('controller_runtime_reconcile_total', 'Reconciles by result.', 'result', ...OF_CONTROLLER),
  errors: counter('controller_runtime_reconcile_errors_total', 'Reconciles that failed.', ...OF_CONTROLLER),
  terminal: counter(
    'controller_runtime_terminal_reconcile_errors_total',
    'Reconciles that failed and are not tried again.',
    ...OF_CONTROLLER,
  ),
  panics: counter(
    'controller_runtime_reconcile_panics_total',
    'Reconciles that threw what a programming error throws.',
    ...OF_CONTROLLER,
  ),
  timeouts: counter(
    'controller_runtime_reconcile_timeouts_total',
    'Reconciles that took longer than they may.',
    ...OF_CONTROLLER,
  ),
  time: histogram(
    'controller_runtime_reconcile_time_seconds',
    'Duration of reconciles.',
    RECONCILE_BUCKETS,
    ...OF_CONTROLLER,
  ),
  concurrency: gauge('controller_runtime_max_concurrent_reconciles', 'Reconciles at the same time, at most.', [
    ...OF_CONTROLLER,
  ]),
  active: gauge('controller_runtime_active_workers', 'Reconciles at present.', [...OF_CONTROLLER]),
});

interface QueueLabels {
  readonly name: string;
  readonly controller: string;
  readonly cluster?: string;
}

const OF_QUEUE = ['name', ...OF_CONTROLLER] as const;

const queueFamilies = ({ counter, gauge, histogram }: MetricFamilies) => {
  /** By the labels' text, as the worker of a cluster that comes back takes the place of the former. */
  const states = new Map<string, readonly [QueueLabels, () => QueueState]>();
  const eachQueue = (name: string, help: string, value: (state: QueueState) => number) =>
    gauge(name, help, [...OF_QUEUE], (family) => {
      family.reset();
      for (const [queue, state] of states.values()) family.set({ ...queue }, value(state()));
    });
  gauge('workqueue_depth', 'Length of the work queue.', [...OF_QUEUE, 'priority'], (family) => {
    family.reset();
    for (const [queue, state] of states.values()) {
      // A label's values are bounded, however many priorities there are.
      const depths = [...state().depths];
      const shown = depths.length > MOST_PRIORITIES ? [[MANY, sum(depths.map(([, depth]) => depth))] as const] : depths;
      for (const [priority, depth] of shown) family.set({ ...queue, priority: String(priority) }, depth);
    }
  });
  eachQueue(
    'workqueue_unfinished_work_seconds',
    'Time of work that is not done yet. Grows without end when something is stuck.',
    ({ unfinishedSeconds }) => unfinishedSeconds,
  );
  eachQueue(
    'workqueue_longest_running_processor_seconds',
    'Time that the longest of the reconciles at present has taken so far.',
    ({ longestSeconds }) => longestSeconds,
  );
  return {
    attach: (queue: QueueLabels, state: () => QueueState) => void states.set(JSON.stringify(queue), [queue, state]),
    detach: (cluster: string) => {
      for (const [key, [queue]] of states) if (queue.cluster === cluster) states.delete(key);
    },
    adds: counter('workqueue_adds_total', 'Additions to the work queue.', ...OF_QUEUE),
    retries: counter('workqueue_retries_total', 'Additions to the work queue with a delay.', ...OF_QUEUE),
    waited: histogram('workqueue_queue_duration_seconds', 'Time in the work queue.', QUEUE_BUCKETS, ...OF_QUEUE),
    worked: histogram(
      'workqueue_work_duration_seconds',
      'Time of work on an item of the queue.',
      QUEUE_BUCKETS,
      ...OF_QUEUE,
    ),
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
