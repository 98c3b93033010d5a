/** Time and chance of a simulation, all by one seed: events happen in the order of their times, and what they set off before the next. */
export interface SimulatedTime {
  /** Milliseconds since the beginning. */
  readonly elapsed: () => number;
  readonly random: () => number;
  /** Calls `callback` after so many milliseconds; the answer cancels it. */
  readonly schedule: (milliseconds: number, callback: () => void) => () => void;
  /** Lets time pass. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

interface Event {
  readonly at: number;
  callback: (() => void) | undefined;
}

/** Time at its beginning. */
export const simulatedTime = (seed: number): SimulatedTime => {
  let passed = 0;
  let state = seed;
  /** Latest first. */
  const events: Event[] = [];
  return {
    elapsed: () => passed,
    // mulberry32
    random: () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    schedule: (milliseconds, callback) => {
      const event: Event = { at: passed + Math.max(0, milliseconds), callback };
      let index = events.length;
      while (index > 0 && (events[index - 1] as Event).at <= event.at) index -= 1;
      events.splice(index, 0, event);
      return () => void (event.callback = undefined);
    },
    advance: async (milliseconds) => {
      const end = passed + milliseconds;
      await settle();
      for (;;) {
        const event = events.at(-1);
        if (event === undefined || event.at > end) break;
        events.pop();
        if (event.callback === undefined) continue;
        passed = event.at;
        event.callback();
        await settle();
      }
      passed = end;
    },
  };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
