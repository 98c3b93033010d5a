/**
 * The kinds that a bundle may have beside its ClusterServiceVersion and its definitions (operator-registry v1.73.0,
 * pkg/lib/bundle/supported_resources.go): OLM refuses others.
 */

export interface BundledKind {
  readonly group: string;
  readonly resource: string;
  /** OLM puts it into the namespace of the operator. */
  readonly namespaced: boolean;
}

const RBAC = 'rbac.authorization.k8s.io';
const CONSOLE = 'console.openshift.io';
const MONITORING = 'monitoring.coreos.com';

const kind = (group: string, resource: string, namespaced: boolean): BundledKind => ({ group, resource, namespaced });

/** By kind. */
export const BUNDLED_KINDS: ReadonlyMap<string, BundledKind> = new Map([
  ['ClusterRole', kind(RBAC, 'clusterroles', false)],
  ['ClusterRoleBinding', kind(RBAC, 'clusterrolebindings', false)],
  ['ConfigMap', kind('', 'configmaps', true)],
  ['ConsoleCLIDownload', kind(CONSOLE, 'consoleclidownloads', false)],
  ['ConsoleLink', kind(CONSOLE, 'consolelinks', false)],
  ['ConsolePlugin', kind(CONSOLE, 'consoleplugins', false)],
  ['ConsoleQuickStart', kind(CONSOLE, 'consolequickstarts', false)],
  ['ConsoleYAMLSample', kind(CONSOLE, 'consoleyamlsamples', false)],
  ['NetworkPolicy', kind('networking.k8s.io', 'networkpolicies', true)],
  ['PodDisruptionBudget', kind('policy', 'poddisruptionbudgets', true)],
  ['PodMonitor', kind(MONITORING, 'podmonitors', true)],
  ['PriorityClass', kind('scheduling.k8s.io', 'priorityclasses', false)],
  ['PrometheusRule', kind(MONITORING, 'prometheusrules', true)],
  ['Role', kind(RBAC, 'roles', true)],
  ['RoleBinding', kind(RBAC, 'rolebindings', true)],
  ['Secret', kind('', 'secrets', true)],
  ['Service', kind('', 'services', true)],
  ['ServiceAccount', kind('', 'serviceaccounts', true)],
  ['ServiceMonitor', kind(MONITORING, 'servicemonitors', true)],
  // OLM takes it for cluster-wide, so it is asked for everywhere.
  ['VerticalPodAutoscaler', kind('autoscaling.k8s.io', 'verticalpodautoscalers', false)],
]);
