import type { Model } from '../model/model.ts';
import { PORT } from './deployment.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** As who Prometheus is. The manager signs its certificate itself, so that there is nothing to hold it to. */
const SECURE = {
  scheme: 'https',
  bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
  tlsConfig: { insecureSkipVerify: true },
};

/** How the Prometheus operator scrapes the metrics Service. */
export const serviceMonitor = (model: Model) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  spec: {
    selector: { matchLabels: selectorLabels(model) },
    endpoints: [{ port: PORT.metrics, path: '/metrics', ...(model.manager.metricsSecure && SECURE) }],
  },
});
