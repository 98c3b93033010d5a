/**
 * How long to wait before a key that failed is tried again; client-go's workqueue rate limiters.
 *
 * Shapes: a rate limiter is a function, so one of your own is `(key, failures) => milliseconds`. `failures` counts those in a row that used
 * up their wait, and begins at 1 (see queue.ts: a run that an event started within a wait does not count).
 */
import { type Duration, milliseconds } from '../duration.ts';

/** Milliseconds to wait after the `failures`th failure in a row of `key`; `now` is in milliseconds of a clock that passes evenly. */
export type RateLimiter = (key: string, failures: number, now: number) => number;

export interface ExponentialOptions {
  /** After the first failure; default 5 ms. */
  readonly first?: Duration;
  /** However many there are; default 1000 s. */
  readonly longest?: Duration;
}

/** Doubles with each failure: 5 ms, 10 ms, … 1000 s. The default of every controller. Errors: `TypeError` for what is no duration. */
export const exponential = ({ first = 5, longest = 1_000_000 }: ExponentialOptions = {}): RateLimiter => {
  const start = milliseconds(first);
  const end = milliseconds(longest);
  return (_key, failures) => Math.min(start * 2 ** (failures - 1), end);
};

export interface BucketOptions {
  /** Retries a second, of all keys together. */
  readonly perSecond: number;
  /** Retries at once. */
  readonly burst: number;
}

/** A token bucket over all keys: what exceeds it waits for its turn. Errors: `TypeError` for numbers that let nothing through. */
export const bucket = ({ perSecond, burst }: BucketOptions): RateLimiter => {
  if (!(perSecond > 0 && burst >= 1))
    throw new TypeError(
      `rateLimiter.bucket: perSecond is ${perSecond}, burst is ${burst}. Use more than 0, and 1 or more.`,
    );
  const interval = 1000 / perSecond;
  /** When the bucket was, or will be, full; what is taken moves it on by an interval. */
  let full = -Infinity;
  return (_key, _failures, now) => {
    full = Math.max(full, now) + interval;
    return Math.max(0, full - burst * interval - now);
  };
};

/** The longest of several waits: `maxOf(exponential(), bucket({ perSecond: 10, burst: 100 }))` is client-go's default for controllers. */
export const maxOf =
  (...limiters: readonly RateLimiter[]): RateLimiter =>
  (key, failures, now) =>
    Math.max(0, ...limiters.map((limiter) => limiter(key, failures, now)));
