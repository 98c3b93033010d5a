/**
 * Watching from a client: the changes of a collection as an async iterator, over the watcher that informers use.
 *
 * Expected flow: first `replace` with what is there, then `apply` and `remove` as objects change; `replace` again when changes were missed.
 * Guarantees: as watch/watcher.ts; the watch ends when the loop is left, or the signal aborted.
 * Caveats: what is not taken yet is kept in memory, however much it is. Errors: none is thrown; `failed` tells of each, and it goes on.
 */
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { watchCollection } from '../watch/watcher.ts';
import type { CallOptions, Selectors } from './options.ts';
import { fieldSelectorText, selectorText } from './selectors.ts';

export interface WatchOptions extends Selectors, CallOptions {}

/** What happened to a collection. */
export type WatchChange<T extends KubernetesObject = KubernetesObject> =
  /** This is all there is. */
  | { readonly type: 'replace'; readonly objects: readonly T[]; readonly resourceVersion: string }
  /** New, or changed. */
  | { readonly type: 'apply'; readonly object: T }
  /** Gone; the object as it was last. */
  | { readonly type: 'remove'; readonly object: T }
  /** List or watch failed, and is tried again. */
  | { readonly type: 'failed'; readonly error: Error };

/** Watches until the loop is left or the signal aborted. */
export async function* watch<T extends KubernetesObject>(
  { transport, clock }: { readonly transport: Transport; readonly clock: Clock },
  kind: Kind<T>,
  { namespace, labels, fields, signal }: WatchOptions = {},
): AsyncGenerator<WatchChange<T>, void, undefined> {
  const stop = new AbortController();
  const signals = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  let changes: WatchChange<T>[] = [];
  let wake = (): void => {};
  const push = (change: WatchChange<T>): void => {
    changes.push(change);
    wake();
  };
  const running = watchCollection<T>({
    kind,
    namespace,
    labelSelector: selectorText(labels),
    fieldSelector: fieldSelectorText(fields),
    transport,
    clock,
    signal: signals,
    handler: {
      replace: (objects, resourceVersion) => push({ type: 'replace', objects, resourceVersion }),
      apply: (object) => push({ type: 'apply', object }),
      remove: (object) => push({ type: 'remove', object }),
      failed: (error) => push({ type: 'failed', error }),
      working: () => {},
    },
  });
  const end = (): void => wake();
  signals.addEventListener('abort', end);
  try {
    while (!signals.aborted) {
      const taken = changes;
      changes = [];
      yield* taken;
      if (changes.length === 0 && !signals.aborted) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signals.removeEventListener('abort', end);
    stop.abort();
    await running;
  }
}
