/**
 * What a chart's user may choose: one table of values with defaults, descriptions and schemas, from which values.yaml,
 * values.schema.json and the README's table are printed. The defaults are those of the objects that kustomize installs.
 */
import { deployment } from '../../objects/deployment.ts';
import { serviceMonitor } from '../../objects/service-monitor.ts';
import { networkPolicy } from '../../objects/network-policy.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import * as schema from './schemas.ts';

/** One value, or a group of values when it has `values`. */
export type Value = Setting | Group;

export interface Setting {
  readonly description: string;
  readonly schema: schema.Schema;
  readonly default: JsonValue;
}

export interface Group {
  readonly description: string;
  readonly values: Values;
}

export type Values = Readonly<Record<string, Value>>;

/** Every value of an operator's chart, in the order of values.yaml. */
export const chartValues = (model: Model): Values => ({
  ...identity(model),
  ...parts(model),
  ...pod(model),
  ...extras(),
});

const identity = (model: Model): Values => ({
  nameOverride: setting("Replaces the chart's name in the names and labels of objects.", schema.optionalLabel, ''),
  fullnameOverride: setting('Replaces the whole name that the names of objects start with.', schema.optionalLabel, ''),
  replicas: setting(
    model.manager.sharding
      ? 'How many managers run; each works on its part of the objects.'
      : 'How many managers run; one works, the others stand by.',
    schema.count,
    model.manager.replicas,
  ),
  image: group('The image of the manager.', {
    repository: setting('Registry and repository.', schema.text, model.image.repository),
    tag: setting(
      "The tag; empty means the chart's appVersion.",
      schema.tag,
      model.image.tag === model.version.replaceAll('+', '-') ? '' : model.image.tag,
    ),
    digest: setting('The digest, which wins over the tag: sha256:…', schema.digest, ''),
    pullPolicy: setting('When the image is pulled.', schema.pullPolicy, manager(model).imagePullPolicy),
  }),
  imagePullSecrets: setting('Secrets with the credentials of the registry: [{name: …}].', schema.references, []),
});

const parts = (model: Model): Values => ({
  crds: group('The CustomResourceDefinitions.', {
    enabled: setting('Install and upgrade them with the chart.', schema.boolean, true),
    keep: setting(
      'Keep them, and with them all custom resources, when the release is uninstalled.',
      schema.boolean,
      true,
    ),
  }),
  serviceAccount: group('Who the manager is.', {
    create: setting('Create the ServiceAccount.', schema.boolean, true),
    name: setting('Its name; empty means the full name, or "default" when it is not created.', schema.optionalName, ''),
    annotations: setting("Annotations of the ServiceAccount, for example of a cloud's identity.", schema.strings, {}),
  }),
  rbac: group('What the manager may do.', {
    create: setting('Create the roles of the manager and bind them to its ServiceAccount.', schema.boolean, true),
    userRoles: setting('Create an admin, an editor and a viewer ClusterRole for each kind.', schema.boolean, true),
    aggregate: setting('Add them to the admin, edit and view roles of the cluster.', schema.boolean, true),
  }),
  ...coordination(model),
  metrics: group('Metrics in the format of Prometheus.', {
    enabled: setting('Serve metrics, with a Service to scrape them.', schema.boolean, true),
    port: setting(
      'The port of the container and the Service.',
      schema.port(model.manager.healthPort),
      model.manager.metricsPort,
    ),
    ...(model.manager.metricsSecure && {
      secure: setting(
        'Serve them by HTTPS, and only to those who may get the non-resource URL /metrics.',
        schema.boolean,
        true,
      ),
    }),
    serviceMonitor: group('How the Prometheus operator finds them.', {
      enabled: setting(
        'Create a ServiceMonitor, where the cluster knows the kind.',
        schema.boolean,
        model.manager.serviceMonitor,
      ),
      labels: setting('Labels by which a Prometheus selects ServiceMonitors.', schema.labels, {}),
      interval: setting('Time between two scrapes; empty means the default of Prometheus.', schema.duration, ''),
      scrapeTimeout: setting('When a scrape has failed; empty means the default of Prometheus.', schema.duration, ''),
      ...tlsConfig(model),
    }),
  }),
  networkPolicy: group('Who may connect to the manager.', {
    enabled: setting('Allow connections to the metrics port only.', schema.boolean, model.manager.networkPolicy),
    metricsFrom: setting(
      "Who may scrape, as in a NetworkPolicy's `from`; empty means everyone.",
      schema.objects,
      networkPolicy(model).spec.ingress[0]!.from,
    ),
  }),
});

