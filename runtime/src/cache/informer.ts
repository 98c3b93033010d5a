/** One collection kept in memory by list and watch, for everybody in the process who is interested in it. */
import { metadataOnly } from '../client/metadata-only.ts';
import { fieldSelectorText, type Labels, type LabelSelector, selectorText } from '../client/selectors.ts';
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { watchCollection } from '../watch/watcher.ts';
import type { InformerRequest, Projection } from './request.ts';
import { type Change, createStore, type Store } from './store.ts';

export interface Informer<T extends KubernetesObject = KubernetesObject> {
  readonly kind: Kind<T>;
  /** All namespaces when not given. */
  readonly namespace: string | undefined;
  readonly labels: LabelSelector | undefined;
  readonly fields: Labels | undefined;
  readonly projection: Projection;
  readonly store: Store<T>;
  /** Resolves when the whole collection was listed once. */
  readonly synced: Promise<void>;
  readonly hasSynced: () => boolean;
  /** Why list or watch does not work at present. */
  readonly failure: () => Error | undefined;
  /** Calls `listener` for each change from now on; the answer ends that. */
  readonly subscribe: (listener: (change: Change<T>) => void) => () => void;
  /** Called at each failure. */
  readonly onFailure: (listener: (error: Error) => void) => void;
  /** Called when list or watch works again after a failure. */
  readonly onRecovery: (listener: () => void) => void;
  /** Lists and watches until the signal is aborted, or it is stopped. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Ends its watch for good. */
  readonly stop: () => void;
}

export interface InformerOptions<T extends KubernetesObject> extends InformerRequest<T> {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Its managed fields are kept, those of others are dropped. */
  readonly fieldManagers: () => ReadonlySet<string>;
}

/** Makes an informer that is not running yet. */
export const createInformer = <T extends KubernetesObject>({
  kind,
  namespace,
  labels,
  fields,
  projection = kind.projection ?? 'full',
  transport,
  clock,
  fieldManagers,
}: InformerOptions<T>): Informer<T> => {
  const listeners = new Set<(change: Change<T>) => void>();
  const stopping = new AbortController();
  const failureListeners: ((error: Error) => void)[] = [];
  const recoveryListeners: (() => void)[] = [];
  const { promise: synced, resolve } = Promise.withResolvers<void>();
  let listed = false;
  let failure: Error | undefined;
  const store = createStore<T>({
    changed: (change) => {
      for (const listener of listeners) listener(change);
    },
    transform: (object) => keepOwnFields(object, fieldManagers()),
  });
  return {
    kind,
    namespace,
    labels,
    fields,
    projection,
    store,
    synced,
    hasSynced: () => listed,
    failure: () => failure,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onFailure: (listener) => void failureListeners.push(listener),
    onRecovery: (listener) => void recoveryListeners.push(listener),
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
          replace: (objects, version) => {
            store.replace(objects, version);
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

/** Managed fields are a quarter of an object; only what we applied ourselves is looked at (see match.ts). */
const keepOwnFields = (object: KubernetesObject, managers: ReadonlySet<string>): void => {
  const metadata = object.metadata as { managedFields?: KubernetesObject['metadata']['managedFields'] };
  const own = metadata.managedFields?.filter(
    ({ manager, operation, subresource }) => operation === 'Apply' && !subresource && managers.has(manager ?? ''),
  );
  if (own === undefined || own.length === 0) delete metadata.managedFields;
  else metadata.managedFields = own;
};
