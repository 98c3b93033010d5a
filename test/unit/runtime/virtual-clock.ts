import type { Clock } from 'k8s-operator-runtime';

export interface VirtualClock extends Clock {
  /** Lets time pass, calling what is due in order; promises settle in between. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

/** A clock that stands still until it is advanced; chance always answers `random`. */
export const virtualClock = (random = 0.5): VirtualClock => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    random: () => random,
    schedule: (milliseconds, callback) => {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers = timers.filter((other) => other !== next);
        next.callback();
      }
      now = end;
    },
  };
};
