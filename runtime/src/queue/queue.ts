/**
 * The work queue of a controller: what has to be reconciled, not what happened.
 *
 * Guarantees: a key is in the queue once, however often it is added; a key is given to one worker at a time, and if it is added
 * meanwhile it comes again afterwards; first in, first out. `addAfter` keeps the earliest time asked for.
 */
import type { Clock } from '../clock.ts';

export interface WorkQueue {
  /** Now. */
  readonly add: (key: string) => void;
  readonly addAfter: (key: string, milliseconds: number) => void;
  /** After a time that doubles with each call for this key, 5 ms to 1000 s, until `forget`. */
  readonly addRateLimited: (key: string) => void;
  readonly forget: (key: string) => void;
  /** The next key, to be given back to `done`; undefined when the queue was shut down. */
  readonly next: () => Promise<string | undefined>;
  readonly done: (key: string) => void;
  /** Nothing more is given out, nothing more is taken. */
  readonly shutDown: () => void;
  readonly length: () => number;
}

/** What happens to the queue, for metrics. Durations in seconds. */
export interface QueueObserver {
  readonly added: () => void;
  readonly retried: () => void;
  readonly depth: (length: number) => void;
  readonly waited: (seconds: number) => void;
  readonly worked: (seconds: number) => void;
}

const FIRST = 5;
const LONGEST = 1_000_000;

/** Makes an empty queue. */
export const createQueue = (clock: Clock, observer?: QueueObserver): WorkQueue => {
  // Setting the machine's clock neither shortens nor prolongs a wait.
  const elapsed = clock.elapsed ?? clock.now;
  /** Keys to the time they were added; a Map keeps the order. */
  const ready = new Map<string, number>();
  const active = new Map<string, number>();
  /** Added while active. */
  const again = new Set<string>();
  const delayed = new Map<string, { readonly at: number; readonly cancel: () => void }>();
  const failures = new Map<string, number>();
  const idle: ((key: string | undefined) => void)[] = [];
  let down = false;

  const add = (key: string): void => {
    if (down) return;
    if (ready.has(key) || again.has(key)) return;
    observer?.added();
    if (active.has(key)) return void again.add(key);
    ready.set(key, elapsed());
    observer?.depth(ready.size);
    give();
  };

  const give = (): void => {
    const entry = idle.length === 0 ? undefined : ready.entries().next().value;
    if (entry === undefined) return;
    idle.shift()?.(take(entry));
  };

  const take = ([key, since]: readonly [string, number]): string => {
    ready.delete(key);
    const now = elapsed();
    active.set(key, now);
    observer?.depth(ready.size);
    observer?.waited((now - since) / 1000);
    return key;
  };

  const addAfter = (key: string, milliseconds: number): void => {
    if (down) return;
    if (milliseconds <= 0) return add(key);
    const at = elapsed() + milliseconds;
    const known = delayed.get(key);
    if (known !== undefined && known.at <= at) return;
    known?.cancel();
    const wake = () => {
      const left = at - elapsed();
      // A timer cannot be as long as somebody may want to wait.
      if (left > 1) return void delayed.set(key, { at, cancel: clock.schedule(left, wake) });
      delayed.delete(key);
      add(key);
    };
    delayed.set(key, { at, cancel: clock.schedule(milliseconds, wake) });
  };

  return {
    add,
    addAfter,
    addRateLimited: (key) => {
      const count = failures.get(key) ?? 0;
      failures.set(key, count + 1);
      observer?.retried();
      addAfter(key, Math.min(FIRST * 2 ** count, LONGEST));
    },
    forget: (key) => void failures.delete(key),
    next: () => {
      if (down) return Promise.resolve(undefined);
      const entry = ready.entries().next().value;
      if (entry !== undefined) return Promise.resolve(take(entry));
      return new Promise((resolve) => idle.push(resolve));
    },
    done: (key) => {
      const since = active.get(key);
      active.delete(key);
      if (since !== undefined) observer?.worked((elapsed() - since) / 1000);
      if (again.delete(key) && !down) {
        ready.set(key, elapsed());
        observer?.depth(ready.size);
        give();
      }
    },
    shutDown: () => {
      down = true;
      for (const { cancel } of delayed.values()) cancel();
      delayed.clear();
      ready.clear();
      for (const resolve of idle.splice(0)) resolve(undefined);
    },
    length: () => ready.size,
  };
};
