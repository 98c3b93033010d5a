/**
 * Runs a controller: changes become keys in its queue, keys become calls of reconcile.
 *
 * Guarantees: an object is never reconciled twice at a time; what throws is reported (log, metric, Warning event) and tried again
 * with backoff, whatever it throws; an object that is being deleted is cleaned up and never applied to.
 */
import type { Cache } from '../cache/cache.ts';
import type { Informer } from '../cache/informer.ts';
import { storeKey } from '../cache/store.ts';
import type { Client } from '../client/client.ts';
import type { Clock } from '../clock.ts';
import { type Logger, withFields } from '../manager/log.ts';
import type { KubernetesObject } from '../object.ts';
import { createQueue } from '../queue/queue.ts';
import { createApplier } from './apply.ts';
import type { Controller } from './controller.ts';
import type { EventRecorder } from './events.ts';
import type { ControllerMetrics } from './observer.ts';
import { enqueuePrimaries } from './enqueue.ts';
import { createReconciler } from './reconciler.ts';
import { createStatusWriter } from './status.ts';

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
}

/** Makes the worker of a controller and begins to collect what has to be reconciled. */
export const createWorker = (options: WorkerOptions): Worker => {
  const { controller, cache, client, clock, metrics, fieldManager } = options;
  const stopping = new AbortController();
  const queue = createQueue({ clock, observer: metrics.queue });
  const applier = createApplier({ client, owns: controller.owns, fieldManager });
  const status = createStatusWriter({ kind: controller.kind, client, clock, fieldManager });
  const log = withFields(options.log, { controller: controller.name });
  const reconcile = createReconciler({ ...options, log, applier, status, queue, signal: stopping.signal });

  const forget = ({ metadata }: KubernetesObject) => {
    queue.forget(storeKey(metadata));
    applier.forget(metadata.uid);
    status.forget(metadata.uid);
  };
  const informers = enqueuePrimaries({ controller, cache, enqueue: (key) => queue.add(key), forget });

  const work = async (): Promise<void> => {
    for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
      try {
        await reconcile(key);
      } catch (error) {
        // Reporting itself failed: nothing may end a worker.
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
      await Promise.all(Array.from({ length: options.concurrency }, work));
    },
    stop: () => {
      queue.shutDown();
      stopping.abort(new Error('The manager is stopping.'));
    },
  };
};
