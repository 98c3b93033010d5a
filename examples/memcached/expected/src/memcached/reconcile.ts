import type { Reconcile } from 'k8s-operator-runtime';
import type { Memcached } from './api.v1alpha1.ts';
import { children, status } from './children.ts';

/**
 * Brings the cluster to what `memcached.spec` asks for. Called after every change of it or of its children; must be
 * idempotent.
 */
export const reconcile: Reconcile<Memcached> = async (memcached, { apply, setStatus }) => {
  const owned = await apply(children(memcached));
  await setStatus(status(memcached, owned));
};
