/** Conditions by type, as a reconcile states them, to the list that the API conventions ask for. */
import type { Condition } from '../object.ts';
import { timestamp } from '../timestamp.ts';
import type { DesiredConditions } from '../controller/reconcile.ts';

export interface ConditionContext {
  /** `metadata.generation` of the object that the conditions are about. */
  readonly generation: number | undefined;
  readonly now: Date;
}

/**
 * The current list with the desired ones in their place, itself when all are in it; others are kept. A transition time changes only with
 * the status.
 */
export const mergeConditions = (
  current: readonly Condition[],
  desired: DesiredConditions,
  context: ConditionContext,
): readonly Condition[] => {
  let merged = current;
  for (const type of Object.keys(desired)) {
    const given = desired[type];
    if (given === undefined) continue;
    const index = merged.findIndex((condition) => condition.type === type);
    const before = merged[index];
    const condition = stated(type, given, before, context);
    if (before === undefined) merged = merged.concat(condition);
    else if (!isSame(before, condition)) merged = merged.with(index, condition);
  }
  return merged;
};

const stated = (
  type: string,
  given: NonNullable<DesiredConditions[string]>,
  before: Condition | undefined,
  { generation, now }: ConditionContext,
): Condition => {
  const { status: asked, reason, message } = typeof given === 'object' ? given : { status: given };
  const status = typeof asked === 'boolean' ? (asked ? 'True' : 'False') : asked;
  return {
    type,
    status,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : timestamp(now),
    reason: reason ?? (status === 'True' ? type : status === 'False' ? `Not${type}` : `${type}Unknown`),
    message: message ?? '',
  };
};

const isSame = (left: Condition, right: Condition): boolean =>
  left.status === right.status &&
  left.reason === right.reason &&
  left.message === right.message &&
  left.observedGeneration === right.observedGeneration &&
  left.lastTransitionTime === right.lastTransitionTime;
