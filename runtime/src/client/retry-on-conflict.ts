import { type Clock, sleep, systemClock } from '../clock.ts';
import { Conflict } from './errors.ts';

export interface RetryOptions {
  /** Times to try it at most; default 5. */
  readonly attempts?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Milliseconds; client-go's DefaultRetry. */
const WAIT = 10;

/**
 * Tries again what ended in a `Conflict`: the function must read what it changes anew each time, and live (a cache may not be further yet).
 * A reconcile does not need it: it is tried again itself. Errors: the last `Conflict`, or any other error of the function at once.
 */
export const retryOnConflict = async <Result>(
  attempt: () => Promise<Result>,
  { attempts = 5, signal, clock = systemClock }: RetryOptions = {},
): Promise<Result> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Conflict) || tried >= attempts) throw error;
    }
    await sleep(clock, WAIT * (1 + clock.random() / 10), signal);
    signal?.throwIfAborted();
  }
};
