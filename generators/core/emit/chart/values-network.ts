/** Values about metrics, and about who may connect to whom. */
import type { Model } from '../../model/model.ts';
import { DASHBOARD_LABELS } from '../../objects/dashboard.ts';
import { networkPolicy } from '../../objects/network-policy.ts';
import { serviceMonitor } from '../../objects/service-monitor.ts';
import * as schema from './schemas.ts';
import { group, setting, type Values } from './value.ts';

/** Metrics, and what Prometheus and Grafana are told about them. */
export const metricsValues = (model: Model): Values => ({
  metrics: group('Metrics in the format of Prometheus.', {
    enabled: setting('Serve metrics, with a Service to scrape them.', schema.boolean, true),
    port: setting(
      'The port of the container and the Service.',
      schema.port(model.manager.healthPort),
      model.manager.metricsPort,
    ),
    ...(model.manager.metricsSecure && {
      secure: setting(
        'Serve them by HTTPS, and only to those who may get the non-resource URL /metrics.',
        schema.boolean,
        true,
      ),
    }),
    serviceMonitor: group('How the Prometheus operator finds them.', {
      enabled: setting(
        'Create a ServiceMonitor, where the cluster knows the kind.',
        schema.boolean,
        model.manager.serviceMonitor,
      ),
      labels: setting('Labels by which a Prometheus selects ServiceMonitors.', schema.labels, {}),
      interval: setting('Time between two scrapes; empty means the default of Prometheus.', schema.duration, ''),
      scrapeTimeout: setting('When a scrape has failed; empty means the default of Prometheus.', schema.duration, ''),
      ...scraper(model),
    }),
    prometheusRule: group('Alerts for the Prometheus operator.', {
      enabled: setting(
        'Create a PrometheusRule, where the cluster knows the kind.',
        schema.boolean,
        model.manager.prometheusRule,
      ),
      labels: setting('Labels by which a Prometheus selects PrometheusRules.', schema.labels, {}),
      runbookUrl: setting(
        'The page of the runbook, if there is one; each alert links to its section there.',
        schema.optionalUrl,
        '',
      ),
      extraRules: setting('Further rules, as in a PrometheusRule.', schema.objects, []),
    }),
    dashboard: group('A dashboard for Grafana.', {
      enabled: setting(
        'Create it, as a ConfigMap that the sidecar of Grafana finds. It shows all releases; one in a cluster is enough.',
        schema.boolean,
        model.manager.dashboard,
      ),
      labels: setting('Labels by which the sidecar finds it.', schema.labels, { ...DASHBOARD_LABELS }),
      annotations: setting('Annotations, for example of the folder: grafana_folder.', schema.strings, {}),
    }),
  }),
});

/** The manager signs its certificate itself, unless extraArgs name one; then this says how it is verified. And who scrapes. */
const scraper = (model: Model): Values => {
  const [endpoint] = serviceMonitor(model).spec.endpoints;
  if (endpoint === undefined || !('tlsConfig' in endpoint)) return {};
  return {
    tlsConfig: setting(
      'How Prometheus verifies who serves them; used with metrics.secure.',
      schema.object,
      endpoint.tlsConfig,
    ),
    authorization: setting(
      'Who scrapes, where the Prometheus operator lets no ServiceMonitor name a file: credentials in a Secret, as in a ServiceMonitor; used with metrics.secure. Empty means the ServiceAccount of Prometheus.',
      schema.object,
      {},
    ),
  };
};

const ports = (protocol: string, ...numbers: readonly number[]) => numbers.map((port) => ({ port, protocol }));

/** What may connect, and to what. */
export const networkValues = (model: Model): Values => ({
  networkPolicy: group('Who may connect to the manager, and to whom it may.', {
    enabled: setting('Allow connections to the metrics port only.', schema.boolean, model.manager.networkPolicy),
    metricsFrom: setting(
      "Who may scrape, as a NetworkPolicy's from; empty means everyone.",
      schema.objects,
      networkPolicy(model).spec.ingress[0]!.from,
    ),
    egress: group('To whom the manager may connect.', {
      enabled: setting('Allow connections to the following only.', schema.boolean, false),
      apiServer: setting(
        "To the API server: a rule as a NetworkPolicy's egress has them; with a field to, at those addresses only.",
        schema.egressRule,
        { ports: ports('TCP', 443, 6443) },
      ),
      dns: setting('To DNS: another rule.', schema.egressRule, { ports: [...ports('UDP', 53), ...ports('TCP', 53)] }),
      extra: setting('Further rules, for what hand-written code connects to.', schema.egressRules, []),
    }),
  }),
});
