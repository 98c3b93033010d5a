/** Conditions by type, as a reconcile states them, to the list that the API conventions ask for. */
import type { Condition } from '../object.ts';
import type { DesiredConditions } from './reconcile.ts';

export interface ConditionContext {
  /** `metadata.generation` of the object that the conditions are about. */
  readonly generation: number | undefined;
  readonly now: Date;
}

/** The current list with the desired ones in their place; others are kept. A transition time changes only with the status. */
export const mergeConditions = (
  current: readonly Condition[],
  desired: DesiredConditions,
  { generation, now }: ConditionContext,
): readonly Condition[] => {
  const merged = new Map(current.map((condition) => [condition.type, condition]));
  for (const [type, given] of Object.entries(desired)) {
    if (given === undefined) continue;
    const { status: asked, reason, message } = typeof given === 'object' ? given : { status: given };
    const status = typeof asked === 'boolean' ? (asked ? 'True' : 'False') : asked;
    const before = merged.get(type);
    merged.set(type, {
      type,
      status,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      lastTransitionTime: before?.status === status ? before.lastTransitionTime : timestamp(now),
      reason: reason ?? (status === 'True' ? type : status === 'False' ? `Not${type}` : `${type}Unknown`),
      message: message ?? '',
    });
  }
  return [...merged.values()];
};

/** meta/v1 Time: RFC 3339 in whole seconds. */
export const timestamp = (date: Date): string => {
  const text = date.toISOString();
  return `${text.slice(0, text.indexOf('.'))}Z`;
};

/** meta/v1 MicroTime. */
export const microTimestamp = (date: Date): string => date.toISOString().replace('Z', '000Z');
