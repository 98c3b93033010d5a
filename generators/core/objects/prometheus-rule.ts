import type { Model } from '../model/model.ts';
import { type Alert, alertAnchor, alerts } from './alerts.ts';
import { objectLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** Where the runbook is, in the project of the operator. */
export const RUNBOOK = 'docs/alerts.md';

/**
 * Matchers of the operator's series: a ServiceMonitor gives them the name of the Service as `job`, and the namespace of the pods.
 * Without a namespace, where it is not known before the installation.
 */
export const seriesSelector = (job: string, namespace?: string): string =>
  [`job="${job}"`, ...(namespace === undefined ? [] : [`namespace="${namespace}"`])].join(',');

/** What wakes somebody, for the Prometheus operator; `selector`: the matchers of the operator's series. */
export const prometheusRule = (
  model: Model,
  selector = seriesSelector(objectNames(model).metricsService, model.namespace),
) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  spec: { groups: [{ name: model.name, rules: alerts(model).map((alert) => rule(alert, selector)) }] },
});

const rule = (alert: Alert, selector: string) => ({
  alert: alert.name,
  expr: alert.expression(selector),
  for: alert.for,
  labels: { severity: alert.severity },
  annotations: {
    summary: alert.summary,
    description: alert.description,
    runbook: `${RUNBOOK}#${alertAnchor(alert)}`,
  },
});
