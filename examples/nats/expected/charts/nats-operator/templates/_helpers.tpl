{{- /* Generated from operator.yaml by k8s-operator. Change the spec, not this file. */}}
{{/* The chart's name, or what the user calls it. A parent chart may give it another one, with capitals, which no object may have. */}}
{{- define "nats-operator.name" -}}
{{- default (.Chart.Name | lower | replace "_" "-") .Values.nameOverride | trunc 63 | trimAll "-" }}
{{- end }}

{{/* What the names of all objects start with: release and chart, each said once. */}}
{{- define "nats-operator.fullname" -}}
{{- $name := include "nats-operator.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimAll "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | replace "." "-" | trunc 63 | trimAll "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | replace "." "-" | trunc 63 | trimAll "-" }}
{{- end }}
{{- end }}

{{/* The Service of the metrics, which is also the job of their series. */}}
{{- define "nats-operator.metricsService" -}}
{{- $name := regexReplaceAll "^[0-9]" (include "nats-operator.fullname" .) "op-${0}" }}
{{- printf "%s-metrics" ($name | trunc 55 | trimAll "-") }}
{{- end }}

{{/* The labels of all objects. */}}
{{- define "nats-operator.labels" -}}
{{ include "nats-operator.labelsWith" (list . (dict)) }}
{{- end }}

{{/* The same with more of them; given the root and those. They win over those that the user gives to all objects. */}}
{{- define "nats-operator.labelsWith" -}}
{{- $root := first . }}
{{- include "nats-operator.chartLabels" $root }}
{{ include "nats-operator.selectorLabels" $root }}
{{- with merge (dict) (last . | default (dict)) ($root.Values.commonLabels | default (dict)) }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Of which chart and by whom an object is. */}}
{{- define "nats-operator.chartLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
{{- end }}

{{/* The labels that select the manager's pods. */}}
{{- define "nats-operator.selectorLabels" -}}
app.kubernetes.io/name: {{ include "nats-operator.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The labels that select the pods of "helm test", which no Service may send anything to. */}}
{{- define "nats-operator.testLabels" -}}
app.kubernetes.io/name: {{ printf "%s-test" (include "nats-operator.name" . | trunc 58 | trimAll "-") | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* The ServiceAccount of the manager. */}}
{{- define "nats-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "nats-operator.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* The image: by digest if there is one, else by tag. */}}
{{- define "nats-operator.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default (.Chart.AppVersion | replace "+" "-") .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The namespaces that the manager watches, separated by commas; nothing: all. What it may do and what it is told come from here both. */}}
{{- define "nats-operator.watchNamespaces" -}}
{{- if .Values.watchNamespaces }}
{{- join "," .Values.watchNamespaces }}
{{- else if eq .Values.rbac.scope "namespaced" }}
{{- .Release.Namespace }}
{{- end }}
{{- end }}
