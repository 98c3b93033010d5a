/**
 * One watch: a stream of events from a resourceVersion on, or from the whole collection on (`initial`, WatchList).
 *
 * Guarantees: events are handed on in order; the first line that cannot be read ends the stream, and nothing after it is looked at.
 * Silence: the server is asked to end each watch after 4–5 minutes; a stream with no byte for 5 s longer is dead. Mostly it is noticed after
 * 95 s, see silence.ts.
 * Errors: `DecodeError`; `ApiError` for a refusal, in the stream or instead of it (`Gone`: the resourceVersion is too old);
 * `ConnectionError`; `NoInitialEvents`.
 */
import { apiError } from '../client/errors.ts';
import type { Clock } from '../clock.ts';
import { acceptObject } from '../client/metadata-only.ts';
import type { KubernetesObject } from '../object.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import type { Transport } from '../transport/transport.ts';
import { bookmarksOf } from './bookmarks.ts';
import { DecodeError, decodeEvent, endsInitialEvents, type WatchEvent } from './event.ts';
import { noticeSilence } from './silence.ts';
import { describe, project, targetPath, type WatchTarget } from './target.ts';

export interface WatchStream<T extends KubernetesObject> {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly target: WatchTarget<T>;
  /** Where to start; `initial`: with the collection as it is now, as ADDED events up to `ended`. */
  readonly from: { readonly version: string } | 'initial';
  readonly signal: AbortSignal;
  /** The server has answered 200. */
  readonly opened: () => void;
  readonly event: (event: WatchEvent<T>) => void;
  /** The initial events are complete, as of this resourceVersion. */
  readonly ended?: (version: string) => void;
}

/** The server took the request for the collection, and never said that it is complete. */
export class NoInitialEvents extends Error {
  override readonly name = 'NoInitialEvents';
}

const LEAST_SECONDS = 240;
const SPREAD_SECONDS = 60;
const GRACE = 5_000;

/** Watches until the server ends it, or may have forgotten it. */
export const streamEvents = async <T extends KubernetesObject>(options: WatchStream<T>): Promise<void> => {
  const { transport, clock, target, from, signal } = options;
  const request = describe('watch', target);
  // Watches that were opened together do not end together.
  const timeoutSeconds = Math.round(LEAST_SECONDS + clock.random() * SPREAD_SECONDS);
  const path = targetPath(target, {
    watch: 'true',
    allowWatchBookmarks: 'true',
    ...(from === 'initial'
      ? { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' }
      : { resourceVersion: from.version }),
    timeoutSeconds,
  });
  const accept = acceptObject(target.kind);
  const stop = new AbortController();
  const end = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    stop.abort(failure);
  };
  let failure: Error | undefined;
  let forgotten = false;
  let initial = from === 'initial';
  const silence = noticeSilence({
    clock,
    initial,
    bookmarks: bookmarksOf(transport, target.kind),
    endless: () => end(new NoInitialEvents(`${request}: the list does not end.`)),
    dead: (why) => end(ConnectionError.from(why, transport.server)),
    doubtful: (why) => {
      forgotten = true;
      stop.abort(why);
    },
  });
  // What a watch sends has its type already.
  const decode = (line: Buffer): WatchEvent<T> => {
    const event = decodeEvent<T>(line, request);
    return target.kind.projection === undefined ? event : { ...event, object: project(event.object, target.kind) };
  };
  const onLine = (line: Buffer): void => {
    if (failure !== undefined || forgotten || signal.aborted) return;
    silence.heard();
    try {
      const event = decode(line);
      if (initial && endsInitialEvents(event)) {
        initial = false;
        silence.listed();
        options.ended?.(event.object.metadata.resourceVersion);
        return;
      }
      if (event.type === 'BOOKMARK' && !initial) silence.bookmark();
      options.event(event);
    } catch (error) {
      end(error);
    }
  };
  try {
    const { status, body, rest } = await transport
      .stream({
        path,
        ...(accept && { accept }),
        signal: AbortSignal.any([signal, stop.signal]),
        idleTimeout: timeoutSeconds * 1000 + GRACE,
        onLine,
        onOpen: () => {
          silence.heard();
          options.opened();
        },
      })
      .catch((error: unknown) => {
        throw failure ?? error;
      });
    if (failure !== undefined) throw failure;
    if (status !== 200) throw apiError(status, body, request);
    if (rest.length > 0) throw new DecodeError(`the stream ended inside an event (${rest.length} bytes)`);
    if (initial) throw new NoInitialEvents(`${request}: the stream ended before the list did.`);
  } catch (error) {
    if (!forgotten || signal.aborted) throw error;
  } finally {
    silence.stop();
  }
};
