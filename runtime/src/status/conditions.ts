/** Lists of conditions, read and written: apimachinery's `meta` package. Given lists are not changed. */
import type { Condition } from '../object.ts';
import { timestamp } from '../timestamp.ts';

/** A condition as it is stated: when its status changed need not be known. */
export type StatedCondition = Omit<Condition, 'lastTransitionTime'> & { readonly lastTransitionTime?: string };

/** What is read of a condition: those of Kubernetes' own kinds have fewer fields, and text for a status. */
export interface AnyCondition {
  readonly type: string;
  readonly status: string;
}

/** The condition of this type. */
export const findCondition = <T extends AnyCondition>(
  conditions: readonly T[] | undefined,
  type: string,
): T | undefined => conditions?.find((condition) => condition.type === type);

/** Whether there is a condition of this type with this status. */
export const hasConditionStatus = (
  conditions: readonly AnyCondition[] | undefined,
  type: string,
  status: Condition['status'],
): boolean => findCondition(conditions, type)?.status === status;

/** Whether the condition is there and True. */
export const isConditionTrue = (conditions: readonly AnyCondition[] | undefined, type: string): boolean =>
  hasConditionStatus(conditions, type, 'True');

/** Whether the condition is there and False: one that is not there is neither. */
export const isConditionFalse = (conditions: readonly AnyCondition[] | undefined, type: string): boolean =>
  hasConditionStatus(conditions, type, 'False');

/**
 * The list with this condition in place of the one of its type. Its transition time is the one given, else the old one while the status is the
 * same, else `now`. The very list that was given when nothing changes.
 */
export const setCondition = (
  conditions: readonly Condition[] | undefined,
  stated: StatedCondition,
  now: Date = new Date(),
): readonly Condition[] => {
  const list = conditions ?? [];
  const index = list.findIndex(({ type }) => type === stated.type);
  const before = list[index];
  const kept = before?.status === stated.status ? before.lastTransitionTime : undefined;
  const condition: Condition = {
    ...before,
    ...stated,
    lastTransitionTime: kept ?? stated.lastTransitionTime ?? timestamp(now),
  };
  if (before === undefined) return [...list, condition];
  return same(before, condition) ? list : list.with(index, condition);
};

/** The list without the condition of this type; the very list that was given when there is none. */
export const removeCondition = (conditions: readonly Condition[] | undefined, type: string): readonly Condition[] => {
  const list = conditions ?? [];
  return findCondition(list, type) === undefined ? list : list.filter((condition) => condition.type !== type);
};

const same = (left: Condition, right: Condition): boolean =>
  left.status === right.status &&
  left.reason === right.reason &&
  left.message === right.message &&
  left.observedGeneration === right.observedGeneration &&
  left.lastTransitionTime === right.lastTransitionTime;
