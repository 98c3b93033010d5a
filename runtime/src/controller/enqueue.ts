/**
 * Which objects have to be reconciled when something changed.
 *
 * Guarantees: who owned a child before the change is woken as well as who owns it now, so a child that lost its owner is repaired; so are
 * those that a watched object belonged to. What the first list of a kind brings wakes at low priority: it is new to this process, not to
 * the cluster. What a predicate or a map throws is logged, and neither ends the watch.
 */
import type { Informer } from '../cache/informer.ts';
import { type Change, storeKey } from '../cache/store.ts';
import type { ObjectKey } from '../client/path.ts';
import type { Logger } from '../manager/log.ts';
import type { KubernetesObject, OwnerReference } from '../object.ts';
import { LOW_PRIORITY } from '../queue/queue.ts';
import type { Controller } from './controller.ts';
import type { Predicate } from './predicates.ts';
import type { PrimaryStore } from './primaries.ts';
import type { Owned, Watch } from './watch.ts';

export interface EnqueueOptions {
  readonly controller: Controller;
  readonly primaries: PrimaryStore;
  /** Called with the change too: it may be the echo of what the reconcile of that very key wrote, which does not wake it again. */
  readonly enqueue: (key: string, priority: number, change: Change) => void;
  /** The object is gone. */
  readonly forget: (object: KubernetesObject) => void;
  readonly log: Logger;
}

/** Follows informers; each function answers what ends that. */
export interface Enqueuer {
  readonly primary: (informer: Informer) => () => void;
  readonly child: (informer: Informer, owned: Owned) => () => void;
  readonly watched: (informer: Informer, watch: Watch) => () => void;
}

/** Makes what turns the changes of informers into keys. */
export const createEnqueuer = ({ controller, primaries, enqueue, forget, log }: EnqueueOptions): Enqueuer => {
  const { kind } = controller;

  const passes = (predicates: readonly Predicate[] | undefined, change: Change<KubernetesObject>): boolean => {
    if (predicates === undefined || predicates.length === 0) return true;
    try {
      return predicates.every((predicate) => predicate(change));
    } catch (error) {
      log.error('A predicate failed; the change counts as passing.', { error });
      return true;
    }
  };

  /** Only those that there are. */
  const wake = (key: ObjectKey, priority: number, change: Change): void => {
    if (primaries.get(key) !== undefined) enqueue(storeKey(key), priority, change);
  };

  const wakeAll = (priority: number, change: Change): void => {
    const { namespace } = change.object.metadata;
    const woken =
      namespace === undefined || kind.scope === 'Cluster' ? primaries.all() : primaries.inNamespace(namespace);
    for (const { metadata } of woken) enqueue(storeKey(metadata), priority, change);
  };

  const isOurs = ({ kind: name, apiVersion }: OwnerReference): boolean =>
    name === kind.kind && groupOf(apiVersion) === kind.group;

  return {
    primary: (informer) =>
      informer.subscribe((change) => {
        const { object, previous, removed } = change;
        // Deleted and made again under its name, and the watch did not see it.
        if (previous !== undefined && previous.metadata.uid !== object.metadata.uid) forget(previous);
        if (removed) forget(object);
        else if (passes(controller.predicates, change))
          enqueue(storeKey(object.metadata), priorityOf(informer), change);
      }),

    child: (informer, { matchEveryOwner = false, predicates }) =>
      informer.subscribe((change) => {
        if (!passes(predicates, change)) return;
        for (const { metadata } of statesOf(change)) {
          for (const reference of metadata.ownerReferences ?? []) {
            if ((!matchEveryOwner && reference.controller !== true) || !isOurs(reference)) continue;
            const namespace = kind.scope === 'Cluster' ? undefined : metadata.namespace;
            // Also another of the same name: it waits for what belonged to the former one to go.
            wake({ name: reference.name, namespace }, priorityOf(informer), change);
          }
        }
      }),

    watched: (informer, { map, predicates }) =>
      informer.subscribe((change) => {
        if (!passes(predicates, change)) return;
        const priority = priorityOf(informer);
        if (map === undefined) return wakeAll(priority, change);
        try {
          for (const state of statesOf(change)) for (const key of map(state, primaries)) wake(key, priority, change);
        } catch (error) {
          log.error(`The map of ${informer.kind.kind} failed; the change wakes nobody.`, { error });
        }
      }),
  };
};

const priorityOf = (informer: Informer): number => (informer.hasSynced() ? 0 : LOW_PRIORITY);

const statesOf = ({ object, previous }: Change<KubernetesObject>): readonly KubernetesObject[] =>
  previous === undefined || previous === object ? [object] : [object, previous];

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
