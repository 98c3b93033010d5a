/** Conditions by type, as a reconcile states them, to the list that the API conventions ask for. */
import type { Condition } from '../object.ts';
import type { DesiredConditions } from '../controller/reconcile.ts';
import { setCondition, type StatedCondition } from './conditions.ts';

export interface ConditionContext {
  /** `metadata.generation` of the object that the conditions are about. */
  readonly generation: number | undefined;
  readonly now: Date;
}

/** The current list with the desired ones in their place, itself when all are in it; others are kept (see `setCondition`). */
export const mergeConditions = (
  current: readonly Condition[],
  desired: DesiredConditions,
  { generation, now }: ConditionContext,
): readonly Condition[] => {
  let merged = current;
  for (const type of Object.keys(desired)) {
    const given = desired[type];
    if (given !== undefined) merged = setCondition(merged, stated(type, given, generation), now);
  }
  return merged;
};

const stated = (
  type: string,
  given: NonNullable<DesiredConditions[string]>,
  generation: number | undefined,
): StatedCondition => {
  const { status: asked, reason, message } = typeof given === 'object' ? given : { status: given };
  const status = typeof asked === 'boolean' ? (asked ? 'True' : 'False') : asked;
  return {
    type,
    status,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    reason: reason ?? (status === 'True' ? type : status === 'False' ? `Not${type}` : `${type}Unknown`),
    message: message ?? '',
  };
};
