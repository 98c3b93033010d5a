import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import { deployment, METRICS_SECURE, PORT } from '../../objects/deployment.ts';
import {
  block,
  type ChartObject,
  expression,
  given,
  givenScalar,
  type Helm,
  spreadGiven,
  text,
  when,
  whenGiven,
} from './helm.ts';
import { coordinationEnabled, SECURE_METRICS, watchedNamespaces } from './conditions.ts';
import { chartMetadata, fullName, include, labelsWith, selectorOf } from './metadata.ts';

/** The manager's Deployment as a template. */
export const deploymentTemplate = (model: Model): ChartObject => {
  const object = deployment(model);
  const { template } = object.spec;
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model)),
    spec: {
      ...object.spec,
      // Of a million on, Helm would print a number with an exponent, which is none to Kubernetes.
      replicas: expression('int64 .Values.replicas'),
      revisionHistoryLimit: expression('int64 .Values.revisionHistoryLimit'),
      strategy: { type: expression(`ternary "RollingUpdate" "Recreate" ${coordinationEnabled(model)}`) },
      selector: { matchLabels: selectorOf(model) },
      template: {
        metadata: {
          labels: labelsWith(model, '.Values.podLabels'),
          annotations: given('.Values.podAnnotations'),
        },
        spec: {
          ...scheduling(),
          ...template.spec,
          serviceAccountName: expression(`${include(model, 'serviceAccountName')} | quote`),
          terminationGracePeriodSeconds: expression('int64 .Values.terminationGracePeriodSeconds'),
          securityContext: given('.Values.podSecurityContext'),
          containers: template.spec.containers.map((container) => chartContainer(model, container)),
          volumes: [...template.spec.volumes, spreadGiven('.Values.extraVolumes')],
          affinity: given('.Values.affinity'),
          topologySpreadConstraints: given('.Values.topologySpreadConstraints'),
        },
      },
    },
  };
};

/** Where a pod of the release may run, and by which credentials its image is pulled. */
export const scheduling = (): ChartObject => ({
  imagePullSecrets: given('.Values.imagePullSecrets'),
  priorityClassName: givenScalar('.Values.priorityClassName'),
  nodeSelector: given('.Values.nodeSelector'),
  tolerations: given('.Values.tolerations'),
});

type Container = ReturnType<typeof deployment>['spec']['template']['spec']['containers'][number];

const chartContainer = (model: Model, container: Container): ChartObject => ({
  ...container,
  image: expression(`${include(model, 'image')} | quote`),
  imagePullPolicy: expression('.Values.image.pullPolicy'),
  args: [
    when(coordinationEnabled(model), coordination(model).flag),
    coordinationName(model),
    `--health-probe-bind-address=:${model.manager.healthPort}`,
    when('.Values.metrics.enabled', text('--metrics-bind-address=:', expression('.Values.metrics.port'))),
    // Without the argument the manager serves metrics on its default port.
    when('not .Values.metrics.enabled', '--metrics-bind-address=0'),
    ...(model.manager.metricsSecure ? [when(SECURE_METRICS, METRICS_SECURE)] : []),
    whenGiven(watchedNamespaces(model), text('--namespace=', expression('.'))),
    whenGiven('.Values.logLevel', text('--log-level=', expression('.'))),
    spreadGiven('.Values.extraArgs'),
  ],
  env: [...container.env, spreadGiven('.Values.extraEnv')],
  envFrom: given('.Values.extraEnvFrom'),
  ports: container.ports.map((port) =>
    port.name === PORT.metrics
      ? when('.Values.metrics.enabled', { ...port, containerPort: expression('.Values.metrics.port') })
      : port,
  ),
  startupProbe: probe(container, 'startupProbe'),
  livenessProbe: probe(container, 'livenessProbe'),
  readinessProbe: probe(container, 'readinessProbe'),
  resources: block('toYaml .Values.resources'),
  securityContext: given('.Values.securityContext'),
  volumeMounts: [...container.volumeMounts, spreadGiven('.Values.extraVolumeMounts')],
});

/**
 * Two releases in one namespace, each for namespaces of its own, must neither elect one leader between them nor share their objects.
 * The manager's own default is the name of the operator.
 */
const coordinationName = (model: Model): Helm =>
  when(
    `and ${coordinationEnabled(model)} (ne (${include(model, 'fullname')}) ${JSON.stringify(model.name)})`,
    text(`${coordination(model).nameFlag}=`, expression(include(model, 'fullname'))),
  );

/** What is asked is the manager's; how often is the user's. */
const probe = (container: Container, name: 'startupProbe' | 'livenessProbe' | 'readinessProbe'): ChartObject => ({
  httpGet: container[name].httpGet,
  times: spreadGiven(`.Values.${name}`),
});
