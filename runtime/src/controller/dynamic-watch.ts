/**
 * Watches that reconciles ask for while the operator runs (`context.watch`).
 *
 * Expected flow: a reconcile asks for the objects that it depends on and waits for them; from then on their changes wake its object. When
 * a reconcile of the object succeeds without asking again, or the object is gone, its interest ends; a watch in which nobody is
 * interested any more ends with it.
 * Guarantees: those who ask for the same share one watch and one copy. A reconcile that fails loses nothing.
 * Errors: waiting rejects with what the watch fails with (`NotFound` for a kind that is not installed, `Forbidden`); it is tried on in the
 * background, and when it works the object is reconciled.
 */
import type { Cache } from '../cache/cache.ts';
import { type Held, holdInformer } from '../cache/hold.ts';
import type { Informer } from '../cache/informer.ts';
import { type InformerRequest, requestKey } from '../cache/request.ts';
import type { Change } from '../cache/store.ts';
import type { KubernetesObject } from '../object.ts';

export interface DynamicWatches {
  /** The interests of one reconcile. */
  readonly begin: (key: string, signal: AbortSignal) => Interests;
  /** The object is gone. */
  readonly forget: (key: string) => void;
  /** Ends all. */
  readonly end: () => void;
}

export interface Interests {
  readonly watch: <K extends KubernetesObject>(request: InformerRequest<K>) => Promise<readonly K[]>;
  /** The reconcile succeeded: what it did not ask for is of no interest any more. */
  readonly settle: () => void;
}

interface Shared {
  readonly held: Held;
  readonly interested: Set<string>;
  /** Who was told that it fails. */
  readonly waiting: Set<string>;
  readonly unsubscribe: () => void;
}

/** Makes the dynamic watches of a controller. */
export const createDynamicWatches = (cache: Cache, enqueue: (key: string, change?: Change) => void): DynamicWatches => {
  const shared = new Map<string, Shared>();
  const interests = new Map<string, Set<string>>();

  const share = (id: string, request: InformerRequest): Shared => {
    const held = holdInformer(cache, request);
    const { informer } = held;
    const one: Shared = {
      held,
      interested: new Set(),
      waiting: new Set(),
      unsubscribe: informer.subscribe((change) => {
        // What is there at first is what the reconcile that asked is given.
        if (informer.hasSynced()) for (const key of one.interested) enqueue(key, change);
      }),
    };
    shared.set(id, one);
    void informer.synced.then(() => {
      for (const key of one.waiting) if (one.interested.has(key)) enqueue(key);
      one.waiting.clear();
    });
    return one;
  };

  const lose = (key: string, id: string): void => {
    interests.get(key)?.delete(id);
    if (interests.get(key)?.size === 0) interests.delete(key);
    const one = shared.get(id);
    one?.interested.delete(key);
    if (one === undefined || one.interested.size > 0) return;
    shared.delete(id);
    one.unsubscribe();
    one.held.release();
  };

  return {
    begin: (key, signal) => {
      let asked: Set<string> | undefined;
      return {
        watch: async <K extends KubernetesObject>(request: InformerRequest<K>) => {
          signal.throwIfAborted();
          const id = requestKey(request as InformerRequest);
          (asked ??= new Set()).add(id);
          const one = shared.get(id) ?? share(id, request as InformerRequest);
          one.interested.add(key);
          interests.set(key, (interests.get(key) ?? new Set()).add(id));
          const informer = one.held.informer as unknown as Informer<K>;
          try {
            await synced(informer, signal);
          } catch (error) {
            one.waiting.add(key);
            throw error;
          }
          return informer.store.values();
        },
        settle: () => {
          for (const id of interests.get(key) ?? []) if (asked?.has(id) !== true) lose(key, id);
        },
      };
    },
    forget: (key) => {
      for (const id of interests.get(key) ?? []) lose(key, id);
    },
    end: () => {
      for (const { unsubscribe, held } of shared.values()) {
        unsubscribe();
        held.release();
      }
      shared.clear();
      interests.clear();
    },
  };
};

/** Resolves when it has synced; rejects when it fails before. */
const synced = <K extends KubernetesObject>(informer: Informer<K>, signal: AbortSignal): Promise<void> => {
  if (informer.hasSynced()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const aborted = () => settle(() => reject(signal.reason as Error))();
    const settle = (act: () => void) => () => {
      signal.removeEventListener('abort', aborted);
      unsubscribe();
      act();
    };
    let unsubscribe = (): void => {};
    const failed = informer.failure();
    if (failed !== undefined) return reject(failed);
    signal.addEventListener('abort', aborted, { once: true });
    unsubscribe = informer.onFailure((error) => settle(() => reject(error))());
    void informer.synced.then(settle(resolve));
  });
};
