/** What Prometheus and Grafana read about the operator, as templates. */
import type { Model } from '../../model/model.ts';
import { type Alert, alertAnchor, alerts } from '../../objects/alerts.ts';
import { dashboardConfigMap } from '../../objects/dashboard.ts';
import { SUFFIX } from '../../objects/names.ts';
import { prometheusRule, seriesSelector } from '../../objects/prometheus-rule.ts';
import { serviceMonitor } from '../../objects/service-monitor.ts';
import {
  block,
  type ChartObject,
  expression,
  givenScalar,
  type Helm,
  spreadGiven,
  text,
  when,
  whenGiven,
} from './helm.ts';
import {
  annotationsWith,
  chartMetadata,
  fullName,
  labelsWith,
  metricsServiceName,
  nameWith,
  selectorOf,
} from './metadata.ts';

/** The ServiceMonitor as a template. */
export const serviceMonitorTemplate = (model: Model): ChartObject => {
  const object = serviceMonitor(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model), {
      labels: labelsWith(model, '.Values.metrics.serviceMonitor.labels'),
    }),
    spec: {
      ...object.spec,
      selector: { matchLabels: selectorOf(model) },
      endpoints: object.spec.endpoints.map(scrapedEndpoint),
    },
  };
};

const AUTHORIZATION = '.Values.metrics.serviceMonitor.authorization';

const scrapedEndpoint = (endpoint: ReturnType<typeof serviceMonitor>['spec']['endpoints'][number]): ChartObject => ({
  ...endpoint,
  ...('scheme' in endpoint && {
    scheme: when('.Values.metrics.secure', endpoint.scheme),
    bearerTokenFile: when(`and .Values.metrics.secure (not ${AUTHORIZATION})`, endpoint.bearerTokenFile),
    authorization: when(`and .Values.metrics.secure ${AUTHORIZATION}`, block(`toYaml ${AUTHORIZATION}`)),
    tlsConfig: when('.Values.metrics.secure', block('toYaml .Values.metrics.serviceMonitor.tlsConfig')),
  }),
  interval: givenScalar('.Values.metrics.serviceMonitor.interval'),
  scrapeTimeout: givenScalar('.Values.metrics.serviceMonitor.scrapeTimeout'),
});

/** The alerts as a template; about the series of this release alone. */
export const prometheusRuleTemplate = (model: Model): ChartObject => {
  const object = prometheusRule(model);
  const [group] = object.spec.groups;
  const rules = alerts(model).map((alert, index) => rule(model, alert, group!.rules[index]!));
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model), {
      labels: labelsWith(model, '.Values.metrics.prometheusRule.labels'),
    }),
    spec: { groups: [{ ...group!, rules: [...rules, spreadGiven('.Values.metrics.prometheusRule.extraRules')] }] },
  };
};

type Rule = ReturnType<typeof prometheusRule>['spec']['groups'][number]['rules'][number];

const rule = (model: Model, alert: Alert, made: Rule): ChartObject => ({
  ...made,
  expr: ofRelease(model, alert.expression),
  annotations: {
    ...made.annotations,
    runbook_url: whenGiven(
      '.Values.metrics.prometheusRule.runbookUrl',
      text(expression('.'), `#${alertAnchor(alert)}`),
    ),
  },
});

/** Names of Services and namespaces are DNS labels: there is nothing in them to escape. */
const ofRelease = (model: Model, expressionOf: (selector: string) => string): Helm => {
  const [job, namespace] = ['\u0001', '\u0002'];
  const parts: Readonly<Record<string, Helm>> = {
    [job]: metricsServiceName(model),
    [namespace]: expression('.Release.Namespace'),
  };
  const query = expressionOf(seriesSelector(job, namespace));
  // oxlint-disable-next-line no-control-regex -- two marks that stand in no query
  return text(...query.split(/([\u0001\u0002])/).map((part) => parts[part] ?? part));
};

/** The dashboard's ConfigMap as a template. The dashboard is a file beside it, so that the braces of its legends survive. */
export const dashboardTemplate = (model: Model): ChartObject => {
  const object = dashboardConfigMap(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, nameWith(model, SUFFIX.dashboard), {
      labels: labelsWith(model, '.Values.metrics.dashboard.labels'),
      annotations: annotationsWith('.Values.metrics.dashboard.annotations'),
    }),
    data: block('(.Files.Glob "files/dashboards/*.json").AsConfig'),
  };
};
