// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Condition, type KubernetesObject, kind } from 'k8s-operator-runtime';

/** A group of Memcached servers. */
export interface Memcached extends KubernetesObject {
  apiVersion: 'cache.example.com/v1alpha1';
  kind: 'Memcached';
  spec: MemcachedSpec;
  status?: MemcachedStatus;
}

export interface MemcachedSpec {
  /** How many servers to run. @minimum 1 @maximum 5 @default 1 */
  size: number;
  /** The port that the servers listen on. @minimum 1 @maximum 65535 @default 11211 */
  containerPort: number;
  /** The image that the servers run. @default "memcached:1.6-alpine" */
  image: string;
}

export interface MemcachedStatus {
  /** How many servers are ready. */
  readyReplicas?: number;
  /** The label selector of the servers, for the scale subresource. */
  selector?: string;
  conditions?: Condition[];
}

export const Memcached = kind<Memcached>({
  group: 'cache.example.com',
  version: 'v1alpha1',
  kind: 'Memcached',
  plural: 'memcacheds',
  scope: 'Namespaced',
});
