/**
 * Sources that wake by the clock: every so often, or at times that a cron pattern says.
 *
 * Guarantees: nothing is woken before reconciles begin, or in a standby. Ticks that pass while the process does not run are not made up for.
 * Caveats: what is asked of one object is better said by its reconcile: `return requeueAfter('5m')`.
 */
import { Cron } from 'croner';
import type { ObjectKey } from '../client/path.ts';
import { type Clock, sleep } from '../clock.ts';
import { type Duration, milliseconds } from '../duration.ts';
import type { KubernetesObject } from '../object.ts';
import type { Source } from './source.ts';

export interface ScheduleOptions {
  /** Which objects are reconciled at a tick; default: all that are in the cache. */
  readonly select?: (object: KubernetesObject) => boolean;
  /** Higher goes first; default 0, that of changes. */
  readonly priority?: number;
}

export interface CronOptions extends ScheduleOptions {
  /** IANA name, `Europe/Berlin`; default: UTC, whatever the machine's is. */
  readonly timezone?: string;
}

/** Wakes all objects every so often: `interval('5m')`. Errors: `TypeError` for what is no duration, or none at all. */
export const interval = (period: Duration, options: ScheduleOptions = {}): Source => {
  const wait = milliseconds(period);
  if (wait === 0) throw new TypeError('interval: the period is 0. Use a longer one, for example "30s".');
  // Evenly, also when the machine's clock is set.
  return schedule(
    (clock) => clock.elapsed ?? clock.now,
    (now, last) => Math.max(now, last + wait),
    options,
  );
};

/**
 * Wakes all objects at the times of a cron pattern of five fields (or six, with seconds first): `cron('0 3 * * 1-5')`, `cron('@daily')`.
 * Daylight saving follows the time zone. Errors: `TypeError` for what is no pattern, no time zone, or never comes.
 */
export const cron = (pattern: string, { timezone = 'UTC', ...options }: CronOptions = {}): Source => {
  let times: Cron;
  try {
    times = new Cron(pattern, { timezone, paused: true });
    if (times.nextRun() === null) throw new TypeError('it never comes');
  } catch (error) {
    throw new TypeError(
      `cron(${JSON.stringify(pattern)}): ${(error as Error).message}. Use five fields, minute hour day month weekday, as in "0 3 * * 1-5".`,
      { cause: error },
    );
  }
  // A timer may come a little early: the next time is one after the last.
  const next = (now: number, last: number) => times.nextRun(new Date(Math.max(now, last)))?.getTime();
  return schedule((clock) => clock.now, next, options);
};

/** `next`: when the next tick is, by `timeOf`, if the one before was at `last`; undefined: there is none. */
const schedule = (
  timeOf: (clock: Clock) => () => number,
  next: (now: number, last: number) => number | undefined,
  { select = () => true, priority }: ScheduleOptions,
): Source => ({
  start: async ({ started, signal, clock, objects, enqueue }) => {
    await started;
    const time = timeOf(clock);
    for (let at = next(time(), time()); at !== undefined; at = next(time(), at)) {
      // A timer cannot be as long as somebody may want to wait.
      for (let left = at - time(); left > 0 && !signal.aborted; left = at - time()) await sleep(clock, left, signal);
      if (signal.aborted) return;
      for (const object of objects()) if (select(object)) enqueue(keyOf(object), priority);
    }
  },
});

const keyOf = ({ metadata: { name, namespace } }: KubernetesObject): ObjectKey => ({ name, namespace });
