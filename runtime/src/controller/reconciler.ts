/** One reconcile of one key: the object, its finalizer, the user's function, and what follows from how it ended. */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { Cache } from '../cache/cache.ts';
import type { Client } from '../client/client.ts';
import { Conflict, Forbidden, NotFound } from '../client/errors.ts';
import type { ObjectKey } from '../client/path.ts';
import { storeKey } from '../cache/store.ts';
import { type Logger, withFields } from '../manager/log.ts';
import { addFinalizer, hasFinalizer, removeFinalizer } from '../metadata/finalizer.ts';
import type { KubernetesObject } from '../object.ts';
import type { WorkQueue } from '../queue/queue.ts';
import type { Applier } from './apply.ts';
import type { Controller } from './controller.ts';
import { milliseconds } from '../duration.ts';
import type { EventRecorder } from './events.ts';
import { finalizerOf } from './finalizer.ts';
import type { ControllerMetrics, Outcome } from './observer.ts';
import type { Context, Result } from './reconcile.ts';
import type { StatusWriter } from './status.ts';
import { TerminalError } from './terminal-error.ts';

export interface ReconcilerOptions {
  readonly controller: Controller;
  readonly cache: Cache;
  readonly client: Client;
  readonly events: EventRecorder;
  readonly log: Logger;
  readonly metrics: ControllerMetrics;
  readonly applier: Applier;
  readonly status: StatusWriter;
  readonly queue: WorkQueue;
  readonly signal: AbortSignal;
}

/** Makes the function that a worker calls for each key; it does not throw for what reconcile throws. */
export const createReconciler = (options: ReconcilerOptions): ((key: string) => Promise<void>) => {
  const { controller, cache, events, metrics, queue, signal } = options;

  return async (key) => {
    const at = parseKey(key);
    const object = cache.lookup(controller.kind, at.namespace)?.store.get(storeKey(at));
    if (object === undefined) return queue.forget(key);
    const log = withFields(options.log, { object: key, reconcileID: randomUUID() });
    const start = performance.now();
    const finish = (outcome: Outcome) => metrics.finished(outcome, (performance.now() - start) / 1000);
    metrics.started();
    try {
      const result = await reconcileObject(options, object, log);
      queue.forget(key);
      if (result === undefined) return finish('success');
      queue.addAfter(key, result.requeueAfter);
      finish('requeue_after');
    } catch (error) {
      if (signal.aborted) {
        log.debug('Given up, as the manager is stopping.', { error });
        return finish('requeue');
      }
      if (error instanceof Conflict) {
        log.debug('The object was changed meanwhile; reconciling again.', { error });
        queue.addRateLimited(key);
        return finish('requeue');
      }
      if (namespaceGoes(error, object)) {
        log.debug('The namespace is being deleted, and the object with it.', { error });
        queue.addRateLimited(key);
        return finish('requeue');
      }
      finish('error');
      const message = error instanceof Error ? error.message : typeof error === 'string' ? error : inspect(error);
      if (error instanceof TerminalError) {
        queue.forget(key);
        metrics.terminalError();
        log.error(`Reconcile failed and is not tried again until something changes: ${message}`, { error });
      } else {
        queue.addRateLimited(key);
        log.error(`Reconcile failed: ${message}`, { error });
      }
      events.warning(object, 'ReconcileFailed', message);
    }
  };
};

/** Nothing can be made in the object's namespace any more, and nobody need be told: soon the object is gone too. */
const namespaceGoes = (error: unknown, { metadata: { namespace } }: KubernetesObject): boolean => {
  if (namespace === undefined) return false;
  if (error instanceof NotFound)
    return error.status.details?.kind === 'namespaces' && error.status.details.name === namespace;
  if (!(error instanceof Forbidden)) return false;
  return error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true;
};

const parseKey = (key: string): ObjectKey => {
  const slash = key.indexOf('/');
  return slash === -1 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
};

const reconcileObject = async (
  options: ReconcilerOptions,
  object: KubernetesObject,
  log: Logger,
): Promise<Result | undefined> => {
  const { controller, client } = options;
  const { kind, reconcile, cleanup } = controller;
  const finalizer = finalizerOf(kind);
  if (object.metadata.deletionTimestamp !== undefined) {
    // What is deleted without us having to clean up is the garbage collector's.
    if (cleanup === undefined || !hasFinalizer(object, finalizer)) return undefined;
    const result = await cleanup(object, contextOf(options, object, log));
    if (result !== undefined) return result;
    await removeFinalizer(client, kind, object, finalizer);
    return undefined;
  }
  const kept =
    cleanup === undefined || hasFinalizer(object, finalizer)
      ? object
      : await addFinalizer(client, kind, object, finalizer);
  if (kept === undefined) return undefined;
  return (await reconcile(kept, contextOf(options, kept, log))) ?? undefined;
};

const contextOf = (
  { applier, status, client, events, signal }: ReconcilerOptions,
  object: KubernetesObject,
  log: Logger,
): Context<KubernetesObject> => ({
  apply: (children) => {
    if (object.metadata.deletionTimestamp !== undefined) {
      return Promise.reject(
        new TerminalError(
          `${object.kind} ${JSON.stringify(object.metadata.name)} is being deleted: cleanup cannot apply children, they would be deleted with it.`,
        ),
      );
    }
    return applier.apply(object, children, log);
  },
  setStatus: (desired) => status.set(object, desired as Readonly<Record<string, unknown>>),
  client,
  events,
  log,
  requeueAfter: (duration) => ({ requeueAfter: milliseconds(duration) }),
  signal,
});
