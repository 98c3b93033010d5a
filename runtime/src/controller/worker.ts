/**
 * Runs a controller: changes become keys in its queue, keys become calls of reconcile.
 *
 * Expected flow: `createWorker` begins to collect what has to be reconciled, and asks the cache for the informers of it; when those have
 * synced and this process leads, `run`; `stop`, after which running reconciles are waited for.
 * Guarantees: an object is never reconciled twice at a time; what throws is reported (log, metric, Warning event) and tried again
 * with backoff, whatever it throws; an object that is being deleted is cleaned up and never applied to. A resync of what is as it should be
 * writes nothing.
 * Caveats: a reconcile that was given up (`reconcileTimeout`, a lapsed share of the keys) may still run when the next one of its object
 * begins, as nothing can end a function from outside; but it can write nothing more through its context (see fence.ts).
 */
import type { Cache } from '../cache/cache.ts';
import type { Informer } from '../cache/informer.ts';
import { type Change, storeKey } from '../cache/store.ts';
import { asWriter, nameWriters } from '../cache/writer.ts';
import type { Client } from '../client/client.ts';
import type { Clock } from '../clock.ts';
import { type Logger, withFields } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';
import { createQueue, LOW_PRIORITY } from '../queue/queue.ts';
import type { Partition } from '../sharding/partition.ts';
import { createApplier } from '../apply/apply.ts';
import type { Controller } from './controller.ts';
import { createDynamicWatches } from './dynamic-watch.ts';
import { createEnqueuer } from './enqueue.ts';
import type { EventRecorder } from '../events/events.ts';
import type { ControllerMetrics } from './observer.ts';
import { createOwnership } from './ownership.ts';
import { createPrimaries } from './primaries.ts';
import { createPruner } from '../apply/prune.ts';
import { createReconciler } from './reconciler.ts';
import { resync } from './resync.ts';
import { createStatusWriter } from '../status/status-writer.ts';
import { subscribe } from './subscriptions.ts';

export interface Worker {
  readonly controller: Controller;
  /** The informers that must have synced before reconciles start. */
  readonly informers: readonly Informer[];
  /** Reconciles until `stop`; resolves when the last reconcile is done. */
  readonly run: () => Promise<void>;
  /** Takes nothing new, and aborts the signal that reconciles are given. */
  readonly stop: () => void;
}

export interface WorkerOptions {
  readonly controller: Controller;
  readonly cache: Cache;
  readonly client: Client;
  readonly events: EventRecorder;
  readonly log: Logger;
  readonly clock: Clock;
  readonly fieldManager: string;
  readonly concurrency: number;
  readonly metrics: ControllerMetrics;
  /** Which keys are this process's; default: all. */
  readonly partition?: Partition | undefined;
  /** The name of its cluster, where there are several. */
  readonly cluster?: string | undefined;
}

/** Makes the worker of a controller and begins to collect what has to be reconciled. */
export const createWorker = (options: WorkerOptions): Worker => {
  const { controller, cache, client, clock, metrics, fieldManager, partition } = options;
  const { kind, debounce, rateLimiter, groupOf } = controller;
  const log = withFields(options.log, { controller: controller.name });
  const stopping = new AbortController();
  const { promise: started, resolve: begin } = Promise.withResolvers<void>();
  const queue = createQueue({ clock, observer: metrics.queue, debounce, rateLimiter, groupOf });
  const primaries = createPrimaries(controller, cache);
  const ownership = createOwnership(partition, { queue, primaries });
  const writerOf = nameWriters();
  const { enqueue } = ownership;
  /** What a reconcile wrote itself does not wake it again; it wakes all others. */
  const wake = (key: string, priority: number, { writer }: Change): void => {
    if (writer === undefined || writer !== writerOf(key)) enqueue(key, priority);
  };
  const dynamic = createDynamicWatches(cache, (key, change) =>
    change === undefined ? enqueue(key, 0) : wake(key, 0, change),
  );
  const applier = createApplier({ cache, client, owns: controller.owns, fieldManager });
  // Of the objects to reconcile the cache may hold only a part: the client would ask the API server.
  const status = createStatusWriter({ kind, client, read: primaries.get, clock, fieldManager });

  const forget = ({ metadata }: KubernetesObject): void => {
    const key = storeKey(metadata);
    queue.drop(key);
    ownership.forget(key);
    dynamic.forget(key);
    applier.forget(metadata.uid);
    status.forget(metadata.uid);
  };
  const wakeAll = (priority: number): void => {
    for (const { metadata } of primaries.all()) enqueue(storeKey(metadata), priority);
  };
  const enqueuer = createEnqueuer({ controller, primaries, enqueue: wake, forget, log });
  const { signal } = stopping;
  const services = { controller, primaries, cache, client, clock, log, signal };
  const { informers, installed } = subscribe({ ...services, enqueuer, wakeAll: () => wakeAll(0) });
  const reconcile = createReconciler({
    ...options,
    ...services,
    signal: ownership.signal,
    applier,
    status,
    prune: createPruner({ controller, cache, client, fieldManager }),
    installed,
    fenced: controller.reconcileTimeout !== undefined || partition !== undefined,
    queue,
    dynamic,
  });

  for (const source of controller.sources) {
    const context = {
      ...services,
      started,
      objects: primaries.all,
      enqueue: (key: Parameters<typeof storeKey>[0], priority = 0) => enqueue(storeKey(key), priority),
    };
    void (async () => source.start(context))().catch((error: unknown) =>
      log.error('A source ended; the controller goes on without it.', { error }),
    );
  }

  const work = async (): Promise<void> => {
    for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
      try {
        await asWriter(writerOf(key), () => ownership.run(key, reconcile));
      } catch (error) {
        // Reporting itself failed: nothing may end a worker, or lose what it has to do.
        queue.addRateLimited(key);
        log.error('A reconcile could not be reported.', { error });
      } finally {
        queue.done(key);
      }
    }
  };

  return {
    controller,
    informers,
    run: async () => {
      begin();
      void resync(clock, controller.resyncPeriod, signal, () => wakeAll(LOW_PRIORITY));
      await Promise.all(Array.from({ length: options.concurrency }, work));
    },
    stop: () => {
      const reason = new Error('The manager is stopping.');
      queue.shutDown();
      stopping.abort(reason);
      ownership.stop(reason);
      dynamic.end();
    },
  };
};
