/** The manager's Deployment, within the restricted Pod Security Standard and with a read-only root file system. */
import type { JsonObject } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { coordination, isCoordinated } from './coordination.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { objectNames } from './names.ts';

/** The name of the container that runs the operator. */
export const MANAGER_CONTAINER = 'manager';

/** Serves metrics by HTTPS, to those who may read them. */
export const METRICS_SECURE = '--metrics-secure';

/** Names of the container's ports. */
export const PORT = { metrics: 'metrics', health: 'health' } as const;

/** The manager's Deployment. */
export const deployment = (model: Model) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  spec: {
    replicas: model.manager.replicas,
    // To roll back to; more would only be kept.
    revisionHistoryLimit: 3,
    strategy: { type: strategyType(model) },
    selector: { matchLabels: selectorLabels(model) },
    template: {
      metadata: {
        labels: objectLabels(model),
        annotations: { 'kubectl.kubernetes.io/default-container': MANAGER_CONTAINER },
      },
      spec: {
        serviceAccountName: objectNames(model).manager,
        automountServiceAccountToken: true,
        // Enough to finish running reconciles and to give the lease back.
        // The runtime lets reconciles end for 30 s; then it writes events and lets go of its lease.
        terminationGracePeriodSeconds: 40,
        securityContext: podSecurityContext(),
        containers: [container(model)],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
});

/** Without leader election or sharding two managers must never run side by side, not even while one replaces the other. */
const strategyType = (model: Model): string => (isCoordinated(model) ? 'RollingUpdate' : 'Recreate');

/** Image, arguments and limits of the manager. */
const container = (model: Model) => ({
  name: MANAGER_CONTAINER,
  image: `${model.image.repository}:${model.image.tag}`,
  imagePullPolicy: 'IfNotPresent',
  args: [
    ...(isCoordinated(model) ? [coordination(model).flag] : []),
    `--health-probe-bind-address=:${model.manager.healthPort}`,
    `--metrics-bind-address=:${model.manager.metricsPort}`,
    ...(model.manager.metricsSecure ? [METRICS_SECURE] : []),
  ],
  env: [fieldEnv('POD_NAMESPACE', 'metadata.namespace'), fieldEnv('POD_NAME', 'metadata.name')],
  ports: [
    { name: PORT.metrics, containerPort: model.manager.metricsPort, protocol: 'TCP' },
    { name: PORT.health, containerPort: model.manager.healthPort, protocol: 'TCP' },
  ],
  // The manager answers within a second of its start; a slow node gets a minute, and the other probes wait for that.
  startupProbe: { httpGet: { path: '/healthz', port: PORT.health }, periodSeconds: 2, failureThreshold: 30 },
  livenessProbe: { httpGet: { path: '/healthz', port: PORT.health }, periodSeconds: 20, timeoutSeconds: 5 },
  readinessProbe: { httpGet: { path: '/readyz', port: PORT.health }, periodSeconds: 10, timeoutSeconds: 5 },
  resources: resources(model),
  securityContext: containerSecurityContext(),
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
});

/** No user id: the image has one that is not root's, and OpenShift gives its own. */
const podSecurityContext = () => ({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });

const containerSecurityContext = () => ({
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
});

const resources = ({ manager }: Model): JsonObject =>
  Object.fromEntries(Object.entries(manager.resources).filter(([, quantities]) => Object.keys(quantities).length > 0));

const fieldEnv = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
