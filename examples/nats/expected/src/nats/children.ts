// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Applied, type Desired, type DesiredStatus, labelValue } from 'k8s-operator-runtime';
import type { Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import type { Nats } from './api.v1.ts';

/** What a Nats owns. */
export const children = (self: Nats) => ({ servers: servers(self), service: service(self) });

const servers = (self: Nats, labels = labelsOf(self)): Desired<StatefulSet> => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    serviceName: self.metadata.name,
    replicas: self.spec.replicas,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'nats',
            image: self.spec.image,
            args: ['--cluster_name', self.metadata.name],
            ports: [{ name: 'client', containerPort: 4222 }],
          },
        ],
      },
    },
  },
});

const service = (self: Nats, labels = labelsOf(self)): Desired<Service> => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    clusterIP: 'None',
    selector: labels,
    ports: [{ name: 'client', port: 4222 }],
  },
});

/** What a Nats reports. */
export const status = (self: Nats, { servers }: Applied<ReturnType<typeof children>>): DesiredStatus<Nats> => ({
  readyReplicas: servers.status?.readyReplicas ?? 0,
  conditions: {
    Available: servers.status?.readyReplicas === self.spec.replicas,
  },
});

/** What the children of a Nats have in common, and are found by. */
const labelsOf = (self: Nats) => ({
  'app.kubernetes.io/name': 'nats',
  'app.kubernetes.io/instance': labelValue(self.metadata.name),
  'app.kubernetes.io/managed-by': 'nats-operator',
});
