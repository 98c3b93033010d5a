/** Sizes and costs are ranges of unsigned 64-bit integers that stop at the largest instead of overflowing, as in cel-go. */
import { MAX_UINT } from '../limits.ts';

/** From the least to the most; both can be. */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

/** Of costs and sizes. */
export const LARGEST = MAX_UINT;
/** A size that nothing is known of. */
export const UNKNOWN: Range = { min: 0n, max: LARGEST };

/** What a character costs, and one of a pattern (k8s.io/apiserver and cel-go's common/cost.go). */
export const STRING_FACTOR = 0.1;
export const REGEX_FACTOR = 0.25;

/** Stops at the largest. */
export const capped = (value: bigint): bigint => (value > LARGEST ? LARGEST : value);

/** A range of one value. */
export const fixed = (value: bigint): Range => ({ min: value, max: value });
export const FREE = fixed(0n);
export const ONE = fixed(1n);

/** The sum of all. */
export const add = (...ranges: readonly Range[]): Range => {
  let min = 0n;
  let max = 0n;
  for (const range of ranges) {
    min = capped(min + range.min);
    max = capped(max + range.max);
  }
  return { min, max };
};

/** The product of both. */
export const multiply = (a: Range, b: Range): Range => ({ min: capped(a.min * b.min), max: capped(a.max * b.max) });

/** Rounded up, as a double: large numbers lose digits just as they do in Go. */
export const times = ({ min, max }: Range, factor: number): Range => ({
  min: scale(min, factor),
  max: scale(max, factor),
});

const TWO_TO_64 = 2 ** 64;

const scale = (value: bigint, factor: number): bigint => {
  const number = Number(value);
  if (number > 0 && factor > 0 && number > TWO_TO_64 / factor) return LARGEST;
  const result = Math.ceil(number * factor);
  return result >= TWO_TO_64 ? LARGEST : BigInt(result);
};

/** The range that has both in it. */
export const union = (a: Range, b: Range): Range => ({
  min: a.min < b.min ? a.min : b.min,
  max: a.max > b.max ? a.max : b.max,
});

/** What is left of an unsigned 64-bit integer that overflows. */
export const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
