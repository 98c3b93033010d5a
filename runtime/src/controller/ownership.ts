/**
 * Which keys are this process's to reconcile, when several replicas share them (see sharding/partition.ts).
 *
 * Guarantees: a key that is not ours is neither queued nor reconciled; what becomes ours is queued, at low priority; what a change of the
 * partition waits for resolves when no reconcile runs any more of keys that are not ours. When ours lapsed, the signals of all running
 * reconciles are aborted and their contexts closed.
 */
import { storeKey } from '../cache/store.ts';
import { LOW_PRIORITY, type WorkQueue } from '../queue/queue.ts';
import type { Partition } from '../sharding/partition.ts';
import { OwnershipLost } from './fence.ts';
import type { PrimaryStore } from './primaries.ts';

export interface Ownership {
  /** Queues a key if it is ours. */
  readonly enqueue: (key: string, priority: number) => void;
  /** Reconciles a key if it is ours at this moment. */
  readonly run: (key: string, reconcile: (key: string) => Promise<void>) => Promise<void>;
  /** The object is gone. */
  readonly forget: (key: string) => void;
  /** Aborted when reconciles that begin now are to end. */
  readonly signal: () => AbortSignal;
  readonly stop: (reason: Error) => void;
}

/** Makes what asks the partition; without one, everything is ours. */
export const createOwnership = (
  partition: Partition | undefined,
  { queue, primaries }: { readonly queue: WorkQueue; readonly primaries: PrimaryStore },
): Ownership => {
  let era = new AbortController();
  if (partition === undefined)
    return {
      enqueue: queue.add,
      run: (key, reconcile) => reconcile(key),
      forget: () => {},
      signal: () => era.signal,
      stop: (reason) => era.abort(reason),
    };

  /** What was queued as ours, and is. */
  const ours = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const end = partition.onChange(async (change) => {
    if (change === 'lapsed' && !era.signal.aborted) {
      era.abort(new OwnershipLost('The object is another process’s to reconcile by now.'));
      era = new AbortController();
    }
    for (const { metadata } of primaries.all()) {
      const key = storeKey(metadata);
      const mine = partition.isMine(key);
      if (mine && !ours.has(key)) {
        ours.add(key);
        queue.add(key, LOW_PRIORITY);
      } else if (!mine && ours.delete(key)) queue.drop(key);
    }
    // Also those that end with an error have to end.
    await Promise.allSettled(Array.from(running, ([key, run]) => (partition.isMine(key) ? undefined : run)));
  });
  return {
    enqueue: (key, priority) => {
      if (!partition.isMine(key)) return;
      ours.add(key);
      queue.add(key, priority);
    },
    run: async (key, reconcile) => {
      if (!partition.isMine(key)) {
        ours.delete(key);
        return queue.forget(key);
      }
      const run = reconcile(key);
      running.set(key, run);
      try {
        await run;
      } finally {
        running.delete(key);
      }
    },
    forget: (key) => void ours.delete(key),
    signal: () => era.signal,
    stop: (reason) => {
      end();
      era.abort(reason);
    },
  };
};
