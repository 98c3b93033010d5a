/** templates/NOTES.txt: what the user sees after an installation. */
import type { Model } from '../../model/model.ts';
import { SUFFIX } from '../../objects/names.ts';
import { MONITORING_MISSING, SECURE_METRICS, watchedNamespaces } from './conditions.ts';
import { crdsChartName, hasCrdsChart } from './crds.ts';
import { include } from './metadata.ts';
import { escapeBraces } from './print.ts';
import { hasCrdValues } from './values.ts';

/** The text of the file. */
export const notes = (model: Model): string => `\
${escapeBraces(model.displayName)} {{ .Chart.AppVersion }} is installed in namespace {{ .Release.Namespace }}.

The manager:

  kubectl --namespace {{ .Release.Namespace }} get deployment {{ ${include(model, 'fullname')} }}

{{- with ${watchedNamespaces(model)} }}

It watches these namespaces alone: {{ . }}
{{- end }}
${model.apis.length === 0 ? '' : kinds(model)}{{- if not .Values.rbac.create }}

The manager's roles are not part of this release (rbac.create=false): bind them to ServiceAccount {{ ${include(model, 'serviceAccountName')} }}.
{{- end }}
{{- if ${MONITORING_MISSING} }}

There is no ServiceMonitor and no PrometheusRule: the cluster does not know monitoring.coreos.com/v1. Install the Prometheus operator, then upgrade.
{{- end }}
${model.manager.metricsSecure ? secureMetrics(model) : ''}
Whether it may do what it needs, and answers:

  helm test --namespace {{ .Release.Namespace }} {{ .Release.Name }}
`;

const kinds = (model: Model): string => `
What it manages:

${model.apis.map((api) => `  kubectl get ${api.crdName}${api.scope === 'Namespaced' ? ' --all-namespaces' : ''}`).join('\n')}
${definitions(model)}`;

const definitions = (model: Model): string => {
  if (hasCrdValues(model))
    return `\
{{- if not .Values.crds.enabled }}

The CustomResourceDefinitions are not part of this release (crds.enabled=false): install them before the manager starts.
{{- end }}
`;
  return hasCrdsChart(model)
    ? `
The CustomResourceDefinitions are not part of this release: they come by the chart ${crdsChartName(model)}.
`
    : `
Helm installs the CustomResourceDefinitions once, and does not upgrade them: see the README before an upgrade.
`;
};

const secureMetrics = ({ name }: Model): string => {
  const role = `{{ include "${name}.fullname" . }}${SUFFIX.metricsReaderRole}`;
  return `\
{{- if and .Values.rbac.create (${SECURE_METRICS}) }}

Metrics are for those who may read them. Let Prometheus, by its ServiceAccount:

  kubectl create clusterrolebinding ${role} --clusterrole ${role} --serviceaccount NAMESPACE:NAME
{{- end }}
`;
};
