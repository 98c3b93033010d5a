/** The smallest operator: a custom resource that owns a Deployment. */
import {
  type Condition,
  controller,
  type Desired,
  kind,
  type KubernetesObject,
  type Reconcile,
} from 'k8s-operator-runtime';
import { Deployment } from 'k8s-operator-runtime/kinds';

export interface Memcached extends KubernetesObject {
  spec: { size: number };
  status?: { readyReplicas?: number; conditions?: readonly Condition[] };
}

export const Memcached = kind<Memcached>({
  group: 'cache.example.com',
  version: 'v1alpha1',
  kind: 'Memcached',
  plural: 'memcacheds',
  scope: 'Namespaced',
});

const deployment = ({ metadata: { name }, spec }: Memcached): Desired<Deployment> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: spec.size,
    selector: { matchLabels: { 'app.kubernetes.io/instance': name } },
    template: {
      metadata: { labels: { 'app.kubernetes.io/instance': name } },
      spec: { containers: [{ name: 'memcached', image: 'memcached:1.6-alpine' }] },
    },
  },
});

const reconcile: Reconcile<Memcached> = async (memcached, { apply, setStatus }) => {
  const owned = await apply({ deployment: deployment(memcached) });
  const ready = owned.deployment.status?.readyReplicas ?? 0;
  await setStatus({ readyReplicas: ready, conditions: { Available: ready >= memcached.spec.size } });
};

/** `await run({ name: 'memcached-operator', controllers: [memcached] })` is the whole of main.ts. */
export const memcached = controller(Memcached, { reconcile, owns: [Deployment] });
