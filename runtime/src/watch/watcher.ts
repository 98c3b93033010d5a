/**
 * Keeps a handler in step with a collection: list, then watch, for ever. The state machine of kube-rs' `watcher`.
 *
 * Expected flow:
 * 1. list in pages of 500, then `replace` with all of it at once;
 * 2. watch from the list's resourceVersion, with bookmarks; each event and bookmark moves the resourceVersion on;
 * 3. when the stream ends, fails or falls silent: watch again from the last resourceVersion;
 * 4. when that is too old (410): back to 1.
 *
 * Guarantees: events of one object in order; nothing that was missed stays missed; never a busy loop (800 ms to 30 s between
 * failures); a line that cannot be read is reported and asked for again, not skipped.
 * Silence: the server is asked to end each watch after 4–5 minutes; a stream with no byte for longer than that and 5 s is dead.
 */
import { createBackoff } from '../backoff.ts';
import { apiError, Gone } from '../client/errors.ts';
import { collectionPath, withQuery } from '../client/path.ts';
import { withType } from '../client/object-type.ts';
import { type Clock, sleep } from '../clock.ts';
import type { Projection } from '../cache/request.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { DecodeError, decodeEvent } from './event.ts';

export interface WatchHandler<T extends KubernetesObject> {
  /** The whole collection as of `version`, in place of what was there. */
  readonly replace: (objects: readonly T[], version: string) => void;
  readonly apply: (object: T) => void;
  readonly remove: (object: T) => void;
  /** List or watch failed; it is tried again until it works. */
  readonly failed: (error: Error) => void;
  /** List or watch works (again). */
  readonly working: () => void;
}

export interface WatchTarget<T extends KubernetesObject> {
  readonly kind: Kind<T>;
  /** All namespaces when not given. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** `metadata`: objects with `apiVersion`, `kind` and `metadata` alone. Default: `full`. */
  readonly projection?: Projection | undefined;
}

export interface WatchOptions<T extends KubernetesObject> extends WatchTarget<T> {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handler: WatchHandler<T>;
}

const PAGE = 500;
const METADATA = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const BACKOFF = { first: 800, longest: 30_000 };
/** After so long without a failure the next one counts as the first. */
const GOOD_AFTER = 120_000;
/** A stream shorter than this that brought nothing counts as a failure. */
const TOO_SHORT = 1_000;
const UNREADABLE_BEFORE_RELIST = 3;

/** Runs until `signal` is aborted; never rejects. */
export const watchCollection = async <T extends KubernetesObject>(options: WatchOptions<T>): Promise<void> => {
  const { clock, signal, handler } = options;
  const backoff = createBackoff(clock, BACKOFF);
  let version: string | undefined;
  let unreadable = 0;
  let failedAt = clock.now();
  while (!signal.aborted) {
    const start = clock.now();
    const before = version;
    try {
      if (version === undefined) {
        version = await listAll(options);
        handler.working();
        continue;
      }
      await follow(options, version, (next) => (version = next));
      unreadable = 0;
      if (clock.now() - start < TOO_SHORT && version === before) await sleep(clock, backoff.next(), signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Gone) {
        // The first time this is no failure: a quiet collection, or the server compacted its history.
        version = undefined;
        if (before !== undefined) continue;
      }
      unreadable = error instanceof DecodeError ? (version === before ? unreadable + 1 : 1) : 0;
      if (unreadable >= UNREADABLE_BEFORE_RELIST) version = undefined;
      handler.failed(error instanceof Error ? error : new Error(String(error)));
      if (clock.now() - failedAt > GOOD_AFTER) backoff.reset();
      await sleep(clock, backoff.next(), signal);
      failedAt = clock.now();
    }
  }
};

interface Page<T> {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly T[] | null;
}

const listAll = async <T extends KubernetesObject>({
  transport,
  signal,
  handler,
  ...target
}: WatchOptions<T>): Promise<string> => {
  const objects: T[] = [];
  let next: string | undefined;
  for (;;) {
    const path = withQuery(collectionPath(target.kind, target.namespace), {
      ...selectors(target),
      limit: PAGE,
      continue: next,
    });
    const accept = target.projection === 'metadata' ? METADATA_LIST : undefined;
    const response = await transport.request({ method: 'GET', path, signal, ...(accept && { accept }) });
    if (response.status !== 200) throw apiError(response.status, response.body, `list ${path.replace(/\?.*/, '')}`);
    const page = JSON.parse(response.body) as Page<T>;
    for (const item of page.items ?? []) objects.push(withType(item, target.kind));
    next = page.metadata.continue;
    if (next === undefined || next === '') {
      if (signal.aborted) throw signal.reason;
      handler.replace(objects, page.metadata.resourceVersion);
      return page.metadata.resourceVersion;
    }
  }
};

const follow = async <T extends KubernetesObject>(
  options: WatchOptions<T>,
  version: string,
  advance: (version: string) => void,
): Promise<void> => {
  const { transport, clock, signal, handler, ...target } = options;
  const timeoutSeconds = Math.round(240 + clock.random() * 60);
  const path = withQuery(collectionPath(target.kind, target.namespace), {
    ...selectors(target),
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: version,
    timeoutSeconds,
  });
  // An error on a line ends the stream; what came after it is asked for again.
  const stop = new AbortController();
  let failure: Error | undefined;
  const onLine = (line: Buffer) => {
    if (failure !== undefined || signal.aborted) return;
    try {
      const { type, object } = decodeEvent<T>(line, path);
      if (target.projection === 'metadata') withType(object, target.kind);
      if (type === 'DELETED') handler.remove(object);
      else if (type !== 'BOOKMARK') handler.apply(object);
      advance(object.metadata.resourceVersion);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      stop.abort(failure);
    }
  };
  const end = await transport
    .stream({
      path,
      ...(target.projection === 'metadata' && { accept: METADATA }),
      signal: AbortSignal.any([signal, stop.signal]),
      idleTimeout: (timeoutSeconds + 5) * 1000,
      onLine,
      onOpen: handler.working,
    })
    .catch((error: unknown) => {
      throw failure ?? error;
    });
  if (failure !== undefined) throw failure;
  if (end.status !== 200) throw apiError(end.status, end.body, `watch ${path.replace(/\?.*/, '')}`);
  if (end.rest.length > 0) throw new DecodeError(`the stream ended inside an event (${end.rest.length} bytes)`);
};

const selectors = ({
  labelSelector,
  fieldSelector,
}: Pick<WatchTarget<KubernetesObject>, 'labelSelector' | 'fieldSelector'>) => ({ labelSelector, fieldSelector });
