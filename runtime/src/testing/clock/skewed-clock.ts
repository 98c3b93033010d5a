/** The clock of a machine that is set wrong, or runs too fast or too slow: for what must not depend on clocks that agree. */
import { type Clock, systemClock } from '../../clock.ts';

export interface Skew {
  /** Milliseconds that it is ahead; negative: behind. Default 0. */
  readonly offset?: number;
  /** How fast its time passes: 1.1 is ten per cent too fast, so its timers fire early. Default 1. */
  readonly speed?: number;
}

/** A clock that differs from `clock` (default: the machine's) by a constant, by its speed, or both. */
export const skewedClock = ({ offset = 0, speed = 1 }: Skew, clock: Clock = systemClock): Clock => {
  const start = clock.now();
  const elapsed = clock.elapsed ?? clock.now;
  const from = elapsed();
  return {
    now: () => start + offset + (clock.now() - start) * speed,
    elapsed: () => (elapsed() - from) * speed,
    schedule: (milliseconds, callback) => clock.schedule(milliseconds / speed, callback),
    random: clock.random,
  };
};
