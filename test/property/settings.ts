/**
 * Every run of a property tries the same cases: SEED sets another beginning, RUNS how many times as many. A failure prints the seed,
 * the path and the smallest case that fails.
 */
import type { Parameters } from 'fast-check';

export const SEED = Number(process.env['SEED'] ?? 20_261_121);
const FACTOR = Number(process.env['RUNS'] ?? 1);

/** Settings of a property that is tried so many times, for at most a minute. */
export const runs = <T>(count: number): Parameters<T> => ({
  seed: SEED,
  numRuns: Math.ceil(count * FACTOR),
  interruptAfterTimeLimit: 60_000 * FACTOR,
  ...(process.env['VERBOSE'] !== undefined && { verbose: 2 }),
});
