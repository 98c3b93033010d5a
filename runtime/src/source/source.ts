/**
 * What wakes a controller beside watches; controller-runtime's sources. A source of your own is an object with `start`.
 *
 * Expected flow: `start` is called once for each controller that has the source, before anything is reconciled; what it enqueues from
 * then on waits in the queue. `started` resolves when reconciles begin (caches have synced, this process leads); `signal` is aborted when
 * the controller stops.
 * Guarantees: a key that is enqueued several times is reconciled once; a key of no object in the cache is passed over.
 * Errors: what `start` throws or rejects with is logged; the controller goes on without it.
 */
import type { ObjectKey } from '../client/path.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';

export interface Source {
  readonly start: (context: SourceContext) => void | Promise<void>;
}

/** What a source may do. */
export interface SourceContext {
  /** Has an object reconciled. `priority`: higher goes first; default 0, that of changes. */
  readonly enqueue: (key: ObjectKey, priority?: number) => void;
  /** The objects of the controller that are in the cache. */
  readonly objects: () => readonly KubernetesObject[];
  /** Resolves when reconciles begin; never, if they never do. */
  readonly started: Promise<void>;
  /** Aborted when the controller stops. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: Logger;
}
