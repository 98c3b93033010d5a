/** Time and chance as a value, so that whatever waits can be run under a virtual clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds that pass evenly, also when the machine's clock is set; default: `now`. */
  readonly elapsed?: () => number;
  /** Calls `callback` once after `milliseconds`; the answer cancels it. */
  readonly schedule: (milliseconds: number, callback: () => void) => () => void;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** setTimeout takes no more than a signed 32-bit number; more would fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  schedule: (milliseconds, callback) => {
    // Below 0, which is what is left of a deadline that has passed, Node warns on standard error.
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Resolves after `milliseconds`, or at once when `signal` is aborted: the caller looks at the signal afterwards. */
export const sleep = (clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.schedule(milliseconds, finish);
    signal?.addEventListener('abort', finish, { once: true });
  });
