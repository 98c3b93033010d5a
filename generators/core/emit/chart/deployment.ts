import type { Model } from '../../model/model.ts';
import { coordination } from '../../objects/coordination.ts';
import { deployment, METRICS_SECURE, PORT } from '../../objects/deployment.ts';
import { block, type ChartObject, expression, given, givenScalar, spread, spreadGiven, text, when } from './helm.ts';
import { coordinationEnabled, SECURE_METRICS } from './conditions.ts';
import { chartMetadata, fullName, include, selectorOf } from './metadata.ts';

/** The manager's Deployment as a template. */
export const deploymentTemplate = (model: Model): ChartObject => {
  const object = deployment(model);
  const { template } = object.spec;
  return {
    ...object,
    metadata: chartMetadata(model, object, fullName(model)),
    spec: {
      ...object.spec,
      replicas: expression('.Values.replicas'),
      strategy: { type: expression(`ternary "RollingUpdate" "Recreate" ${coordinationEnabled(model)}`) },
      selector: { matchLabels: selectorOf(model) },
      template: {
        metadata: {
          labels: { common: spread(include(model, 'labels')), own: spreadGiven('.Values.podLabels') },
          annotations: given('.Values.podAnnotations'),
        },
        spec: {
          imagePullSecrets: given('.Values.imagePullSecrets'),
          ...template.spec,
          serviceAccountName: expression(`${include(model, 'serviceAccountName')} | quote`),
          securityContext: given('.Values.podSecurityContext'),
          containers: template.spec.containers.map((container) => chartContainer(model, container)),
          volumes: [...template.spec.volumes, spreadGiven('.Values.extraVolumes')],
          priorityClassName: givenScalar('.Values.priorityClassName'),
          nodeSelector: given('.Values.nodeSelector'),
          tolerations: given('.Values.tolerations'),
          affinity: given('.Values.affinity'),
          topologySpreadConstraints: given('.Values.topologySpreadConstraints'),
        },
      },
    },
  };
};

type Container = ReturnType<typeof deployment>['spec']['template']['spec']['containers'][number];

const chartContainer = (model: Model, container: Container): ChartObject => ({
  ...container,
  image: expression(`${include(model, 'image')} | quote`),
  imagePullPolicy: expression('.Values.image.pullPolicy'),
  args: [
    when(coordinationEnabled(model), coordination(model).flag),
    `--health-probe-bind-address=:${model.manager.healthPort}`,
    when('.Values.metrics.enabled', text('--metrics-bind-address=:', expression('.Values.metrics.port'))),
    // Without the argument the manager serves metrics on its default port.
    when('not .Values.metrics.enabled', '--metrics-bind-address=0'),
    ...(model.manager.metricsSecure ? [when(SECURE_METRICS, METRICS_SECURE)] : []),
    spreadGiven('.Values.extraArgs'),
  ],
  env: [...container.env, spreadGiven('.Values.extraEnv')],
  ports: container.ports.map((port) =>
    port.name === PORT.metrics
      ? when('.Values.metrics.enabled', { ...port, containerPort: expression('.Values.metrics.port') })
      : port,
  ),
  resources: block('toYaml .Values.resources'),
  securityContext: given('.Values.securityContext'),
  volumeMounts: [...container.volumeMounts, spreadGiven('.Values.extraVolumeMounts')],
});
