/** Values about the manager's pod, and what a user adds to the release. */
import type { Model } from '../../model/model.ts';
import { deployment } from '../../objects/deployment.ts';
import * as schema from './schemas.ts';
import { group, type Setting, setting, type Values } from './value.ts';

/** The container of the manager, as kustomize installs it. */
export const managerContainer = (model: Model) => deployment(model).spec.template.spec.containers[0]!;

/** How the pod runs, and where. */
export const podValues = (model: Model): Values => ({
  resources: setting('Requests and limits of the manager.', schema.resources, managerContainer(model).resources),
  startupProbe: probe(model, 'startupProbe', 'How long the manager may take to start.'),
  livenessProbe: probe(model, 'livenessProbe', 'When the manager is restarted.'),
  readinessProbe: probe(model, 'readinessProbe', 'When the manager counts as ready.'),
  terminationGracePeriodSeconds: setting(
    'How long it may take to stop: to end running reconciles, for which it waits 30 s, and to let go of its lease.',
    schema.count,
    deployment(model).spec.template.spec.terminationGracePeriodSeconds,
  ),
  podSecurityContext: setting(
    'The security context of the pod.',
    schema.object,
    deployment(model).spec.template.spec.securityContext,
  ),
  securityContext: setting(
    'The security context of the container.',
    schema.object,
    managerContainer(model).securityContext,
  ),
  podAnnotations: setting(
    'Annotations of the pod.',
    schema.strings,
    deployment(model).spec.template.metadata.annotations,
  ),
  podLabels: setting('Labels of the pod beside those of the chart.', schema.labels, {}),
  priorityClassName: setting('The PriorityClass of the pod.', schema.optionalName, ''),
  nodeSelector: setting('Labels of the nodes that the pod may run on.', schema.labelValues, {}),
  tolerations: setting('Taints of nodes that the pod tolerates.', schema.tolerations, []),
  affinity: setting('Affinity of the pod to nodes and to other pods.', schema.affinity, {}),
  topologySpreadConstraints: setting('How replicas are spread over zones and nodes.', schema.objects, []),
});

const probe = (
  model: Model,
  name: 'startupProbe' | 'livenessProbe' | 'readinessProbe',
  description: string,
): Setting => {
  const { httpGet: _httpGet, ...times } = managerContainer(model)[name];
  return setting(description, name === 'readinessProbe' ? schema.readinessProbe : schema.endingProbe, times);
};

/** What a user adds. */
export const extraValues = (): Values => ({
  extraArgs: setting(
    'Further arguments of the manager, as --help lists them; not those that other values are for.',
    schema.furtherArguments,
    [],
  ),
  extraEnv: setting(
    'Further environment variables of the manager; not WATCH_NAMESPACE, for which there is watchNamespaces.',
    schema.variables,
    [],
  ),
  extraEnvFrom: setting('ConfigMaps and Secrets with further environment variables.', schema.variableSources, []),
  extraVolumes: setting('Further volumes of the pod.', schema.named('name'), []),
  extraVolumeMounts: setting('Where the manager has them mounted.', schema.named('name', 'mountPath'), []),
  extraObjects: setting(
    'Further objects of the release, as objects or as text; templates in them are filled in.',
    schema.templates,
    [],
  ),
  tests: group('What helm test runs, in the image of the manager.', {
    node: setting('How Node.js is started in it.', schema.command, ['/nodejs/bin/node']),
  }),
});