/** Which of several managers does what. */
const coordination = ({ manager }: Model): Values =>
  manager.sharding
    ? {
        sharding: group('How managers share the objects when several run.', {
          enabled: setting('Share them; without, one replica only can run.', schema.boolean, true),
        }),
      }
    : {
        leaderElection: group('Which manager works when several run.', {
          enabled: setting(
            'Elect a leader; without, one replica only can run.',
            schema.boolean,
            manager.leaderElection,
          ),
        }),
      };

/** The manager signs its certificate itself, unless extraArgs name one; then this says how it is verified. */
const tlsConfig = (model: Model): Values => {
  const [endpoint] = serviceMonitor(model).spec.endpoints;
  if (endpoint === undefined || !('tlsConfig' in endpoint)) return {};
  return {
    tlsConfig: setting(
      'How Prometheus verifies who serves them; used with metrics.secure.',
      schema.object,
      endpoint.tlsConfig,
    ),
  };
};

const pod = (model: Model): Values => ({
  resources: setting('Requests and limits of the manager.', schema.resources, manager(model).resources),
  podSecurityContext: setting(
    'The security context of the pod.',
    schema.object,
    deployment(model).spec.template.spec.securityContext,
  ),
  securityContext: setting('The security context of the container.', schema.object, manager(model).securityContext),
  podAnnotations: setting(
    'Annotations of the pod.',
    schema.strings,
    deployment(model).spec.template.metadata.annotations,
  ),
  podLabels: setting('Labels of the pod beside those of the chart.', schema.labels, {}),
  priorityClassName: setting('The PriorityClass of the pod.', schema.optionalName, ''),
  nodeSelector: setting('Labels of the nodes that the pod may run on.', schema.strings, {}),
  tolerations: setting('Taints of nodes that the pod tolerates.', schema.tolerations, []),
  affinity: setting('Affinity of the pod to nodes and to other pods.', schema.affinity, {}),
  topologySpreadConstraints: setting('How replicas are spread over zones and nodes.', schema.objects, []),
});

const extras = (): Values => ({
  extraArgs: setting('Further arguments of the manager.', schema.texts, []),
  extraEnv: setting('Further environment variables of the manager.', schema.named('name'), []),
  extraVolumes: setting('Further volumes of the pod.', schema.named('name'), []),
  extraVolumeMounts: setting('Where the manager has them mounted.', schema.named('name', 'mountPath'), []),
});

const manager = (model: Model) => deployment(model).spec.template.spec.containers[0]!;

const setting = (description: string, schema: schema.Schema, value: JsonValue): Setting => ({
  description,
  schema,
  default: value,
});
const group = (description: string, values: Values): Group => ({ description, values });

/** A value that is no group. */
export const isSetting = (value: Value): value is Setting => 'schema' in value;

/** Every setting with its dotted path, in the order of values.yaml; groups too, before their settings. */
export const flattenValues = (values: Values, prefix = ''): readonly FlatValue[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const flat: FlatValue = [`${prefix}${key}`, value];
    return isSetting(value) ? [flat] : [flat].concat(flattenValues(value.values, `${prefix}${key}.`));
  });

type FlatValue = readonly [path: string, value: Value];
