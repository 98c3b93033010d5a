import type { Model } from '../../model/model.ts';
import { podDisruptionBudget } from '../../objects/pod-disruption-budget.ts';
import { type ChartObject, expression } from './helm.ts';
import { chartMetadata, fullName, selectorOf } from './metadata.ts';

/** The PodDisruptionBudget as a template. */
export const podDisruptionBudgetTemplate = (model: Model): ChartObject => {
  const object = podDisruptionBudget(model);
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model)),
    spec: {
      ...object.spec,
      // A percentage is text, a number is none.
      maxUnavailable: expression('.Values.podDisruptionBudget.maxUnavailable | toJson'),
      selector: { matchLabels: selectorOf(model) },
    },
  };
};
