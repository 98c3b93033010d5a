/** Conditions in a status; the transition time moves with the status only. */
import type { JsonObject } from '../json.ts';
import { isObject, listAt } from '../json.ts';
import { timeOf } from '../requests/request.ts';

export interface Wanted {
  readonly type: string;
  readonly is: boolean;
  readonly reason: string;
  readonly message: string;
}

/** `conditions` of `status` with the wanted ones set and the `without` ones gone. `extra` are further time fields of the kind. */
export function conditionsWith(
  status: JsonObject,
  now: Date,
  wanted: readonly Wanted[],
  without: readonly string[] = [],
  extra: readonly string[] = [],
): JsonObject[] {
  const present = listAt(status, 'conditions')
    .filter(isObject)
    .filter(({ type }) => !without.includes(String(type)));
  const others = present.filter(({ type }) => !wanted.some((each) => each.type === type));
  return [
    ...others,
    ...wanted.map((each) =>
      condition(
        present.find(({ type }) => type === each.type),
        each,
        timeOf(now),
        extra,
      ),
    ),
  ];
}

function condition(
  before: JsonObject | undefined,
  { type, is, reason, message }: Wanted,
  now: string,
  extra: readonly string[],
): JsonObject {
  const status = is ? 'True' : 'False';
  const same = before !== undefined && before['status'] === status;
  if (same && before['reason'] === reason && before['message'] === message) return before;
  const times = Object.fromEntries(extra.map((name) => [name, now]));
  return {
    type,
    status,
    reason,
    message,
    lastTransitionTime: same ? (before['lastTransitionTime'] ?? now) : now,
    ...times,
  };
}
