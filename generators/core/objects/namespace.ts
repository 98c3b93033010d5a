import type { Model } from '../model/model.ts';
import { objectLabels } from './labels.ts';

/** Where the operator is installed; its pods satisfy the restricted Pod Security Standard, and others must as well. */
export const namespace = (model: Model) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: model.namespace,
    labels: {
      ...objectLabels(model),
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
  },
});
