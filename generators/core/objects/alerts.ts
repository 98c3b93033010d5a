/**
 * When somebody must look at the operator: conditions on the metrics that the runtime serves (controller-runtime's names and its own
 * `operator_runtime_*`). Each says what it means and what to do; the rule of Prometheus and the runbook are made from the same.
 */
import { wordsOf } from '../model/names.ts';
import type { Model } from '../model/model.ts';
import { servedApis } from '../model/served.ts';

export interface Alert {
  /** 'MemcachedOperatorDown' */
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  /** How long it must have been so: Prometheus' duration. */
  readonly for: string;
  /** PromQL; `selector`: the matchers of the operator's series, without braces. */
  readonly expression: (selector: string) => string;
  /** One line. May hold Prometheus' templates, as the description may. */
  readonly summary: string;
  readonly description: string;
  /** What to do, step by step; Markdown. */
  readonly steps: readonly string[];
}

/** The alerts of an operator: none about controllers where there are none. */
export const alerts = (model: Model): readonly Alert[] => {
  const all = [
    down(model),
    ...(model.manager.sharding ? [] : [noLeader]),
    ...(servedApis(model).length === 0
      ? []
      : [reconcileErrors, reconcilePanics, queueStalled, queueSlow, reconcileStuck]),
    watchFailing,
    requestErrors,
  ];
  const prefix = wordsOf(model.name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return all.map(({ name, ...alert }) => Object.assign(alert, { name: `${prefix}${name}` }));
};

/** Where the runbook has an alert: the anchor that GitHub and GitLab give to a heading of its name. */
export const alertAnchor = ({ name }: Pick<Alert, 'name'>): string => name.toLowerCase();

const BY_CONTROLLER = 'sum by (namespace, controller)';

const down = ({ displayName }: Model): Alert => ({
  name: 'Down',
  severity: 'critical',
  for: '5m',
  // Both sides say which release it is: `absent` has the labels of a plain selector only.
  expression: (selector) => `absent(up{${selector}}) or max by (namespace, job) (up{${selector}}) == 0`,
  summary: 'No pod of the operator is scraped.',
  description: `Prometheus has reached no pod of ${plain(displayName)} for 5 minutes: nothing is reconciled, or nobody sees whether it is.`,
  steps: [
    'Look at the pods and their events: `kubectl get pods`, `kubectl describe pod`. An image that cannot be pulled and a memory limit that is too low show there.',
    'A pod that starts and ends again says why in its last lines: `kubectl logs --previous`.',
    'When the pods run and are ready, it is the scraping that fails: look at the targets of Prometheus. A NetworkPolicy, or metrics that only some may read, keep it out.',
  ],
});

/** Braces would be read as a template of Prometheus. */
const plain = (text: string): string => text.replaceAll(/[{}]/g, '');

const noLeader: Alert = {
  name: 'NoLeader',
  severity: 'critical',
  for: '5m',
  // Nothing where no leader is elected: there is no such series then.
  expression: (selector) => `sum by (namespace) (leader_election_master_status{${selector}}) == 0`,
  summary: 'No pod of the operator leads.',
  description: 'The pods in {{ $labels.namespace }} run, but none of them holds the Lease: nothing is reconciled.',
  steps: [
    'See who held the Lease last, and until when: `kubectl describe lease`.',
    'The log of the pods says why it is not taken: the permission on Leases in the namespace of the operator is missing, or the API server does not answer.',
  ],
};

const reconcileErrors: Alert = {
  name: 'ReconcileErrors',
  severity: 'warning',
  for: '15m',
  expression: (selector) =>
    `${BY_CONTROLLER} (rate(controller_runtime_reconcile_errors_total{${selector}}[5m])) / ${BY_CONTROLLER} (rate(controller_runtime_reconcile_total{${selector}}[5m])) > 0.1`,
  summary: 'Reconciles of {{ $labels.controller }} fail.',
  description:
    '{{ $value | humanizePercentage }} of the reconciles of the controller {{ $labels.controller }} in {{ $labels.namespace }} have failed for 15 minutes.',
  steps: [
    'The log names the object and the error of each: lines of the level `error` with the name of the controller.',
    'The same error for all objects is about the cluster: a missing permission, a webhook that does not answer, a quota. One about a single object is about that object: its events say more (`kubectl describe`).',
  ],
};

const reconcilePanics: Alert = {
  name: 'ReconcilePanics',
  severity: 'warning',
  for: '0s',
  expression: (selector) =>
    `${BY_CONTROLLER} (increase(controller_runtime_reconcile_panics_total{${selector}}[15m])) > 0 or ${BY_CONTROLLER} (increase(controller_runtime_terminal_reconcile_errors_total{${selector}}[15m])) > 0`,
  summary: 'Reconciles of {{ $labels.controller }} fail in a way that trying again does not mend.',
  description:
    'The controller {{ $labels.controller }} in {{ $labels.namespace }} has had a programming error, or an error that it does not try again after, in the last 15 minutes.',
  steps: [
    'The log has the stack trace and the object.',
    'It is a mistake in the code of the operator, or an object that it cannot do anything with: change the object, or install a version that is mended. An object is reconciled again when it changes.',
  ],
};

/**
 * The queues that are worked on. A pod that stands by fills its own, to be ready when it leads; it reconciles nothing, and that is no fault.
 * Where no leader is elected there is no series of leaders, and every queue counts.
 */
export const workingQueues = (selector: string): string =>
  `workqueue_depth{${selector}} unless on (namespace, pod) leader_election_master_status{${selector}} == 0`;

const queueStalled: Alert = {
  name: 'QueueStalled',
  severity: 'critical',
  for: '15m',
  expression: (selector) =>
    `${BY_CONTROLLER} (${workingQueues(selector)}) > 0 and on (namespace, controller) ${BY_CONTROLLER} (rate(controller_runtime_reconcile_total{${selector}}[10m])) == 0`,
  summary: 'Objects wait, and {{ $labels.controller }} reconciles none.',
  description:
    '{{ $value }} objects of the controller {{ $labels.controller }} in {{ $labels.namespace }} wait, and not one reconcile has ended for 15 minutes.',
  steps: [
    'All workers are busy with reconciles that do not end: a request without a timeout, a loop that waits. The panel "Longest reconcile" of the dashboard shows it.',
    'Restart the operator to go on (`kubectl rollout restart deployment`), and mend what does not end.',
  ],
};

const queueSlow: Alert = {
  name: 'QueueSlow',
  severity: 'warning',
  for: '15m',
  expression: (selector) =>
    `histogram_quantile(0.9, sum by (namespace, controller, le) (rate(workqueue_queue_duration_seconds_bucket{${selector}}[10m]))) > 60`,
  summary: 'Objects wait long for {{ $labels.controller }}.',
  description:
    'One in ten changes has waited for more than {{ $value | humanizeDuration }} in the queue of the controller {{ $labels.controller }} in {{ $labels.namespace }}.',
  steps: [
    'See whether it is many changes or slow reconciles: the panels "Reconciles" and "Duration of reconciles" of the dashboard.',
    'For slow ones find out what they wait for: most often the API server, which throttles, or a service beyond the cluster.',
    'A CPU limit that is reached shows in the panel "CPU". Raise it.',
  ],
};

const reconcileStuck: Alert = {
  name: 'ReconcileStuck',
  severity: 'warning',
  for: '5m',
  expression: (selector) =>
    `max by (namespace, pod, controller) (workqueue_longest_running_processor_seconds{${selector}}) > 600`,
  summary: 'A reconcile of {{ $labels.controller }} does not end.',
  description:
    'A reconcile of the controller {{ $labels.controller }} in the pod {{ $labels.namespace }}/{{ $labels.pod }} has run for {{ $value | humanizeDuration }}. No other of the same object can begin.',
  steps: [
    'The log shows which object it is: the last one that was begun and not ended, at the level `debug`.',
    'Give every request in it a timeout. To go on at once, delete the pod.',
  ],
};

const watchFailing: Alert = {
  name: 'WatchFailing',
  severity: 'critical',
  for: '10m',
  // The namespace of the informer is the scraped one's own label, which Prometheus calls exported_namespace.
  // Of several informers of a kind the numbers are added up.
  expression: (selector) => `max by (namespace, pod, group, kind) (operator_runtime_informer_failing{${selector}}) > 0`,
  summary: 'Changes of {{ $labels.kind }} are not seen.',
  description:
    'The pod {{ $labels.namespace }}/{{ $labels.pod }} has not been able to list or watch {{ $labels.kind }} of the group "{{ $labels.group }}" for 10 minutes, and is not ready.',
  steps: [
    '`/readyz?verbose` of the pod and its log say why: the kind is not installed (its CustomResourceDefinition is missing), or the permission to list and watch it is.',
    "For the operator's own kinds, install the CustomResourceDefinitions; for a permission, compare the roles with those that come with the operator.",
  ],
};

const requestErrors: Alert = {
  name: 'APIErrors',
  severity: 'warning',
  for: '15m',
  expression: (selector) =>
    `sum by (namespace) (rate(rest_client_requests_total{${selector},code=~"5..|<error>"}[5m])) / sum by (namespace) (rate(rest_client_requests_total{${selector}}[5m])) > 0.1`,
  summary: 'Requests to the API server fail.',
  description:
    '{{ $value | humanizePercentage }} of the requests of the operator in {{ $labels.namespace }} to the API server have failed for 15 minutes.',
  steps: [
    'See whether others have it too: then it is the API server, or the network to it.',
    'For this operator alone: its NetworkPolicy does not let it out, or a webhook refuses what it writes (the log says which).',
  ],
};
