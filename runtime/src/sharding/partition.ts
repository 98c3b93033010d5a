/**
 * Which of a controller's keys are this process's to reconcile. The seam between a worker, which asks, and sharding, which answers.
 *
 * Expected flow: `isMine` answers otherwise for some keys; then every listener is called. A worker queues what has become its own, and
 * takes nothing that no longer is; what it is reconciling already it brings to an end.
 * Guarantees asked of a worker: it asks `isMine` in the same turn of the event loop in which it begins a reconcile, and begins none
 * when the answer is no. What a listener answers resolves no sooner than every reconcile that was running, of a key that was not its
 * own when the listener was called, has ended. Only then is the key another's.
 */
export interface Partition {
  /** Whether this process may begin to reconcile `key` now: `namespace/name`, or `name` of a cluster-scoped object. */
  readonly isMine: (key: string) => boolean;
  /** Calls `listener` after every change of what `isMine` answers; the answer ends that. */
  readonly onChange: (listener: PartitionListener) => () => void;
}

/** Resolves when no reconcile runs any more of keys that were not this process's own as it was called; never rejects. */
export type PartitionListener = (change: PartitionChange) => Promise<void>;

/**
 * `rebalanced`: keys moved between members that see each other; running reconciles may end in peace.
 * `lapsed`: nothing is this process's own any more, and soon another's; the signals of all running reconciles have to be aborted.
 */
export type PartitionChange = 'rebalanced' | 'lapsed';
