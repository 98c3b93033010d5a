/**
 * Which objects have to be reconciled when something changed.
 *
 * Guarantees: who owned a child before the change is woken as well as who owns it now, so a child that lost its owner is repaired;
 * so are those that a watched object belonged to.
 */
import type { Cache } from '../cache/cache.ts';
import type { Informer } from '../cache/informer.ts';
import { storeKey } from '../cache/store.ts';
import type { KubernetesObject } from '../object.ts';
import type { Controller } from './controller.ts';
import { controllerOf } from './owner-reference.ts';

export interface EnqueueOptions {
  readonly controller: Controller;
  readonly cache: Cache;
  readonly enqueue: (key: string) => void;
  /** The object is gone. */
  readonly forget: (object: KubernetesObject) => void;
}

/** Subscribes to everything that a controller declares; answers the informers of it. */
export const enqueuePrimaries = ({ controller, cache, enqueue, forget }: EnqueueOptions): readonly Informer[] => {
  const { kind, owns, watches } = controller;
  const primaries = cache.informers({ kind });
  const primary = (key: {
    readonly name: string;
    readonly namespace?: string | undefined;
  }): KubernetesObject | undefined => cache.lookup(kind, key.namespace)?.store.get(storeKey(key));

  const all = [...primaries];
  for (const informer of primaries) {
    informer.subscribe(({ object, previous, removed }) => {
      // Deleted and made again under its name, and the watch did not see it.
      if (previous !== undefined && previous.metadata.uid !== object.metadata.uid) forget(previous);
      if (removed) forget(object);
      else enqueue(storeKey(object.metadata));
    });
  }
  for (const child of owns) {
    for (const informer of cache.informers({ kind: child })) {
      all.push(informer);
      informer.subscribe(({ object, previous }) => {
        for (const state of states(object, previous)) {
          const reference = controllerOf(state);
          if (reference === undefined || reference.kind !== kind.kind || groupOf(reference.apiVersion) !== kind.group)
            continue;
          const key = {
            name: reference.name,
            namespace: kind.scope === 'Cluster' ? undefined : state.metadata.namespace,
          };
          // Also another of the same name: it waits for what belonged to the former one to go.
          if (primary(key) !== undefined) enqueue(storeKey(key));
        }
      });
    }
  }
  for (const { kind: watched, map } of watches) {
    for (const informer of cache.informers({ kind: watched })) {
      all.push(informer);
      informer.subscribe(({ object, previous }) => {
        if (map !== undefined) {
          for (const key of states(object, previous).flatMap((state) => map(state)))
            if (primary(key) !== undefined) enqueue(storeKey(key));
          return;
        }
        const { namespace } = object.metadata;
        for (const { store } of primaries) {
          const woken =
            namespace === undefined || kind.scope === 'Cluster' ? store.values() : store.inNamespace(namespace);
          for (const { metadata } of woken) enqueue(storeKey(metadata));
        }
      });
    }
  }
  return [...new Set(all)];
};

const states = (object: KubernetesObject, previous: KubernetesObject | undefined): readonly KubernetesObject[] =>
  previous === undefined || previous === object ? [object] : [object, previous];

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
