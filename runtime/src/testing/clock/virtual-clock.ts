/**
 * Time that a test lets pass: a `Clock` for managers, queues and elections that stands still until it is told.
 *
 * Guarantees: timers fire in the order of their times, those of one time in the order in which they were set; before each, whatever
 * promises and I/O callbacks are ready have run, so that a timer which these set is not passed over. One seed, one run.
 * Caveats: only what waits by this clock waits for it. Sockets, and timeouts of HTTP, go by the machine's.
 */
import type { Clock } from '../../clock.ts';

export interface VirtualClockOptions {
  /** Where time begins, in milliseconds since the epoch; default 2026-01-01T00:00:00Z. */
  readonly start?: number;
  /** What `random` answers: a number (at least 0, below 1) always, or the numbers that follow from `{ seed }`. Default 0.5. */
  readonly random?: number | { readonly seed: number };
}

export interface VirtualClock extends Required<Clock> {
  /** Lets milliseconds pass, calling what is due in order; promises settle in between, and before it resolves. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** Lets time pass up to the next timer, and fires it. Resolves with the milliseconds that passed; undefined when there is no timer. */
  readonly next: () => Promise<number | undefined>;
  /** Sets the wall clock, forwards or back, as NTP or an administrator does: `now` jumps; `elapsed` and timers do not. */
  readonly set: (now: number) => void;
  /** Timers that have neither fired nor been cancelled. */
  readonly timers: () => number;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Makes a clock that stands still until it is advanced. */
export const virtualClock = ({
  start = Date.UTC(2026, 0, 1),
  random = 0.5,
}: VirtualClockOptions = {}): VirtualClock => {
  let passed = 0;
  let epoch = start;
  const timers = new Set<Timer>();

  /** The first that is due until then; a Set keeps the order of setting. */
  const firstUntil = (end: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer;
    return first;
  };
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    passed = Math.max(passed, timer.at);
    timer.callback();
  };

  return {
    now: () => epoch + passed,
    elapsed: () => passed,
    random: typeof random === 'number' ? () => random : seeded(random.seed),
    schedule: (milliseconds, callback) => {
      const timer = { at: passed + Math.max(0, milliseconds), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (milliseconds) => {
      const end = passed + milliseconds;
      for (;;) {
        await settle();
        const timer = firstUntil(end);
        if (timer === undefined) break;
        fire(timer);
      }
      passed = Math.max(passed, end);
    },
    next: async () => {
      await settle();
      const timer = firstUntil(Infinity);
      if (timer === undefined) return undefined;
      const before = passed;
      fire(timer);
      await settle();
      return passed - before;
    },
    set: (now) => {
      epoch = now - passed;
    },
    timers: () => timers.size,
  };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** mulberry32: 32 bits of state, good enough for jitter. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
