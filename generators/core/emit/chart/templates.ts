/** The files of the chart's templates/ that are made of objects: which there are, and under which values each has any. */
import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import {
  coordinationEnabled,
  DASHBOARD,
  POD_DISRUPTION_BUDGET,
  PROMETHEUS_RULE,
  SECURE_METRICS,
  SERVICE_MONITOR,
  watchedNamespaces,
} from './conditions.ts';
import { deploymentTemplate } from './deployment.ts';
import { podDisruptionBudgetTemplate } from './disruption.ts';
import type { ChartObject } from './helm.ts';
import { dashboardTemplate, prometheusRuleTemplate, serviceMonitorTemplate } from './monitoring.ts';
import { metricsServiceTemplate, networkPolicyTemplate } from './network.ts';
import { printForEach, printTemplate } from './print.ts';
import {
  clusterRoleTemplates,
  coordinationTemplates,
  managerRoleTemplates,
  metricsAuthTemplates,
  namespaceRoleTemplates,
  serviceAccountTemplate,
  userRoleTemplates,
  WATCHED_NAMESPACE,
} from './rbac.ts';
import {
  LIMITED_METRICS,
  LIMITED_NETWORK,
  testMetricsTemplate,
  testNetworkTemplate,
  testTemplate,
} from './release-test.ts';

export interface Template {
  /** Below templates/. */
  readonly name: string;
  readonly text: string;
}

/** All of them; those that an operator has no objects for are not there. */
export const chartTemplates = (model: Model): readonly Template[] => [
  ...(model.apis.length === 0 ? [] : [template('user-roles.yaml', userRoleTemplates(model), '.Values.rbac.userRoles')]),
  template('deployment.yaml', [deploymentTemplate(model)]),
  template(
    `${coordination(model).suffix.slice(1)}.yaml`,
    coordinationTemplates(model),
    `and .Values.rbac.create ${coordinationEnabled(model)}`,
  ),
  ...managerRoles(model),
  ...(model.manager.metricsSecure
    ? [template('metrics-auth.yaml', metricsAuthTemplates(model), `and .Values.rbac.create (${SECURE_METRICS})`)]
    : []),
  template('metrics-service.yaml', [metricsServiceTemplate(model)], '.Values.metrics.enabled'),
  template('network-policy.yaml', [networkPolicyTemplate(model)], '.Values.networkPolicy.enabled'),
  template('pod-disruption-budget.yaml', [podDisruptionBudgetTemplate(model)], POD_DISRUPTION_BUDGET),
  template('service-account.yaml', [serviceAccountTemplate(model)], '.Values.serviceAccount.create'),
  template('service-monitor.yaml', [serviceMonitorTemplate(model)], SERVICE_MONITOR),
  template('prometheus-rule.yaml', [prometheusRuleTemplate(model)], PROMETHEUS_RULE),
  template('dashboard.yaml', [dashboardTemplate(model)], DASHBOARD),
  { name: 'extra-objects.yaml', text: EXTRA_OBJECTS },
  template('tests/release.yaml', [testTemplate(model)]),
  template('tests/network.yaml', [testNetworkTemplate(model)], LIMITED_NETWORK),
  template('tests/metrics.yaml', [testMetricsTemplate(model)], LIMITED_METRICS),
];

/** For all namespaces, or for some of them: never both, so that the manager may do neither less nor more than it does. */
const managerRoles = (model: Model): readonly Template[] => {
  const namespaces = watchedNamespaces(model);
  const inSome = `and .Values.rbac.create (${namespaces})`;
  const forCluster = clusterRoleTemplates(model);
  return [
    template('manager-role.yaml', managerRoleTemplates(model), `and .Values.rbac.create (not (${namespaces}))`),
    {
      name: 'manager-role-namespaced.yaml',
      text: printForEach(namespaceRoleTemplates(model), inSome, {
        item: WATCHED_NAMESPACE,
        list: `splitList "," (${namespaces})`,
      }),
    },
    ...(forCluster.length === 0 ? [] : [template('manager-role-cluster.yaml', forCluster, inSome)]),
  ];
};

const template = (name: string, objects: readonly ChartObject[], condition?: string): Template => ({
  name,
  text: printTemplate(objects, condition),
});

/** What a user adds, templates filled in: objects or text. */
const EXTRA_OBJECTS = `\
{{- range .Values.extraObjects }}
---
{{ tpl (kindIs "string" . | ternary . (toYaml .)) $ }}
{{- end }}
`;
