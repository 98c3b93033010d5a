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

/** Makes the families; the answer begins to count for a controller. */
export const countControllers = (
  families: MetricFamilies,
): ((controller: string, concurrency: number) => ControllerMetrics) => {
  const reconciles = reconcileFamilies(families);
  const queues = queueFamilies(families);
  return (controller, concurrency) => {
    const queue = { name: controller, controller };
    for (const result of OUTCOMES) reconciles.total.inc({ controller, result }, 0);
    for (const each of [reconciles.errors, reconciles.terminal, reconciles.panics, reconciles.timeouts])
      each.inc({ controller }, 0);
    reconciles.concurrency.set({ controller }, concurrency);
    const time = reconciles.time.labels({ controller });
    const active = reconciles.active.labels({ controller });
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
        reconciles.total.inc({ controller, result });
        if (result === 'error') reconciles.errors.inc({ controller });
      },
      terminalError: () => reconciles.terminal.inc({ controller }),
      panicked: () => reconciles.panics.inc({ controller }),
      timedOut: () => reconciles.timeouts.inc({ controller }),
    };
  };
};

const reconcileFamilies = ({ counter, gauge, histogram }: MetricFamilies) => ({
  total: counter('controller_runtime_reconcile_total', 'Reconciles by result.', 'controller', 'result'),
  errors: counter('controller_runtime_reconcile_errors_total', 'Reconciles that failed.', 'controller'),
  terminal: counter(
    'controller_runtime_terminal_reconcile_errors_total',
    'Reconciles that failed and are not tried again.',
    'controller',
  ),
  panics: counter(
    'controller_runtime_reconcile_panics_total',
    'Reconciles that threw what a programming error throws.',
    'controller',
  ),
  timeouts: counter(
    'controller_runtime_reconcile_timeouts_total',
    'Reconciles that took longer than they may.',
    'controller',
  ),
  time: histogram(
    'controller_runtime_reconcile_time_seconds',
    'Duration of reconciles.',
    RECONCILE_BUCKETS,
    'controller',
  ),
  concurrency: gauge('controller_runtime_max_concurrent_reconciles', 'Reconciles at the same time, at most.', [
    'controller',
  ]),
  active: gauge('controller_runtime_active_workers', 'Reconciles at present.', ['controller']),
});

interface QueueLabels {
  readonly name: string;
  readonly controller: string;
}

const queueFamilies = ({ counter, gauge, histogram }: MetricFamilies) => {
  const states = new Map<QueueLabels, () => QueueState>();
  const eachQueue = (name: string, help: string, value: (state: QueueState) => number) =>
    gauge(name, help, ['name', 'controller'], (family) => {
      for (const [queue, state] of states) family.set({ ...queue }, value(state()));
    });
  gauge('workqueue_depth', 'Length of the work queue.', ['name', 'controller', 'priority'], (family) => {
    family.reset();
    for (const [queue, state] of states) {
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
  const labels = ['name', 'controller'] as const;
  return {
    attach: (queue: QueueLabels, state: () => QueueState) => void states.set(queue, state),
    adds: counter('workqueue_adds_total', 'Additions to the work queue.', ...labels),
    retries: counter('workqueue_retries_total', 'Additions to the work queue with a delay.', ...labels),
    waited: histogram('workqueue_queue_duration_seconds', 'Time in the work queue.', QUEUE_BUCKETS, ...labels),
    worked: histogram(
      'workqueue_work_duration_seconds',
      'Time of work on an item of the queue.',
      QUEUE_BUCKETS,
      ...labels,
    ),
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
