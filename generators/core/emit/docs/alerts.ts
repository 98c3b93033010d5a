/** `docs/alerts.md`: the runbook, a section for each alert; the alerts link to it by their names. */
import type { Model } from '../../model/model.ts';
import { type Alert, alerts } from '../../objects/alerts.ts';
import { RUNBOOK, seriesSelector } from '../../objects/prometheus-rule.ts';
import { objectNames } from '../../objects/names.ts';
import { MARKER } from '../marker.ts';
import { fence, text } from './markdown.ts';

/** Where it is. */
export const ALERTS_FILE = RUNBOOK;

/** The text of the file. */
export const emitAlerts = (model: Model): string => {
  const selector = seriesSelector(objectNames(model).metricsService);
  return [
    `<!-- ${MARKER} -->`,
    '# Alerts',
    `What the alerts of ${text(model.displayName)} mean, and what to do about them.`,
    ...alerts(model).map((alert) => section(alert, selector)),
  ]
    .join('\n\n')
    .concat('\n');
};

const section = (alert: Alert, selector: string): string =>
  [
    `## ${alert.name}`,
    `Severity ${alert.severity}${alert.for === '0s' ? '' : `, after ${alert.for}`}. ${describe(alert.description)}`,
    fence('promql', alert.expression(selector)),
    alert.steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ].join('\n\n');

/** What Prometheus fills in is left open. */
export const describe = (template: string): string => text(template.replaceAll(/\{\{.*?\}\}/g, '…'));
