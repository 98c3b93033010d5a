/**
 * Keeps a handler in step with a collection, for ever: the state machine of kube-rs' `watcher`.
 *
 * Expected flow:
 * 1. empty: one watch that begins with the collection itself (WatchList); its objects are gathered, and at the bookmark that ends them
 *    `replace` is called with all at once. A server that cannot do so is asked for pages of 500 instead, now and from then on;
 * 2. watching: each event and each bookmark moves the resourceVersion on;
 * 3. when the stream ends, fails or falls silent: watch again from the last resourceVersion;
 * 4. when that is too old (410, as an answer or in the stream): empty again. What the handler had stays until `replace`.
 *
 * Guarantees: events of one object in order; nothing that was missed stays missed; never a busy loop (800 ms to 30 s between
 * failures, 5 s at most while the kind is not installed, in no step with others); a line that cannot be read is reported and asked for again, not skipped, and after three times
 * the collection is listed. Lists are as of now, never from a stale replica.
 * Caveats: a change that was undone while nobody watched is not seen; two changes of an object may be seen as one. A cluster that was
 * restored from a backup counts from an older resourceVersion: restart what watches it.
 */
import { createBackoff } from '../backoff.ts';
import { ApiError, Gone, NotFound } from '../client/errors.ts';
import { storeKey } from '../cache/store.ts';
import { type Clock, sleep } from '../clock.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { DecodeError, type WatchEvent } from './event.ts';
import type { WatchHandler } from './handler.ts';
import { listCollection } from './list.ts';
import { NoInitialEvents, streamEvents } from './stream.ts';
import { isRefusal, noteRefusal, streamsLists } from './streaming-lists.ts';
import type { WatchTarget } from './target.ts';

export interface WatchOptions<T extends KubernetesObject> extends WatchTarget<T> {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handler: WatchHandler<T>;
}

const BACKOFF = { first: 800, longest: 30_000 };
/** A kind that is not installed is looked for this often at least: asking costs the server nothing, and somebody is waiting for it. */
const MISSING = 5_000;
/**
 * After a watch that worked for so long the next failure counts as the first. It is the longest wait: so no server is asked more often than
 * one that fails all the time. In client-go failures have to be 2 minutes apart; where they are one minute apart, each is waited for longer than the one before.
 */
const GOOD_AFTER = BACKOFF.longest;
/** No stream begins sooner than this after one that ended by itself; one that brought nothing counts as a failure. */
const TOO_SHORT = 1_000;
const UNREADABLE_BEFORE_RELIST = 3;

/** Where a watch is. `undefined`: nothing is known, the collection has to be listed. */
interface Position {
  version: string | undefined;
  /** That of the last list. */
  listed: string | undefined;
  /** When this stream began to bring what happens. */
  worksSince: number | undefined;
}

/** Runs until `signal` is aborted; never rejects. */
export const watchCollection = async <T extends KubernetesObject>(options: WatchOptions<T>): Promise<void> => {
  const { clock, signal, handler } = options;
  const now = clock.elapsed ?? clock.now;
  const backoff = createBackoff(clock, BACKOFF);
  const at: Position = { version: undefined, listed: undefined, worksSince: undefined };
  const list = startingList(options, at);
  const forgive = (): void => {
    if (at.worksSince !== undefined && now() - at.worksSince >= GOOD_AFTER) backoff.reset();
  };
  let unreadable = 0;
  /** Lists in a row that were too old before anything came after them. */
  let stale = 0;
  while (!signal.aborted) {
    const start = now();
    const before = at.version;
    at.worksSince = undefined;
    try {
      await (before === undefined ? list() : follow(options, at, before)).finally(forgive);
      unreadable = 0;
      if (before === undefined) continue;
      stale = 0;
      const left = TOO_SHORT - (now() - start);
      if (left > 0) await sleep(clock, at.version === before ? backoff.next() : left, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Gone) {
        // A collection was quiet, or the server compacted its history: no failure, unless nothing ever comes of it.
        const listed = at.version !== undefined;
        stale = at.version === at.listed ? stale + 1 : 0;
        at.version = undefined;
        if (listed && stale < 2) continue;
      }
      unreadable = error instanceof DecodeError ? (at.version === before ? unreadable + 1 : 1) : 0;
      if (unreadable >= UNREADABLE_BEFORE_RELIST) at.version = undefined;
      handler.failed(error instanceof Error ? error : new Error(String(error)));
      await sleep(clock, waitAfter(error, backoff.next()), signal);
    }
  }
};

