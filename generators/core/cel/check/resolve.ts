/** Which overloads of a function a call may mean. */
import type { Overload } from '../functions.ts';
import type { Inference } from './inference.ts';
import { DYN, isDyn, isSame, type Type } from '../types.ts';

/** The overloads that take the given types, the target first, and what they give: dyn when they give different types. */
export const resolveOverloads = (
  overloads: readonly Overload[],
  given: readonly Type[],
  member: boolean,
  inference: Inference,
): { readonly ids: readonly string[]; readonly result?: Type } => {
  const ids: string[] = [];
  let result: Type | undefined;
  for (const overload of overloads) {
    if (overload.member !== member) continue;
    const { types, result: declared } = inference.instantiate(overload);
    if (!inference.assignable(given, types)) continue;
    ids.push(overload.id);
    const type = inference.known(declared);
    if (result === undefined) result = type;
    else if (!isDyn(result) && !isSame(type, result)) result = DYN;
  }
  return { ids, ...(result !== undefined && { result }) };
};
