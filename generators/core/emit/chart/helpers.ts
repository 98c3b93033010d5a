/** templates/_helpers.tpl: names, labels, the image reference and the namespaces to watch. */
import type { Model } from '../../model/model.ts';
import { SERVICE_NAME_LIMIT, SUFFIX } from '../../objects/names.ts';

/** The text of the file. */
export const helpers = (model: Model): string => `${naming(model)}
${serviceName(model)}
${labelling(model)}
${manager(model)}`;

const naming = ({ name }: Model): string => `\
{{/* The chart's name, or what the user calls it. A parent chart may give it another one, with capitals, which no object may have. */}}
{{- define "${name}.name" -}}
{{- default (.Chart.Name | lower | replace "_" "-") .Values.nameOverride | trunc 63 | trimAll "-" }}
{{- end }}

{{/* What the names of all objects start with: release and chart, each said once. */}}
{{- define "${name}.fullname" -}}
{{- $name := include "${name}.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimAll "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | replace "." "-" | trunc 63 | trimAll "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 63 | trimAll "-" }}
{{- end }}
{{- end }}
`;

/** Before Kubernetes 1.36 the name of a Service begins with a letter; that of a release need not. As `objectNames` has it. */
const serviceName = ({ name }: Model): string => `\
{{/* The Service of the metrics, which is also the job of their series. */}}
{{- define "${name}.metricsService" -}}
{{- $name := regexReplaceAll "^[0-9]" (include "${name}.fullname" .) "op-\${0}" }}
{{- printf "%s${SUFFIX.metricsService}" ($name | trunc ${SERVICE_NAME_LIMIT - SUFFIX.metricsService.length} | trimAll "-") }}
{{- end }}
`;

const labelling = ({ name }: Model): string => `\
{{/* The labels of all objects. */}}
{{- define "${name}.labels" -}}
{{ include "${name}.labelsWith" (list . (dict)) }}
{{- end }}

{{/* The same with more of them; given the root and those. They win over those that the user gives to all objects. */}}
{{- define "${name}.labelsWith" -}}
{{- $root := first . }}
{{- include "${name}.chartLabels" $root }}
{{ include "${name}.selectorLabels" $root }}
{{- with merge (dict) (last . | default (dict)) ($root.Values.commonLabels | default (dict)) }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Of which chart and by whom an object is. */}}
{{- define "${name}.chartLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/* The labels that select the manager's pods. */}}
{{- define "${name}.selectorLabels" -}}
app.kubernetes.io/name: {{ include "${name}.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The labels that select the pods of "helm test", which no Service may send anything to. */}}
{{- define "${name}.testLabels" -}}
app.kubernetes.io/name: {{ printf "%s-test" (include "${name}.name" . | trunc 58 | trimAll "-") | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}
`;

const manager = ({ name }: Model): string => `\
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

{{/* The namespaces that the manager watches, separated by commas; nothing: all. What it may do and what it is told come from here both. */}}
{{- define "${name}.watchNamespaces" -}}
{{- if .Values.watchNamespaces }}
{{- join "," .Values.watchNamespaces }}
{{- else if eq .Values.rbac.scope "namespaced" }}
{{- .Release.Namespace }}
{{- end }}
{{- end }}
`;
