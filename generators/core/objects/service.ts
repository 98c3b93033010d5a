import type { Model } from '../model/model.ts';
import { PORT } from './deployment.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** Where metrics are scraped. */
export const metricsService = (model: Model) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: objectNames(model).metricsService, namespace: model.namespace, labels: objectLabels(model) },
  spec: {
    type: 'ClusterIP',
    selector: selectorLabels(model),
    ports: [
      {
        name: PORT.metrics,
        port: model.manager.metricsPort,
        targetPort: PORT.metrics,
        protocol: 'TCP',
        // For meshes and gateways, which cannot see it from the name of the port.
        ...(model.manager.metricsSecure && { appProtocol: 'https' }),
      },
    ],
  },
});
