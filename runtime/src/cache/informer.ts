/**
 * One collection kept in memory by list and watch, for everybody in the process who is interested in it.
 *
 * Expected flow: `subscribe`, `run`; `synced` when the collection was listed once, and its changes were told; then changes as they come, until
 * `stop`. Guarantees: as watch/watcher.ts (nothing missed stays missed) and cache/store.ts (read your writes; frozen objects). A listener that
 * subscribes late is not told what is there already: it reads the store. What a listener throws becomes a warning of the process.
 * Errors: none; `failure` and `onFailure` tell why list or watch does not work at present, and it is tried again for ever.
 */
import { metadataOnly } from '../client/metadata-only.ts';
import { fieldSelectorText, type Labels, type LabelSelector, selectorText } from '../client/selectors.ts';
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { watchCollection } from '../watch/watcher.ts';
import { type InformerRequest, type Projection, selectorTexts, type SelectorText } from './request.ts';
import { selectsObject } from './selects.ts';
import { type Change, createStore, type Store } from './store.ts';
import { createTransform, type Transform } from './transform.ts';

export interface Informer<T extends KubernetesObject = KubernetesObject> {
  readonly kind: Kind<T>;
  /** All namespaces when not given. */
  readonly namespace: string | undefined;
  readonly labels: LabelSelector | undefined;
  readonly fields: Labels | undefined;
  readonly projection: Projection;
  readonly selector: SelectorText;
  readonly store: Store<T>;
  /** Resolves when the whole collection was listed once. */
  readonly synced: Promise<void>;
  readonly hasSynced: () => boolean;
  /** Why list or watch does not work at present. */
  readonly failure: () => Error | undefined;
  /** Calls `listener` for each change from now on; the answer ends that. */
  readonly subscribe: (listener: (change: Change<T>) => void) => () => void;
  /** Called at each failure; the answer ends that. */
  readonly onFailure: (listener: (error: Error) => void) => () => void;
  /** Called when list or watch works again after a failure; the answer ends that. */
  readonly onRecovery: (listener: () => void) => () => void;
  /** Lists and watches until the signal is aborted, or it is stopped. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Ends its watch for good. */
  readonly stop: () => void;
}

export interface InformerOptions<T extends KubernetesObject> extends InformerRequest<T> {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Their managed fields are kept, those of others are dropped. */
  readonly fieldManagers: () => ReadonlySet<string>;
  /** Makes objects smaller before they are kept; see cache/transform.ts. */
  readonly transform?: Transform<T> | undefined;
}

/** Makes an informer that is not running yet. */
export const createInformer = <T extends KubernetesObject>({
  transport,
  clock,
  fieldManagers,
  transform,
  ...request
}: InformerOptions<T>): Informer<T> => {
  const { kind, namespace, labels, fields, projection = kind.projection ?? 'full' } = request;
  const listeners = new Set<(change: Change<T>) => void>();
  const stopping = new AbortController();
  const failureListeners = new Set<(error: Error) => void>();
  const recoveryListeners = new Set<() => void>();
  const { promise: synced, resolve } = Promise.withResolvers<void>();
  let listed = false;
  let failure: Error | undefined;
  const store = createStore<T>({
    changed: (change) => {
      for (const listener of listeners) {
        try {
          listener(change);
        } catch (error) {
          // Neither the others nor the watch are to miss something for it.
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      }
    },
    prepare: createTransform({ kind, metadataOnly: projection === 'metadata', fieldManagers, transform }),
    selects: selectsObject(request),
  });
  return {
    kind,
    namespace,
    labels,
    fields,
    projection,
    selector: selectorTexts(request),
    store,
    synced,
    hasSynced: () => listed,
    failure: () => failure,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onFailure: (listener) => {
      failureListeners.add(listener);
      return () => void failureListeners.delete(listener);
    },
    onRecovery: (listener) => {
      recoveryListeners.add(listener);
      return () => void recoveryListeners.delete(listener);
    },
    run: (signal) =>
      watchCollection<T>({
        kind: projection === 'metadata' ? (metadataOnly(kind) as Kind<T>) : kind,
        namespace,
        labelSelector: selectorText(labels),
        fieldSelector: fieldSelectorText(fields),
        transport,
        clock,
        signal: AbortSignal.any([signal, stopping.signal]),
        handler: {
          prepare: store.adopt,
          replace: (objects, at) => {
            store.replace(objects, at);
            listed = true;
            resolve();
          },
          apply: store.apply,
          remove: store.remove,
          failed: (error) => {
            failure = error;
            for (const listener of failureListeners) listener(error);
          },
          working: () => {
            if (failure === undefined) return;
            failure = undefined;
            for (const listener of recoveryListeners) listener();
          },
        },
      }),
    stop: () => stopping.abort(),
  };
};
