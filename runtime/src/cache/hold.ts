/**
 * Informers that are wanted for a while: those of watches that begin and end while the operator runs.
 *
 * Guarantees: an informer that is held several times runs until the last one lets go; then its watch ends and what it kept is dropped.
 * One that was declared (asked of the cache itself) goes on.
 */
import type { KubernetesObject } from '../object.ts';
import type { Cache } from './cache.ts';
import type { Informer } from './informer.ts';
import { type InformerRequest, requestKey } from './request.ts';

export interface Held<T extends KubernetesObject = KubernetesObject> {
  readonly informer: Informer<T>;
  /** Lets go; may be called again. */
  readonly release: () => void;
}

const holders = new WeakMap<Informer, number>();

/** Whether it runs only because somebody holds it. What such a one lacks may be what an object says, so the process is ready without. */
export const isHeld = (informer: Informer): boolean => holders.has(informer);

/** Makes the informer of a request, or shares it. It runs at once if the cache's informers run. */
export const holdInformer = <T extends KubernetesObject>(cache: Cache, request: InformerRequest<T>): Held<T> => {
  const declared = cache.all().find((one) => requestKey(one) === requestKey(request as InformerRequest));
  const informer = cache.informer(request);
  const counted = informer as unknown as Informer;
  const count = holders.get(counted);
  if (declared !== undefined && count === undefined) return { informer, release: () => {} };
  holders.set(counted, (count ?? 0) + 1);
  let held = true;
  return {
    informer,
    release: () => {
      if (!held) return;
      held = false;
      const left = (holders.get(counted) ?? 1) - 1;
      if (left > 0) return void holders.set(counted, left);
      holders.delete(counted);
      cache.drop(counted);
      informer.stop();
    },
  };
};
