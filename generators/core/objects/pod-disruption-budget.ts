import type { Model } from '../model/model.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** Whether there is one: of a single pod it would only keep nodes from being drained. */
export const hasPodDisruptionBudget = ({ manager }: Pick<Model, 'manager'>): boolean => manager.replicas > 1;

/** One pod of several may be evicted at a time; pods that are not healthy always may, as waiting for them would block a drain. */
export const podDisruptionBudget = (model: Model) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  spec: {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorLabels(model) },
  },
});
