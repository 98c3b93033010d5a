/**
 * One reconcile of one key: the object, its finalizer, the user's function, and what follows from how it ended.
 *
 * Guarantees: whatever a reconcile does (throws at once or later, an Error or not, never ends) is dealt with here: it is reported once, and
 * the key is queued as it asks for. A conflict is tried again quietly, the first five times. A cleanup is never skipped: an object that was reconciled has the finalizer, and only a cleanup that
 * resolved without asking to be called again removes it.
 */
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { certainly } from '../cache/writer.ts';
import type { Client } from '../client/client.ts';
import { Conflict, Forbidden, NotFound } from '../client/errors.ts';
import type { Clock } from '../clock.ts';
import { milliseconds } from '../duration.ts';
import { Fenced } from '../manager/lease-fence.ts';
import { type Logger, withFields } from '../manager/log.ts';
import { addFinalizer, hasFinalizer, removeFinalizer } from '../metadata/finalizer.ts';
import type { KubernetesObject } from '../object.ts';
import type { WorkQueue } from '../queue/queue.ts';
import { type ContextServices, createContext } from './context.ts';
import type { Controller } from './controller.ts';
import type { DynamicWatches, Interests } from './dynamic-watch.ts';
import { OwnershipLost, ReconcileTimeout, withDeadline } from './fence.ts';
import type { ControllerMetrics, Outcome } from './observer.ts';
import { parseKey, type PrimaryStore } from './primaries.ts';
import type { Result } from './reconcile.ts';
import { TerminalError } from './terminal-error.ts';

export interface ReconcilerOptions extends ContextServices {
  readonly controller: Controller;
  readonly primaries: PrimaryStore;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: ControllerMetrics;
  readonly queue: WorkQueue;
  readonly dynamic: DynamicWatches;
  /** Aborted when reconciles that begin now are to end. */
  readonly signal: () => AbortSignal;
}

/** Makes the function that a worker calls for each key; it does not throw for what reconcile throws. */
export const createReconciler = (options: ReconcilerOptions): ((key: string) => Promise<void>) => {
  const { controller, primaries, clock, events, metrics, queue, dynamic } = options;
  const { reconcileTimeout: timeout } = controller;

  const failed = (key: string, object: KubernetesObject, error: unknown, log: Logger): void => {
    const message = error instanceof Error ? error.message : typeof error === 'string' ? error : inspect(error);
    if (error instanceof ReconcileTimeout) metrics.timedOut();
    if (isPanic(error)) metrics.panicked();
    if (error instanceof TerminalError) {
      queue.forget(key);
      metrics.terminalError();
      log.error(`Reconcile failed and is not tried again until something changes: ${message}`, { error });
    } else {
      queue.addRateLimited(key);
      log.error(`Reconcile failed: ${message}`, { error });
    }
    events.warning(object, 'ReconcileFailed', message);
  };

  return async (key) => {
    const object = primaries.get(parseKey(key));
    if (object === undefined) return queue.forget(key);
    let id: string | undefined;
    const log = withFields(options.log, {
      object: key,
      // Most reconciles log nothing.
      get reconcileID() {
        return (id ??= randomUUID());
      },
    });
    const start = performance.now();
    const finish = (outcome: Outcome) => metrics.finished(outcome, (performance.now() - start) / 1000);
    const parent = options.signal();
    metrics.started();
    try {
      let interests: Interests | undefined;
      const run = (signal: AbortSignal) => {
        interests = dynamic.begin(key, signal);
        return reconcileObject(options, { object, log, signal, interests });
      };
      const result = await withDeadline(run, { clock, timeout, parent });
      const after = result?.requeueAfter === undefined ? undefined : milliseconds(result.requeueAfter);
      queue.forget(key);
      interests?.settle();
      if (after === undefined) return finish('success');
      queue.addAfter(key, after, result?.priority);
      finish('requeue_after');
    } catch (error) {
      if (parent.aborted) {
        log.debug('Given up, as the manager is stopping or the object is another process’s now.', { error });
        if (parent.reason instanceof OwnershipLost) queue.forget(key);
        return finish('requeue');
      }
      const quiet = quietly(error, object, queue.failures(key));
      if (quiet !== undefined) {
        log.debug(quiet, { error });
        queue.addRateLimited(key);
        return finish('requeue');
      }
      finish('error');
      failed(key, object, error, log);
    }
  };
};

/** A conflict that comes back so often does not pass by itself. */
const QUIET_CONFLICTS = 5;

/** What to say of an error that nobody need be told of, as it passes by itself. */
const quietly = (error: unknown, object: KubernetesObject, failures: number): string | undefined => {
  if (error instanceof Fenced) return 'The lease ran out: the object is another process’s to reconcile now.';
  if (error instanceof Conflict && failures < QUIET_CONFLICTS && !isOfManagers(error))
    return 'The object was changed meanwhile; reconciling again.';
  return namespaceGoes(error, object) ? 'The namespace is being deleted, and the object with it.' : undefined;
};

/** Another field manager has the field (server-side apply without `force`), and keeps it. */
const isOfManagers = ({ status: { details } }: Conflict): boolean =>
  details?.causes?.some(({ reason }) => reason === 'FieldManagerConflict') === true;

/** Nothing can be made in the object's namespace any more, and nobody need be told: soon the object is gone too. */
const namespaceGoes = (error: unknown, { metadata: { namespace } }: KubernetesObject): boolean => {
  if (namespace === undefined) return false;
  if (error instanceof NotFound)
    return error.status.details?.kind === 'namespaces' && error.status.details.name === namespace;
  if (!(error instanceof Forbidden)) return false;
  return error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true;
};

/** What a mistake in a program throws, as Go's panics: no Error at all, or one of the language's own. Failed fetches have a cause. */
const isPanic = (error: unknown): boolean =>
  !(error instanceof Error) ||
  error instanceof ReferenceError ||
  error instanceof RangeError ||
  (error instanceof TypeError && error.cause === undefined);

interface Run {
  readonly object: KubernetesObject;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly interests: Interests;
}

const reconcileObject = async (options: ReconcilerOptions, run: Run): Promise<Result | undefined> => {
  const { controller, client, primaries } = options;
  const { kind, reconcile, cleanup, finalizer } = controller;
  const { object } = run;
  if (object.metadata.deletionTimestamp !== undefined) {
    // What is deleted without us having to clean up is the garbage collector's.
    if (cleanup === undefined || finalizer === undefined || !hasFinalizer(object, finalizer)) return undefined;
    const result = (await cleanup(object, createContext(options, run))) ?? undefined;
    // Whatever else it resolves with (what a client answered) is no wish to be called again.
    if (result?.requeueAfter !== undefined) return result;
    // The cleanup may have written to it.
    const current = primaries.get(object.metadata);
    if (current === undefined || current.metadata.uid !== object.metadata.uid) return undefined;
    await certainly(() => removeFinalizer(client, kind, current, finalizer));
    return undefined;
  }
  const kept =
    finalizer === undefined || hasFinalizer(object, finalizer)
      ? object
      : await certainly(() => addFinalizer(client, kind, object, finalizer));
  if (kept === undefined) return undefined;
  return (await reconcile(kept, createContext(options, { ...run, object: kept }))) ?? undefined;
};
