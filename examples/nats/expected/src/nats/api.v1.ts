// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Condition, type KubernetesObject, kind } from 'k8s-operator-runtime';

/** NATS servers that know each other. */
export interface Nats extends KubernetesObject {
  apiVersion: 'messaging.example.com/v1';
  kind: 'Nats';
  spec: NatsSpec;
  status?: NatsStatus;
}

export interface NatsSpec {
  /** How many servers run. @minimum 1 @maximum 9 @default 1 */
  replicas: number;
  /** The image that they run. @default "nats:2.12-alpine" */
  image: string;
  /** How much of each stream is kept on disk; nothing when it is not said. @pattern ^[0-9]+(Mi|Gi|Ti)$ */
  storage?: string;
}

export interface NatsStatus {
  /** How many servers take connections. */
  readyReplicas?: number;
  conditions?: Condition[];
}

export const Nats = kind<Nats>({
  group: 'messaging.example.com',
  version: 'v1',
  kind: 'Nats',
  plural: 'nats',
  scope: 'Namespaced',
});
