import type { Clock } from './clock.ts';

export interface BackoffOptions {
  /** Milliseconds. */
  readonly first: number;
  /** Milliseconds. */
  readonly longest: number;
}

/** Waits that double from `first` to `longest`, each shortened at random to between half and all of it, until `reset`. */
export interface Backoff {
  /** Milliseconds to wait now. */
  readonly next: () => number;
  readonly reset: () => void;
}

/** Starts a series of waits. */
export const createBackoff = (clock: Clock, { first, longest }: BackoffOptions): Backoff => {
  let failures = 0;
  return {
    next: () => {
      const wait = Math.min(first * 2 ** failures, longest);
      failures += 1;
      return wait * (0.5 + clock.random() / 2);
    },
    reset: () => {
      failures = 0;
    },
  };
};
