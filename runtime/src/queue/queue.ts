/**
 * The work queue of a controller: what has to be reconciled, not what happened. controller-runtime's priority queue.
 *
 * Expected flow: `add` for what happened; a worker takes `next`, then says `forget` (it went well) and perhaps `addAfter`, or
 * `addRateLimited` (it did not), and `done` at the end in any case.
 *
 * Guarantees:
 * - A key is in the queue once, however often it is added; one that is added twice keeps the higher priority and the earlier time.
 * - A key is given to one worker at a time; if it is added meanwhile it comes again afterwards, at once.
 * - Higher priorities first, first in first out within one, and none starves (see ready.ts).
 * - What a run asks for replaces what the one before asked for: taking a key drops the time at which it would have come by itself.
 * - Retry fairness: a run that an event starts while the key waits for its retry does not use the retry up. If it fails too, the key waits
 *   until the time that was set, and the next wait is no longer than it would have been (JOSDK 5.4).
 * - Setting the machine's clock neither shortens nor prolongs a wait.
 * - Every operation takes the same time however many keys there are.
 *
 * Caveats: with `debounce` an event waits until its key has been quiet for so long (trailing edge, kube-rs' `Config::debounce`); a key
 * that is never quiet for so long is not reconciled, except at the times that its own reconciles ask for.
 */
import type { Clock } from '../clock.ts';
import { createItem, isBlank, type Item, type Timer } from './item.ts';
import type { QueueObserver } from './observer.ts';
import { exponential, type RateLimiter } from './rate-limiter.ts';
import { createReady } from './ready.ts';

/** The priority of what is not urgent: the first list of a kind, a resync. */
export const LOW_PRIORITY = -100;

export interface WorkQueue {
  /** Something happened: now, or when it has been quiet. `priority`: higher goes first; default 0. */
  readonly add: (key: string, priority?: number) => void;
  /** In so many milliseconds, if nothing happens before; default priority: that of the run that asks. */
  readonly addAfter: (key: string, milliseconds: number, priority?: number) => void;
  /** After the wait that the rate limiter says, until `forget`. */
  readonly addRateLimited: (key: string) => void;
  /** Its failures count no longer. */
  readonly forget: (key: string) => void;
  /** How many failures in a row used up their wait; client-go's NumRequeues. */
  readonly failures: (key: string) => number;
  /** It is not to be given out any more, if it was to be; what runs of it is not touched. */
  readonly drop: (key: string) => void;
  /** The next key, to be given back to `done`; undefined when the queue was shut down. */
  readonly next: () => Promise<string | undefined>;
  readonly done: (key: string) => void;
  /** Nothing more is given out, nothing more is taken. */
  readonly shutDown: () => void;
  /** How many keys could be given out now. */
  readonly length: () => number;
  readonly isActive: (key: string) => boolean;
}

export interface QueueOptions {
  readonly clock: Clock;
  readonly observer?: QueueObserver | undefined;
  /** Default: 5 ms, 10 ms, … 1000 s. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** Milliseconds for which a key must be quiet; default 0: none. */
  readonly debounce?: number | undefined;
  /** Keys of one group take turns with those of others; default: one group. */
  readonly groupOf?: ((key: string) => string) | undefined;
}

