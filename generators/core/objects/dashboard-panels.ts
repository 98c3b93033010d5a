/** What the dashboard shows: titles, units, queries; where a panel stands is decided where they are laid out. */
import type { Model } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { workingQueues } from './alerts.ts';

export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly type: 'timeseries' | 'stat';
  /** A unit of Grafana. */
  readonly unit: string;
  readonly queries: readonly Query[];
}

export interface Query {
  /** PromQL. */
  readonly expr: string;
  /** Of a series: text with labels in braces. */
  readonly legend: string;
}

/** The sections of an operator's dashboard; those about controllers where it has any. */
export const sections = (model: Model): readonly Section[] => [
  { title: 'Overview', panels: overview(model) },
  ...(servedApis(model).length === 0
    ? []
    : [
        { title: 'Reconciles', panels: RECONCILES },
        { title: 'Work queues', panels: QUEUES },
      ]),
  { title: 'Kubernetes API', panels: API },
  { title: 'Process', panels: PROCESS },
];

/** The dashboard's variables choose the operator. */
const SELECTOR = 'job="$job",namespace="$namespace"';
const RATE = '[$__rate_interval]';

const of = (metric: string, ...matchers: readonly string[]): string =>
  `${metric}{${[SELECTOR, ...matchers].join(',')}}`;
const rate = (metric: string, ...matchers: readonly string[]): string => `rate(${of(metric, ...matchers)}${RATE})`;
const quantile = (q: number, metric: string, by: string): string =>
  `histogram_quantile(${q}, sum by (${by}, le) (${rate(`${metric}_bucket`)}))`;
const percentiles = (metric: string, by: string): readonly Query[] =>
  [0.5, 0.99].map((q) => ({ expr: quantile(q, metric, by), legend: `{{${by}}} p${q * 100}` }));

const panel = (title: string, unit: string, queries: readonly Query[], description?: string): Panel => ({
  title,
  type: 'timeseries',
  unit,
  queries,
  ...(description !== undefined && { description }),
});
const stat = (title: string, unit: string, expr: string, description: string): Panel => ({
  title,
  type: 'stat',
  unit,
  queries: [{ expr, legend: '' }],
  description,
});

const overview = (model: Model): readonly Panel[] => [
  stat('Pods', 'none', `sum(${of('up')})`, 'Pods that are scraped.'),
  ...(model.manager.sharding
    ? []
    : [stat('Leaders', 'none', `sum(${of('leader_election_master_status')})`, 'One, where a leader is elected.')]),
  stat(
    'Watches that fail',
    'none',
    `sum(${of('operator_runtime_informer_failing')})`,
    'Kinds whose changes are not seen at present.',
  ),
  ...(servedApis(model).length === 0
    ? []
    : [
        stat(
          'Reconciles that fail',
          'percentunit',
          `sum(${rate('controller_runtime_reconcile_errors_total')}) / sum(${rate('controller_runtime_reconcile_total')})`,
          'The part of all reconciles.',
        ),
        stat(
          'Objects that wait',
          'none',
          `sum(${workingQueues(SELECTOR)})`,
          'In the work queues of pods that reconcile.',
        ),
      ]),
];

const RECONCILES: readonly Panel[] = [
  panel('Reconciles', 'ops', [
    {
      expr: `sum by (controller, result) (${rate('controller_runtime_reconcile_total')})`,
      legend: '{{controller}} {{result}}',
    },
  ]),
  panel('Duration of reconciles', 's', percentiles('controller_runtime_reconcile_time_seconds', 'controller')),
  panel(
    'Errors',
    'ops',
    [
      ['errors', 'controller_runtime_reconcile_errors_total'],
      ['terminal', 'controller_runtime_terminal_reconcile_errors_total'],
      ['panics', 'controller_runtime_reconcile_panics_total'],
      ['timeouts', 'controller_runtime_reconcile_timeouts_total'],
    ].map(([what, metric]) => ({ expr: `sum by (controller) (${rate(metric!)})`, legend: `{{controller}} ${what}` })),
    'Terminal errors are not tried again; panics are programming errors.',
  ),
  panel('Workers', 'none', [
    { expr: `sum by (controller) (${of('controller_runtime_active_workers')})`, legend: '{{controller}} active' },
    {
      expr: `sum by (controller) (${of('controller_runtime_max_concurrent_reconciles')})`,
      legend: '{{controller}} at most',
    },
  ]),
];

const QUEUES: readonly Panel[] = [
  panel(
    'Length',
    'none',
    [{ expr: `sum by (controller) (${workingQueues(SELECTOR)})`, legend: '{{controller}}' }],
    'Of pods that reconcile; those that stand by have a queue, too.',
  ),
  panel('Time in the queue', 's', percentiles('workqueue_queue_duration_seconds', 'controller')),
  panel('Additions', 'ops', [
    { expr: `sum by (controller) (${rate('workqueue_adds_total')})`, legend: '{{controller}}' },
    { expr: `sum by (controller) (${rate('workqueue_retries_total')})`, legend: '{{controller}} with a delay' },
  ]),
  panel('Longest reconcile', 's', [
    {
      expr: `max by (controller) (${of('workqueue_longest_running_processor_seconds')})`,
      legend: '{{controller}}',
    },
  ]),
];

const API: readonly Panel[] = [
  panel('Requests', 'reqps', [
    { expr: `sum by (method, code) (${rate('rest_client_requests_total')})`, legend: '{{method}} {{code}}' },
  ]),
  panel('Duration of requests', 's', percentiles('rest_client_request_duration_seconds', 'verb')),
  panel('Objects in the cache', 'none', [
    { expr: `sum by (group, kind) (${of('operator_runtime_informer_objects')})`, legend: '{{kind}} {{group}}' },
  ]),
  panel(
    'Watches',
    'none',
    [
      {
        expr: `min by (group, kind) (${of('operator_runtime_informer_synced')})`,
        legend: '{{kind}} {{group}} synced',
      },
      {
        expr: `max by (group, kind) (${of('operator_runtime_informer_failing')})`,
        legend: '{{kind}} {{group}} failing',
      },
    ],
    '1 means yes.',
  ),
];

const PROCESS: readonly Panel[] = [
  panel('CPU', 'short', [{ expr: rate('process_cpu_seconds_total'), legend: '{{pod}}' }], 'Cores.'),
  panel('Memory', 'bytes', [
    { expr: of('process_resident_memory_bytes'), legend: '{{pod}} resident' },
    { expr: of('nodejs_heap_size_used_bytes'), legend: '{{pod}} heap' },
  ]),
  panel(
    'Delay of the event loop',
    's',
    [{ expr: of('nodejs_eventloop_lag_p99_seconds'), legend: '{{pod}} p99' }],
    'How long the process is kept from doing anything else.',
  ),
];
