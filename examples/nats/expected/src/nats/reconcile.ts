import type { Reconcile } from 'k8s-operator-runtime';
import type { Nats } from './api.v1.ts';
import { children, status } from './children.ts';

/**
 * Brings the cluster to what `nats.spec` asks for. Called after every change of it or of its children; must be
 * idempotent.
 */
export const reconcile: Reconcile<Nats> = async (nats, { apply, setStatus }) => {
  const owned = await apply(children(nats));
  await setStatus(status(nats, owned));
};
