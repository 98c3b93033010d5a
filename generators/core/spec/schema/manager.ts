/** `spec.manager`: how the operator's own Deployment runs. */
import { type Field, flag, integer, map, object, text } from './field.ts';

const port = (description: string, value: number): Field =>
  integer(description, { minimum: 1024, maximum: 65535, default: value });

const quantities = (description: string, example: Readonly<Record<string, string>>): Field =>
  map(description, text('An amount: 100m or 0.5 of cpu, 128Mi or 1Gi of memory.', { examples: ['100m', '128Mi'] }), {
    examples: [example],
  });

/** `spec.manager`. */
export const managerField: Field = object('How the operator itself runs: replicas, ports, resources, network policy.', {
  replicas: integer(
    'How many pods; one of them leads, the others wait to take over; or all of them work, by sharding.',
    {
      minimum: 0,
      default: 1,
    },
  ),
  leaderElection: flag(
    'Whether one of several pods is elected to work. Needed above one replica, and while a rollout runs two. With sharding it is off.',
    { default: true },
  ),
  sharding: flag(
    'Whether all pods work, each on its part of the objects, instead of one that is elected. For more objects than one process can do.',
    { default: false },
  ),
  metricsPort: port('Where Prometheus metrics are served, at /metrics.', 8080),
  metricsSecure: flag(
    'Whether metrics are served by HTTPS, and only to those who may read them: the ClusterRole <name>-metrics-reader is for them.',
    { default: false },
  ),
  healthPort: port('Where liveness and readiness are served, at /healthz and /readyz.', 8081),
  networkPolicy: flag('Whether a NetworkPolicy admits nothing but metrics and health.', { default: true }),
  serviceMonitor: flag(
    'Whether a ServiceMonitor is made, for the Prometheus operator, which must be installed in the cluster.',
    { default: false },
  ),
  prometheusRule: flag(
    'Whether alerts are made, as a PrometheusRule, for the Prometheus operator, which must be installed in the cluster.',
    { default: false },
  ),
  dashboard: flag('Whether a dashboard is made, as a ConfigMap that the sidecar of Grafana finds.', { default: false }),
  resources: object('Compute resources of the container.', {
    requests: quantities('What is reserved. By default cpu: 10m and memory: 96Mi.', { cpu: '10m', memory: '96Mi' }),
    limits: quantities('What is the most. By default memory: 256Mi.', { memory: '256Mi' }),
  }),
});
