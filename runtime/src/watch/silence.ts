/**
 * How long nothing may be heard of a watch.
 *
 * - While the initial events are awaited 30 s: a server that does not know of them sends no end of them either.
 * - After a bookmark 95 s: the next is due after a minute, and the stream is dead.
 * - After 95 s without any where the resource has had bookmarks before (bookmarks.ts), the stream may be dead, or healthy and without news:
 *   it is ended as if the server had ended it, and asked for anew. From then on the resource is taken to have no bookmarks, until there is one.
 * - Where there are none, any time.
 *
 * A network that drops everything is noticed sooner, after 40 s, by TCP's keep-alive probes (transport/pool.ts). This is for what answers those
 * and brings nothing: proxies, load balancers, an API server that stands still.
 */
import type { Clock } from '../clock.ts';
import type { Bookmarks } from './bookmarks.ts';

export interface SilenceOptions {
  readonly clock: Clock;
  /** The initial events are awaited. */
  readonly initial: boolean;
  /** Of the resource. */
  readonly bookmarks: Bookmarks;
  /** One of these is called, once. */
  readonly endless: () => void;
  readonly dead: (why: Error) => void;
  readonly doubtful: (why: Error) => void;
}

/** To be told what is heard. */
export interface Silence {
  /** A line, or that the stream is open. No timer is touched, so that it may be called for each line. */
  readonly heard: () => void;
  /** The initial events are complete. */
  readonly listed: () => void;
  readonly bookmark: () => void;
  readonly stop: () => void;
}

const INITIAL = 30_000;
/** Half as long again as bookmarks are apart. */
const AFTER_BOOKMARK = 95_000;

/** Listens from now on. */
export const noticeSilence = ({ clock, bookmarks, ...options }: SilenceOptions): Silence => {
  const now = clock.elapsed ?? clock.now;
  let { initial } = options;
  let bookmarked = false;
  let last = now();
  let cancel = (): void => {};

  const longest = (): number => {
    if (initial) return INITIAL;
    return bookmarked || bookmarks.expected === true ? AFTER_BOOKMARK : Infinity;
  };
  const silent = (): void => {
    const why = new Error(`no event and no bookmark for ${AFTER_BOOKMARK / 1000} s`);
    if (initial) return options.endless();
    if (bookmarked) return options.dead(why);
    bookmarks.expected = false;
    options.doubtful(why);
  };
  const check = (): void => {
    cancel();
    const left = last + longest() - now();
    if (left <= 0) silent();
    else if (left < Infinity) cancel = clock.schedule(left, check);
  };
  check();
  return {
    heard: () => void (last = now()),
    listed: () => {
      initial = false;
      bookmarks.expected ??= true;
      check();
    },
    bookmark: () => {
      bookmarks.expected = true;
      if (bookmarked) return;
      bookmarked = true;
      check();
    },
    stop: () => cancel(),
  };
};
