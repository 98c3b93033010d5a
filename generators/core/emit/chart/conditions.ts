/** Conditions on a chart's values that several templates have. */
import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import { include } from './metadata.ts';

/** Whether several managers may run. */
export const coordinationEnabled = (model: Model): string => `.Values.${coordination(model).setting}.enabled`;

/** The namespaces that the manager watches, separated by commas; empty, so false: all. */
export const watchedNamespaces = (model: Model): string => include(model, 'watchNamespaces');

/** Whether there are metrics, and only for those who may read them; of an operator that can do that. */
export const SECURE_METRICS = 'and .Values.metrics.enabled .Values.metrics.secure';

/** Whether the cluster knows the kinds of the Prometheus operator. */
const MONITORING = '(.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")';

/** Whether what the Prometheus operator reads is wanted. Of metrics that nobody serves there is nothing to read. */
export const MONITORING_WANTED =
  'and .Values.metrics.enabled (or .Values.metrics.serviceMonitor.enabled .Values.metrics.prometheusRule.enabled)';

/** Whether that has to be left out, and users must be told. */
export const MONITORING_MISSING = `and (${MONITORING_WANTED}) (not ${MONITORING})`;

/** Whether there is a ServiceMonitor: it needs metrics to scrape, and a cluster that knows the kind. */
export const SERVICE_MONITOR = `and .Values.metrics.enabled .Values.metrics.serviceMonitor.enabled ${MONITORING}`;

/** Whether there are alerts. */
export const PROMETHEUS_RULE = `and .Values.metrics.enabled .Values.metrics.prometheusRule.enabled ${MONITORING}`;

/** Whether there is a dashboard. */
export const DASHBOARD = 'and .Values.metrics.enabled .Values.metrics.dashboard.enabled';

/** Whether there is a PodDisruptionBudget: of a single pod it would only keep nodes from being drained. */
export const POD_DISRUPTION_BUDGET = 'and .Values.podDisruptionBudget.enabled (gt (int .Values.replicas) 1)';
