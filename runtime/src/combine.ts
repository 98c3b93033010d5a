/** Predicates and wait conditions put together: functions of one thing that answer yes or no. */

/** All of them hold. */
export const and =
  <Given>(...conditions: readonly ((given: Given) => boolean)[]): ((given: Given) => boolean) =>
  (given) =>
    conditions.every((holds) => holds(given));

/** At least one of them holds: `or(generationChanged, annotationsChanged)`. */
export const or =
  <Given>(...conditions: readonly ((given: Given) => boolean)[]): ((given: Given) => boolean) =>
  (given) =>
    conditions.some((holds) => holds(given));

/** It does not hold. */
export const not =
  <Given>(condition: (given: Given) => boolean): ((given: Given) => boolean) =>
  (given) =>
    !condition(given);
