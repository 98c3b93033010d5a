/**
 * Follows everything that a controller declares: its own kind, its children, what it watches, and those of them that are there only while
 * their kind is installed.
 */
import type { Cache } from '../cache/cache.ts';
import { holdInformer } from '../cache/hold.ts';
import type { Informer } from '../cache/informer.ts';
import type { InformersRequest } from '../cache/request.ts';
import type { Client } from '../client/client.ts';
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { Logger } from '../manager/log.ts';
import { followPresence } from './activation.ts';
import type { Controller } from './controller.ts';
import type { Enqueuer } from './enqueue.ts';
import type { PrimaryStore } from './primaries.ts';
import type { Watched } from './watch.ts';

export interface SubscriptionOptions {
  readonly controller: Controller;
  readonly primaries: PrimaryStore;
  readonly enqueuer: Enqueuer;
  readonly cache: Cache;
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Every object has to be reconciled: what is installed is another thing now. */
  readonly wakeAll: () => void;
}

export interface Subscriptions {
  /** Those that must have synced before reconciles start. */
  readonly informers: readonly Informer[];
  readonly installed: (kind: Pick<Kind, 'apiVersion' | 'kind'>) => boolean;
}

/** Begins to follow. */
export const subscribe = (options: SubscriptionOptions): Subscriptions => {
  const { controller, primaries, enqueuer, cache, wakeAll } = options;
  const informers = new Set(primaries.informers);
  /** Of what is watched only while it is installed: whether it is, and has been listed. */
  const optional = new Map<string, boolean>();
  for (const informer of primaries.informers) enqueuer.primary(informer);

  const followOptional = (watched: Watched, follow: (informer: Informer) => () => void): void => {
    const { kind } = watched;
    optional.set(idOf(kind), false);
    const activate = (): (() => void) => {
      let there = true;
      const held = namespacesOf(watched, primaries).map((namespace) =>
        holdInformer(cache, { ...requestOf(watched), namespace }),
      );
      const ends = held.map(({ informer }) => follow(informer));
      void Promise.all(held.map(({ informer }) => informer.synced)).then(() => {
        if (!there) return;
        optional.set(idOf(kind), true);
        wakeAll();
      });
      return () => {
        there = false;
        optional.set(idOf(kind), false);
        for (const end of ends) end();
        for (const { release } of held) release();
        wakeAll();
      };
    };
    followPresence({ ...options, kind, namespace: namespacesOf(watched, primaries)[0], activate });
  };

  const followAll = <W extends Watched>(declared: readonly W[], follow: (informer: Informer, one: W) => () => void) => {
    for (const one of declared) {
      if (one.when === 'crdPresent') {
        followOptional(one, (informer) => follow(informer, one));
        continue;
      }
      for (const informer of cache.informers(requestOf(one))) {
        informers.add(informer);
        follow(informer, one);
      }
    }
  };
  followAll(controller.children, enqueuer.child);
  followAll(controller.watches, enqueuer.watched);
  return { informers: [...informers], installed: (kind) => optional.get(idOf(kind)) ?? true };
};

const idOf = ({ apiVersion, kind }: Pick<Kind, 'apiVersion' | 'kind'>): string => `${apiVersion}/${kind}`;

const requestOf = ({ kind, labels, fields, namespaces, metadataOnly }: Watched): InformersRequest => ({
  kind,
  labels,
  fields,
  namespaces,
  projection: metadataOnly === true ? 'metadata' : 'full',
});

/** Those that were asked for, or those that the manager is limited to. */
const namespacesOf = ({ kind, namespaces }: Watched, { informers }: PrimaryStore): readonly (string | undefined)[] => {
  if (kind.scope === 'Cluster') return [undefined];
  return namespaces === undefined || namespaces.length === 0 ? informers.map(({ namespace }) => namespace) : namespaces;
};
