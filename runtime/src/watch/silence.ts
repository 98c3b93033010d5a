import type { Clock } from '../clock.ts';

/** Notices that nothing is heard any more. */
export interface Silence {
  readonly heard: () => void;
  /** From now on so many milliseconds are too long; undefined: none are. */
  readonly limit: (milliseconds: number | undefined) => void;
  readonly stop: () => void;
}

/** Calls `silent` once when nothing was heard for longer than the limit. No timer is touched by `heard`, so that it may be called for each line. */
export const noticeSilence = (clock: Clock, milliseconds: number | undefined, silent: () => void): Silence => {
  const now = clock.elapsed ?? clock.now;
  let last = now();
  let longest = milliseconds;
  let cancel = (): void => {};
  const check = (): void => {
    cancel();
    if (longest === undefined) return;
    const left = last + longest - now();
    if (left <= 0) silent();
    else cancel = clock.schedule(left, check);
  };
  check();
  return {
    heard: () => void (last = now()),
    limit: (next) => {
      longest = next;
      check();
    },
    stop: () => cancel(),
  };
};
