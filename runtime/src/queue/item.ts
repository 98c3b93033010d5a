import type { Waiting } from './ready.ts';

/** A time at which a key comes by itself. */
export interface Timer {
  at: number;
  priority: number;
  cancel: () => void;
}

/** All that a queue knows of a key. Times in milliseconds of a clock that passes evenly. */
export interface Item extends Waiting {
  /** Of the run, while it is active or waits for one. */
  priority: number;
  readySince: number;
  /** undefined: not active. */
  activeSince: number | undefined;
  /** The priority at which it was added while active; undefined: it was not. */
  again: number | undefined;
  failures: number;
  /** When its retry is due. */
  retryAt: number;
  /** The time that a reconcile asked for, or its retry. */
  timer: Timer | undefined;
  /** When it will have been quiet for long enough. */
  quiet: Timer | undefined;
}

/** An item of which nothing is known yet. */
export const createItem = (key: string): Item => ({
  key,
  previous: undefined,
  next: undefined,
  group: undefined,
  priority: 0,
  readySince: 0,
  activeSince: undefined,
  again: undefined,
  failures: 0,
  retryAt: 0,
  timer: undefined,
  quiet: undefined,
});

/** Whether nothing need be remembered of it. */
export const isBlank = ({ group, activeSince, failures, timer, quiet }: Item): boolean =>
  group === undefined && activeSince === undefined && failures === 0 && timer === undefined && quiet === undefined;