/** Milliseconds until the next try: as the server asks, and sooner for a kind that is not there. */
const waitAfter = (error: unknown, wait: number): number => {
  if (error instanceof NotFound && error.unknownResource) return Math.min(wait, MISSING);
  const asked = error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
  return Math.max(wait, Math.min(asked, BACKOFF.longest));
};

/** Watches from a resourceVersion. */
const follow = <T extends KubernetesObject>(
  { transport, clock, signal, handler, ...target }: WatchOptions<T>,
  at: Position,
  version: string,
): Promise<void> =>
  streamEvents<T>({
    transport,
    clock,
    target,
    from: { version },
    signal,
    opened: () => {
      at.worksSince = (clock.elapsed ?? clock.now)();
      handler.working();
    },
    event: (event) => pass(handler, at, event),
  });

const pass = <T extends KubernetesObject>(handler: WatchHandler<T>, at: Position, event: WatchEvent<T>): void => {
  const { type, object } = event;
  if (type === 'DELETED') handler.remove(object);
  else if (type !== 'BOOKMARK') handler.apply(object);
  at.version = object.metadata.resourceVersion;
};

/** Gets the collection as a whole, by whichever way the server has; by streaming it watches on at once, in the same stream. */
const startingList = <T extends KubernetesObject>(options: WatchOptions<T>, at: Position): (() => Promise<void>) => {
  const { transport, clock, signal, handler, ...target } = options;
  const prepare = handler.prepare ?? ((object: T) => object);
  /** The server went on without an end of the list: next time by pages. */
  let paged = false;

  const listed = (objects: readonly T[], version: string): void => {
    if (signal.aborted) throw signal.reason;
    handler.replace(objects, version);
    at.version = version;
    at.listed = version;
    at.worksSince = (clock.elapsed ?? clock.now)();
    handler.working();
  };

  const byPages = async (): Promise<void> => {
    const { objects, version } = await listCollection(transport, target, prepare, signal);
    listed(objects, version);
  };

  const byStream = (): Promise<void> => {
    let gathered: Map<string, T> | undefined = new Map();
    return streamEvents<T>({
      transport,
      clock,
      target,
      from: 'initial',
      signal,
      // Only a complete list shows that it works.
      opened: () => {},
      event: (event) => {
        const { type, object } = event;
        if (gathered === undefined) return pass(handler, at, event);
        if (type === 'DELETED') gathered.delete(storeKey(object.metadata));
        else if (type !== 'BOOKMARK') gathered.set(storeKey(object.metadata), prepare(object));
      },
      ended: (version) => {
        const objects = [...(gathered?.values() ?? [])];
        gathered = undefined;
        listed(objects, version);
      },
    });
  };

  return async () => {
    if (paged || !streamsLists(transport, target.kind)) {
      paged = false;
      return byPages();
    }
    try {
      await byStream();
    } catch (error) {
      if (signal.aborted || at.version !== undefined) throw error;
      paged = error instanceof NoInitialEvents;
      if (!isRefusal(error)) throw error;
      // A list is refused for its selector just as well; if it is not, it was the streaming.
      await byPages().catch((second: unknown) => {
        if (!isRefusal(second)) noteRefusal(transport, target.kind);
        throw second;
      });
      noteRefusal(transport, target.kind);
    }
  };
};
