// Generated from operator.yaml by k8s-operator. Change the spec, not this file.
import { type Applied, type Desired, type DesiredStatus, labelValue } from 'k8s-operator-runtime';
import type { ConfigMap, Service, StatefulSet } from 'k8s-operator-runtime/kinds';
import type { Redis } from './api.v1.ts';

/** What a Redis owns. */
export const children = (self: Redis) => ({ config: config(self), service: service(self), server: server(self) });

const config = (self: Redis, labels = labelsOf(self)): Desired<ConfigMap> => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  data: { 'redis.conf': `appendonly yes\nmaxmemory-policy ${self.spec.maxmemoryPolicy}\n` },
});

const service = (self: Redis, labels = labelsOf(self)): Desired<Service> => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    clusterIP: 'None',
    selector: labels,
    ports: [{ name: 'redis', port: 6379, targetPort: 'redis' }],
  },
});

const server = (self: Redis, labels = labelsOf(self)): Desired<StatefulSet> => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: self.metadata.name, namespace: self.metadata.namespace, labels },
  spec: {
    serviceName: self.metadata.name,
    replicas: 1,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 999,
          fsGroup: 999,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name: 'redis',
            image: self.spec.image,
            args: ['/etc/redis/redis.conf'],
            ports: [{ name: 'redis', containerPort: 6379 }],
            resources: self.spec.resources,
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: {
                drop: ['ALL'],
              },
            },
            volumeMounts: [
              { name: 'config', mountPath: '/etc/redis' },
              { name: 'data', mountPath: '/data' },
            ],
          },
        ],
        volumes: [
          {
            name: 'config',
            configMap: { name: self.metadata.name },
          },
        ],
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: self.spec.storage } },
        },
      },
    ],
  },
});

/** What a Redis reports. */
export const status = (self: Redis, { server }: Applied<ReturnType<typeof children>>): DesiredStatus<Redis> => ({
  endpoint: `${self.metadata.name}.${self.metadata.namespace}.svc:6379`,
  conditions: {
    Ready: {
      status: (server.status?.readyReplicas ?? 0) > 0,
      message: `${server.status?.readyReplicas ?? 0} of 1 servers ready`,
    },
  },
});

/** What the children of a Redis have in common, and are found by. */
const labelsOf = (self: Redis) => ({
  'app.kubernetes.io/name': 'redis',
  'app.kubernetes.io/instance': labelValue(self.metadata.name),
  'app.kubernetes.io/managed-by': 'redis-operator',
});
