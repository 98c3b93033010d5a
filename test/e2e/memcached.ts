/** The example's kind as a client sees it, and objects of it. */
import { kind, type Condition, type KubernetesObject } from 'k8s-operator-runtime';

export interface Memcached extends KubernetesObject {
  readonly spec: { readonly size: number; readonly image: string; readonly containerPort: number };
  readonly status?: {
    readonly readyReplicas?: number;
    readonly selector?: string;
    readonly conditions?: readonly Condition[];
  };
}
export const Memcached = kind<Memcached>({
  group: 'cache.example.com',
  version: 'v1alpha1',
  kind: 'Memcached',
  plural: 'memcacheds',
  scope: 'Namespaced',
});

export const namespace = 'default';

/** Where the object of that name and its children are. */
export const key = (name: string) => ({ namespace, name });

/** An object to create; the CRD's defaults fill in what `spec` leaves out. */
export const memcached = (name: string, spec: Partial<Memcached['spec']>) => ({
  apiVersion: Memcached.apiVersion,
  kind: Memcached.kind,
  metadata: key(name),
  spec,
});
