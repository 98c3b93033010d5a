/** The files of a chart that a person would write as text: helpers, CRD template, notes, README. */
import type { Model } from '../../model/model.ts';
import { SUFFIX, userRoleSuffix } from '../../objects/names.ts';
import { escapeBraces } from './print.ts';
import { SECURE_METRICS, SERVICE_MONITOR } from './conditions.ts';
import { valuesTable } from './values-files.ts';
import type { Values } from './values.ts';

/** templates/_helpers.tpl: names, labels and the image reference. */
export const helpers = ({ name }: Model): string => `\
{{/* The chart's name, or what the user calls it. */}}
{{- define "${name}.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* What the names of all objects start with: release and chart, each said once. */}}
{{- define "${name}.fullname" -}}
{{- $name := include "${name}.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | replace "." "-" | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* The labels of all objects. */}}
{{- define "${name}.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{ include "${name}.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/* The labels that select the manager's pods. */}}
{{- define "${name}.selectorLabels" -}}
app.kubernetes.io/name: {{ include "${name}.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The ServiceAccount of the manager. */}}
{{- define "${name}.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "${name}.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* The image: by digest if there is one, else by tag. */}}
{{- define "${name}.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default (.Chart.AppVersion | replace "+" "-") .Values.image.tag) }}
{{- end }}
{{- end }}
`;

/**
 * templates/crds.yaml: the files below files/crds as they are. They are no templates, so that braces in their texts survive; and they
 * are not read and printed again, for Helm would round integers beyond 2^53. The annotation goes in as text, where the printer
 * puts annotations.
 */
export const crdsTemplate = (): string => `\
{{- if .Values.crds.enabled }}
{{- range $path, $_ := .Files.Glob "files/crds/*.yaml" }}
{{- $crd := $.Files.Get $path }}
{{- $annotations := ($crd | fromYaml).metadata.annotations | default dict }}
{{- if and $.Values.crds.keep (not (hasKey $annotations "helm.sh/resource-policy")) }}
{{- $keep := "\${1}  annotations:\\n    helm.sh/resource-policy: keep\\n" }}
{{- $crd = regexReplaceAll "(?s)^(.*?\\nmetadata:\\n)(  annotations:\\n)?" $crd $keep }}
{{- end }}
---
{{ $crd }}
{{- end }}
{{- end }}
`;

/** templates/NOTES.txt: what the user sees after an installation. */
export const notes = (model: Model): string => `\
${escapeBraces(model.displayName)} {{ .Chart.AppVersion }} is installed in namespace {{ .Release.Namespace }}.

The manager:

  kubectl --namespace {{ .Release.Namespace }} get deployment {{ include "${model.name}.fullname" . }}
${model.apis.length === 0 ? '' : kindNotes(model)}{{- if not .Values.rbac.create }}

The manager's roles are not part of this release (rbac.create=false): bind them to ServiceAccount {{ include "${model.name}.serviceAccountName" . }}.
{{- end }}
{{- if and .Values.metrics.enabled .Values.metrics.serviceMonitor.enabled (not (${SERVICE_MONITOR})) }}

There is no ServiceMonitor: the cluster does not know monitoring.coreos.com/v1. Install the Prometheus operator, then upgrade.
{{- end }}
${model.manager.metricsSecure ? metricsNotes(model) : ''}`;

/** README.md of the chart. */
export const readme = (model: Model, values: Values): string => `\
# ${model.name}

${markdown(model.description)}

## Install

    helm install ${model.name} ./charts/${model.name} --namespace ${model.namespace} --create-namespace

The namespace may enforce the restricted Pod Security Standard. Upgrades bring changed CustomResourceDefinitions with them.

## Values

A value that the chart does not know, or of the wrong type, is refused.

${valuesTable(values)}

${model.apis.length === 0 ? '' : kindsSection(model)}## Uninstall

    helm uninstall ${model.name} --namespace ${model.namespace}
${model.apis.length === 0 ? '' : crdsStay(model)}`;

const metricsNotes = ({ name }: Model): string => `\
{{- if ${SECURE_METRICS} }}

Metrics are for those who may read them. Let Prometheus, by its ServiceAccount:

  kubectl create clusterrolebinding {{ include "${name}.fullname" . }}${SUFFIX.metricsReaderRole} --clusterrole {{ include "${name}.fullname" . }}${SUFFIX.metricsReaderRole} --serviceaccount NAMESPACE:NAME
{{- end }}
`;

const kindNotes = ({ apis }: Model): string => `
What it manages:

${apis.map((api) => `  kubectl get ${api.crdName}${api.scope === 'Namespaced' ? ' --all-namespaces' : ''}`).join('\n')}
{{- if not .Values.crds.enabled }}

The CustomResourceDefinitions are not part of this release (crds.enabled=false): install them before the manager starts.
{{- end }}
`;

const kindsSection = (model: Model): string => `\
## Kinds

| kind | group | versions | scope | roles |
| --- | --- | --- | --- | --- |
${model.apis.map((api) => kindRow(model, api)).join('\n')}

`;

const crdsStay = ({ apis }: Model): string => `
The CustomResourceDefinitions stay, and with them all custom resources. To delete both (the data is gone then):

    kubectl delete crd ${apis.map(({ crdName }) => crdName).join(' ')}
`;

const kindRow = ({ name }: Model, api: Model['apis'][number]): string => {
  const roles = (['admin', 'editor', 'viewer'] as const).map((role) => `\`${name}${userRoleSuffix(api, role)}\``);
  return `| ${api.kind} | ${api.group} | ${api.versions.map((version) => version.name).join(', ')} | ${api.scope} | ${roles.join(', ')} |`;
};

/** Text of the spec as text in Markdown: no markup, no HTML. */
const markdown = (text: string): string => text.replace(/[\\`*_[\]<>#|]/g, '\\$&');
