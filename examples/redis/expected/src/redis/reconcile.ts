import type { Reconcile } from 'k8s-operator-runtime';
import type { Redis } from './api.v1.ts';
import { children, status } from './children.ts';

/**
 * Brings the cluster to what `redis.spec` asks for. Called after every change of it or of its children; must be
 * idempotent.
 */
export const reconcile: Reconcile<Redis> = async (redis, { apply, setStatus }) => {
  const owned = await apply(children(redis));
  await setStatus(status(redis, owned));
};
