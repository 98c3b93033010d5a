/** Estimates of cel-go's extensions for sets and lists (ext/sets.go, ext/lists.go). */
import type { Call } from './calls.ts';
import type { CallCost } from './estimate.ts';
import { add, fixed, LARGEST, multiply, ONE, type Range, STRING_FACTOR, times, wrap } from './range.ts';
import type { Operand, Sizes } from './sizes.ts';

/** Undefined when it is no call of these. */
export const costOfListCall = ({ overload, target, args }: Call, sizes: Sizes): CallCost | undefined => {
  const sizeOf = (operand: Operand): Range => sizes.sizeOfOperand(operand);
  const sets = /^list_sets_(contains|intersects|equivalent)_list$/.exec(overload)?.[1];
  if (sets !== undefined) {
    const pairs = multiply(sizeOf(args[0]!), sizeOf(args[1]!));
    return { cost: add(times(pairs, sets === 'equivalent' ? 2 : 1), ONE) };
  }
  if (overload === 'lists_range') return allocation(1, fixed(integer(args[0]!, LARGEST)));
  if (target === undefined) return undefined;
  const size = sizeOf(target);
  const sort = /^list_(.*)_sort(ByAssociatedKeys)?$/.exec(overload);
  if (sort !== null) {
    const sorted = sort[2] === undefined ? size : sizeOf(args[0]!);
    const text = sort[1] === 'string' || sort[1] === 'bytes';
    return allocation(text ? 2 + STRING_FACTOR : 2, multiply(sorted, sorted));
  }
  switch (overload) {
    case 'list_slice':
      return allocation(1, fixed(wrap(integer(args[1]!, size.max) - integer(args[0]!, 0n))));
    case 'list_flatten':
      return allocation(1, size);
    case 'list_flatten_int':
      return allocation(Number(integer(args[0]!, LARGEST)), size);
    case 'list_reverse':
      return allocation(1, size);
    case 'list_distinct':
      return allocation(2, multiply(size, size));
    default:
      return undefined;
  }
};

const LIST_COST = fixed(10n);

const allocation = (factor: number, size: Range): CallCost => ({
  cost: add(times(size, factor), ONE, LIST_COST),
  size,
});

/** The integer that is written there, if one is. */
const integer = ({ expr }: Operand, otherwise: bigint): bigint => {
  if (expr.kind !== 'literal' || expr.literal.type !== 'int') return otherwise;
  return expr.literal.value < 0n ? 0n : expr.literal.value;
};
