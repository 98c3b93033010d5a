// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Condition, type KubernetesObject, kind } from 'k8s-operator-runtime';
import type { ResourceRequirements } from 'k8s-operator-runtime/kinds';

/** A Redis server with a volume. */
export interface Redis extends KubernetesObject {
  apiVersion: 'data.example.com/v1';
  kind: 'Redis';
  spec: RedisSpec;
  status?: RedisStatus;
}

export interface RedisSpec {
  /** The image that the server runs. @default "redis:8-alpine" */
  image: string;
  /**
   * How much is kept. @pattern ^[0-9]+(Mi|Gi|Ti)$
   * @rule a volume cannot be resized
   */
  storage: string;
  /** What is thrown away when memory is full. @default "noeviction" */
  maxmemoryPolicy: 'noeviction' | 'allkeys-lru' | 'allkeys-lfu' | 'volatile-ttl';
  resources?: ResourceRequirements;
}

export interface RedisStatus {
  /** Where clients connect to. */
  endpoint?: string;
  conditions?: Condition[];
}

export const Redis = kind<Redis>({
  group: 'data.example.com',
  version: 'v1',
  kind: 'Redis',
  plural: 'redises',
  scope: 'Namespaced',
});
