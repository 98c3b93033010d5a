/** What one call costs: the estimates of the libraries first, then cel-go's own. */
import type { CallCost } from './estimate.ts';
import { costOfLibraryCall } from './library.ts';
import { costOfListCall } from './lists.ts';
import {
  add,
  FREE,
  multiply,
  ONE,
  type Range,
  REGEX_FACTOR,
  STRING_FACTOR,
  times,
  union,
  UNKNOWN,
  wrap,
} from './range.ts';
import type { Operand, Sizes } from './sizes.ts';

/** A call by one of the overloads that it may mean. */
export interface Call {
  readonly name: string;
  readonly overload: string;
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
  /** Of the arguments. */
  readonly costs: readonly Range[];
}

/** What a call costs, its arguments included but not its target. */
export const costOfCall = (call: Call, sizes: Sizes): CallCost => {
  const estimate = costOfListCall(call, sizes) ?? costOfLibraryCall(call, sizes);
  if (estimate !== undefined) return { ...estimate, cost: add(estimate.cost, ...call.costs) };
  return costOfStandardCall(call);
};

const sizeOf = (operand: Operand | undefined): Range => operand?.size ?? UNKNOWN;

const costOfStandardCall = ({ overload, target, args, costs }: Call): CallCost => {
  const total = add(FREE, ...costs);
  const [first, second] = args.map(sizeOf);
  const plus = (cost: Range, size?: Range): CallCost => ({ cost: add(cost, total), size });
  switch (overload) {
    case 'string_format':
      return plus(times(sizeOf(target), STRING_FACTOR));
    case 'string_to_bytes':
      return plus(times(first!, STRING_FACTOR), { min: first!.min, max: wrap(first!.max * 4n) });
    case 'bytes_to_string':
      return plus(times(first!, STRING_FACTOR), { min: first!.min / 4n, max: first!.max });
    case 'strings_quote':
      return plus(times(first!, STRING_FACTOR), { min: wrap(first!.min + 2n), max: wrap(first!.max * 2n + 2n) });
    case 'starts_with_string':
    case 'ends_with_string':
      return plus(times(first!, STRING_FACTOR));
    case 'in_list':
      return plus(times(second!, 1));
    case 'matches_string':
      return plus(multiply(times(add(sizeOf(target), ONE), STRING_FACTOR), times(first!, REGEX_FACTOR)));
    case 'contains_string':
      return plus(multiply(times(sizeOf(target), STRING_FACTOR), times(first!, STRING_FACTOR)));
    case 'logical_or':
    case 'logical_and':
      return { cost: { min: costs[0]!.min, max: total.max } };
    case 'conditional':
      return {
        cost: add(costs[0]!, union(costs[1]!, costs[2]!)),
        size: union(second!, sizeOf(args[2])),
      };
    case 'add_list':
      return plus(ONE, add(first!, second!));
    case 'add_string':
    case 'add_bytes': {
      const size = add(first!, second!);
      return plus(times(size, STRING_FACTOR), size);
    }
    default:
      return plus(COMPARISONS.has(overload) ? comparison(first!, second!) : ONE);
  }
};

const COMPARISONS: ReadonlySet<string> = new Set([
  ...['less', 'greater', 'less_equals', 'greater_equals'].flatMap((name) => [`${name}_string`, `${name}_bytes`]),
  'equals',
  'not_equals',
]);

/** As far as the shorter one goes. */
const comparison = (a: Range, b: Range): Range => {
  const max = a.max < b.max ? a.max : b.max;
  return times({ min: max > 0n ? 1n : 0n, max }, STRING_FACTOR);
};
