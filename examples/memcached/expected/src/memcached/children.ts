// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Applied, type Desired, type DesiredStatus, labelValue, selector } from 'k8s-operator-runtime';
import type { Deployment, Service } from 'k8s-operator-runtime/kinds';
import type { Memcached } from './api.v1alpha1.ts';

/** What a Memcached owns. */
export const children = (self: Memcached) => ({ deployment: deployment(self), service: service(self) });

const deployment = (self: Memcached, labels = labelsOf(self)): Desired<Deployment> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    replicas: self.spec.size,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'memcached',
            image: self.spec.image,
            args: [`--port=${self.spec.containerPort}`],
            ports: [{ name: 'memcached', containerPort: self.spec.containerPort }],
          },
        ],
      },
    },
  },
});

const service = (self: Memcached, labels = labelsOf(self)): Desired<Service> => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    selector: labels,
    ports: [{ name: 'memcached', port: self.spec.containerPort, targetPort: 'memcached' }],
  },
});

/** What a Memcached reports. */
export const status = (
  self: Memcached,
  { deployment }: Applied<ReturnType<typeof children>>,
  labels = labelsOf(self),
): DesiredStatus<Memcached> => ({
  readyReplicas: deployment.status?.readyReplicas ?? 0,
  selector: selector(labels),
  conditions: {
    Available: {
      status: (deployment.status?.readyReplicas ?? 0) >= self.spec.size,
      message: `${deployment.status?.readyReplicas ?? 0}/${self.spec.size} ready`,
    },
    Progressing: (deployment.status?.updatedReplicas ?? 0) < self.spec.size,
    Degraded: deployment.status?.conditions?.some((c) => c.type === 'ReplicaFailure' && c.status === 'True') ?? false,
  },
});

/** What the children of a Memcached have in common, and are found by. */
const labelsOf = (self: Memcached) => ({
  'app.kubernetes.io/name': 'memcached',
  'app.kubernetes.io/instance': labelValue(self.metadata.name),
  'app.kubernetes.io/managed-by': 'memcached-operator',
});
