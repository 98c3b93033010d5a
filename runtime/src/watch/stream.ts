/**
 * One watch: a stream of events from a resourceVersion on, or from the whole collection on (`initial`, WatchList).
 *
 * Guarantees: events are handed on in order; the first line that cannot be read ends the stream, and nothing after it is looked at.
 * Silence: the server is asked to end each watch after 4–5 minutes; a stream with no byte for 5 s longer is dead. Where bookmarks come,
 * they come every minute, and 150 s without a line are enough; while the initial events are awaited, 30 s: a server that does not know
 * of them sends no end of them either.
 * Errors: `DecodeError`; `ApiError` for a refusal, in the stream or instead of it (`Gone`: the resourceVersion is too old);
 * `ConnectionError`; `NoInitialEvents`.
 */
import { apiError } from '../client/errors.ts';
import type { Clock } from '../clock.ts';
import { acceptObject } from '../client/metadata-only.ts';
import type { KubernetesObject } from '../object.ts';
import { ConnectionError } from '../transport/connection-error.ts';
import type { Transport } from '../transport/transport.ts';
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
const INITIAL_SILENCE = 30_000;
const BOOKMARK_SILENCE = 150_000;

/** Watches until the server ends it. */
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
  let initial = from === 'initial';
  const silence = noticeSilence(clock, initial ? INITIAL_SILENCE : undefined, () =>
    end(
      initial
        ? new NoInitialEvents(`${request}: the list does not end.`)
        : ConnectionError.from(
            new Error(`no event and no bookmark for ${BOOKMARK_SILENCE / 1000} s`),
            transport.server,
          ),
    ),
  );
  // What a watch sends has its type already.
  const decode = (line: Buffer): WatchEvent<T> => {
    const event = decodeEvent<T>(line, request);
    return target.kind.projection === undefined ? event : { ...event, object: project(event.object, target.kind) };
  };
  const onLine = (line: Buffer): void => {
    if (failure !== undefined || signal.aborted) return;
    silence.heard();
    try {
      const event = decode(line);
      if (initial && endsInitialEvents(event)) {
        initial = false;
        silence.limit(undefined);
        options.ended?.(event.object.metadata.resourceVersion);
        return;
      }
      if (event.type === 'BOOKMARK' && !initial) silence.limit(BOOKMARK_SILENCE);
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
        onOpen: options.opened,
      })
      .catch((error: unknown) => {
        throw failure ?? error;
      });
    if (failure !== undefined) throw failure;
    if (status !== 200) throw apiError(status, body, request);
    if (rest.length > 0) throw new DecodeError(`the stream ended inside an event (${rest.length} bytes)`);
    if (initial) throw new NoInitialEvents(`${request}: the stream ended before the list did.`);
  } finally {
    silence.stop();
  }
};
