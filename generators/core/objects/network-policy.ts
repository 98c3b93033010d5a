import type { Model } from '../model/model.ts';
import { PORT } from './deployment.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** Pods of the cluster may scrape the manager's metrics; nothing else gets in. The kubelet's probes are not subject to it. */
export const networkPolicy = (model: Model) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  spec: {
    podSelector: { matchLabels: selectorLabels(model) },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: PORT.metrics, protocol: 'TCP' }] }],
  },
});
