/**
 * Something outside of the cluster: buckets of a storage service. A finalizer sees to it that none is left behind, a channel wakes the
 * controller when the service calls back, and a cron pattern looks nightly whether everything is still there.
 */
import {
  channel,
  type Condition,
  controller,
  cron,
  kind,
  type KubernetesObject,
  predicates,
  type Reconcile,
  TerminalError,
} from 'k8s-operator-runtime';

export interface Bucket extends KubernetesObject {
  spec: { region: string };
  status?: { url?: string; conditions?: readonly Condition[] };
}

export const Bucket = kind<Bucket>({
  group: 'storage.example.com',
  version: 'v1',
  kind: 'Bucket',
  plural: 'buckets',
  scope: 'Namespaced',
});

/** The service's client; every call is idempotent, and ends when the signal is aborted. */
export interface Storage {
  readonly ensure: (
    id: string,
    region: string,
    signal: AbortSignal,
  ) => Promise<{ readonly url: string } | 'pending' | 'no such region'>;
  readonly remove: (id: string, signal: AbortSignal) => Promise<void>;
}

/** What the service's webhook pushes to: `callbacks.push({ namespace, name })`. */
export const callbacks = channel();

/** The controller of a service. */
export const buckets = (storage: Storage) => {
  const reconcile: Reconcile<Bucket> = async (bucket, { setStatus, requeueAfter, events, signal }) => {
    const made = await storage.ensure(bucket.metadata.uid, bucket.spec.region, signal);
    if (made === 'no such region') {
      await setStatus({ conditions: { Ready: { status: false, reason: 'NoSuchRegion' } } });
      throw new TerminalError(`There is no region ${bucket.spec.region}.`);
    }
    if (made === 'pending') {
      await setStatus({ conditions: { Ready: { status: false, reason: 'Pending' } } });
      return requeueAfter('1m');
    }
    if (bucket.status?.url === undefined) events.normal(bucket, 'Created', `The bucket is at ${made.url}.`);
    await setStatus({ url: made.url, conditions: { Ready: true } });
  };
  return controller(Bucket, {
    reconcile,
    cleanup: (bucket, { signal }) => storage.remove(bucket.metadata.uid, signal),
    sources: [callbacks, cron('0 3 * * *')],
    predicates: [predicates.generationChanged],
    reconcileTimeout: '2m',
    fairness: 'namespace',
  });
};