/** Makes an empty queue. */
export const createQueue = ({
  clock,
  observer,
  rateLimiter = exponential(),
  debounce = 0,
  groupOf,
}: QueueOptions): WorkQueue => {
  const elapsed = clock.elapsed ?? clock.now;
  const items = new Map<string, Item>();
  const ready = createReady(groupOf);
  const idle: ((key: string | undefined) => void)[] = [];
  let down = false;

  const itemOf = (key: string): Item => {
    let item = items.get(key);
    if (item === undefined) {
      item = createItem(key);
      items.set(key, item);
    }
    return item;
  };

  /** Lets go of what says nothing. */
  const tidy = (item: Item): void => {
    if (isBlank(item)) items.delete(item.key);
  };

  const enqueue = (item: Item, priority: number): void => {
    if (item.activeSince !== undefined) {
      if (item.again === undefined) observer?.added();
      item.again = Math.max(item.again ?? priority, priority);
    } else if (item.group === undefined) {
      observer?.added();
      makeReady(item, priority);
    } else if (priority > item.priority) {
      ready.remove(item);
      item.priority = priority;
      ready.push(item, priority);
    }
  };

  const makeReady = (item: Item, priority: number): void => {
    item.priority = priority;
    item.readySince = elapsed();
    ready.push(item, priority);
    if (idle.length === 0) return;
    const key = take();
    if (key !== undefined) idle.shift()?.(key);
  };

  const take = (): string | undefined => {
    const item = ready.shift() as Item | undefined;
    if (item === undefined) return undefined;
    clear(item);
    const now = elapsed();
    item.activeSince = now;
    observer?.waited((now - item.readySince) / 1000);
    return item.key;
  };

  const clear = (item: Item): void => {
    item.timer?.cancel();
    item.timer = undefined;
    item.quiet?.cancel();
    item.quiet = undefined;
  };

  /** Starts the timer `name`; a timer may be woken too early, or be set to a later time meanwhile. */
  const start = (item: Item, name: 'timer' | 'quiet', at: number, priority: number): void => {
    const timer: Timer = { at, priority, cancel: () => {} };
    const wake = (): void => {
      const left = timer.at - elapsed();
      if (left > 1) return void (timer.cancel = clock.schedule(left, wake));
      item[name] = undefined;
      // A timer that came a little too early is the retry nevertheless.
      if (name === 'timer') item.retryAt = Math.min(item.retryAt, elapsed());
      enqueue(item, timer.priority);
    };
    timer.cancel = clock.schedule(at - elapsed(), wake);
    item[name] = timer;
  };

  const addAt = (item: Item, at: number, priority: number): void => {
    if (at <= elapsed()) return enqueue(item, priority);
    const { timer } = item;
    const merged = Math.max(timer?.priority ?? priority, priority);
    if (timer !== undefined && timer.at <= at) return void (timer.priority = merged);
    timer?.cancel();
    start(item, 'timer', at, merged);
  };

  observer?.attach(() => {
    const now = elapsed();
    let unfinished = 0;
    let longest = 0;
    for (const { activeSince } of items.values()) {
      if (activeSince === undefined) continue;
      unfinished += now - activeSince;
      longest = Math.max(longest, now - activeSince);
    }
    return { depths: ready.depths(), unfinishedSeconds: unfinished / 1000, longestSeconds: longest / 1000 };
  });

  return {
    add: (key, priority = 0) => {
      if (down) return;
      const item = itemOf(key);
      if (debounce === 0 || item.group !== undefined) return enqueue(item, priority);
      const at = elapsed() + debounce;
      const { quiet } = item;
      if (quiet === undefined) return start(item, 'quiet', at, priority);
      quiet.at = at;
      quiet.priority = Math.max(quiet.priority, priority);
    },
    addAfter: (key, milliseconds, priority) => {
      if (down) return;
      const item = itemOf(key);
      addAt(item, elapsed() + milliseconds, priority ?? item.priority);
    },
    addRateLimited: (key) => {
      if (down) return;
      const item = itemOf(key);
      const now = elapsed();
      observer?.retried();
      if (item.failures === 0 || item.retryAt <= now) {
        item.failures += 1;
        item.retryAt = now + rateLimiter(key, item.failures, now);
      }
      addAt(item, item.retryAt, item.priority);
    },
    forget: (key) => {
      const item = items.get(key);
      if (item === undefined) return;
      item.failures = 0;
      tidy(item);
    },
    failures: (key) => items.get(key)?.failures ?? 0,
    drop: (key) => {
      const item = items.get(key);
      if (item === undefined) return;
      clear(item);
      if (item.group !== undefined) ready.remove(item);
      item.again = undefined;
      item.failures = 0;
      tidy(item);
    },
    next: () => {
      if (down) return Promise.resolve(undefined);
      const key = take();
      return key === undefined ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve(key);
    },
    done: (key) => {
      const item = items.get(key);
      if (item?.activeSince === undefined) return;
      observer?.worked((elapsed() - item.activeSince) / 1000);
      item.activeSince = undefined;
      const { again } = item;
      item.again = undefined;
      if (again !== undefined && !down) makeReady(item, again);
      else tidy(item);
    },
    shutDown: () => {
      down = true;
      for (const item of items.values()) {
        clear(item);
        if (item.group !== undefined) ready.remove(item);
        tidy(item);
      }
      for (const resolve of idle.splice(0)) resolve(undefined);
    },
    length: ready.size,
    isActive: (key) => items.get(key)?.activeSince !== undefined,
  };
};
