/**
 * What a chart's user may choose: one table of values with defaults, descriptions and schemas. The defaults are those of the objects
 * that kustomize installs.
 */
import type { Model } from '../../model/model.ts';
import { deployment } from '../../objects/deployment.ts';
import { clusterKinds, ruledResources, scopedRules, strayChildren } from '../../objects/scope.ts';
import * as schema from './schemas.ts';
import { group, setting, type Values } from './value.ts';
import { metricsValues, networkValues } from './values-network.ts';
import { extraValues, managerContainer, podValues } from './values-pod.ts';

/** Every value of an operator's chart, in the order of values.yaml. */
export const chartValues = (model: Model): Values => ({
  ...naming(),
  ...runs(model),
  ...crds(model),
  ...permissions(model),
  ...coordination(model),
  logLevel: setting(
    'How much the manager logs: debug, info, warn or error; of one controller: info,NAME=debug. Empty means info.',
    schema.logLevel,
    '',
  ),
  ...metricsValues(model),
  ...networkValues(model),
  podDisruptionBudget: group('How many managers may be evicted at a time.', {
    enabled: setting('Limit it, when more than one runs.', schema.boolean, true),
    maxUnavailable: setting('A number of pods, or a percentage.', schema.somePods, 1),
  }),
  ...podValues(model),
  ...extraValues(),
});

const naming = (): Values => ({
  nameOverride: setting("Replaces the chart's name in the names and labels of objects.", schema.optionalLabel, ''),
  fullnameOverride: setting('Replaces the whole name that the names of objects start with.', schema.optionalLabel, ''),
  commonLabels: setting(
    'Labels of all objects and of the pod beside those of the chart; not of CustomResourceDefinitions.',
    schema.labels,
    {},
  ),
  commonAnnotations: setting('Annotations of all objects; not of CustomResourceDefinitions.', schema.strings, {}),
});

const runs = (model: Model): Values => ({
  replicas: setting(
    model.manager.sharding
      ? 'How many managers run; each works on its part of the objects.'
      : 'How many managers run; one works, the others stand by.',
    schema.count,
    model.manager.replicas,
  ),
  revisionHistoryLimit: setting(
    'How many former versions of the pod are kept to roll back to.',
    schema.count,
    deployment(model).spec.revisionHistoryLimit,
  ),
  image: group('The image of the manager.', {
    repository: setting('Registry and repository.', schema.text, model.image.repository),
    tag: setting(
      "The tag; empty means the chart's appVersion.",
      schema.tag,
      model.image.tag === model.version.replaceAll('+', '-') ? '' : model.image.tag,
    ),
    digest: setting('The digest, which wins over the tag: sha256:…', schema.digest, ''),
    pullPolicy: setting('When the image is pulled.', schema.pullPolicy, managerContainer(model).imagePullPolicy),
  }),
  imagePullSecrets: setting('Secrets with the credentials of the registry: [{name: …}].', schema.references, []),
});

/** Whether the chart itself has the CustomResourceDefinitions among its templates. */
export const hasCrdValues = ({ apis, delivery }: Model): boolean =>
  apis.length > 0 && (delivery.helm?.crds ?? 'templated') === 'templated';

const crds = (model: Model): Values =>
  hasCrdValues(model)
    ? {
        crds: group('The CustomResourceDefinitions.', {
          enabled: setting('Install and upgrade them with the chart.', schema.boolean, true),
          ...keepCrds(),
        }),
      }
    : {};

/** Of this chart, or of the one that has them alone. */
export const keepCrds = (): Values => ({
  keep: setting(
    'Keep them, and with them all custom resources, when the release is uninstalled.',
    schema.boolean,
    true,
  ),
});

const permissions = (model: Model): Values => ({
  serviceAccount: group('Who the manager is.', {
    create: setting('Create the ServiceAccount.', schema.boolean, true),
    name: setting('Its name; empty means the full name, or "default" when it is not created.', schema.optionalName, ''),
    annotations: setting("Annotations of the ServiceAccount, for example of a cloud's identity.", schema.strings, {}),
  }),
  rbac: group('What the manager may do.', {
    create: setting('Create the roles of the manager and bind them to its ServiceAccount.', schema.boolean, true),
    scope: setting(scopeDescription(model), schema.oneOf(...scopes(model)), 'cluster'),
    ...(model.apis.length > 0 && {
      userRoles: setting('Create an admin, an editor and a viewer ClusterRole for each kind.', schema.boolean, true),
    }),
    ...(model.apis.some(({ scope }) => scope === 'Namespaced') && {
      aggregate: setting('Add them to the admin, edit and view roles of the cluster.', schema.boolean, true),
    }),
  }),
  watchNamespaces: setting(watchDescription(model), schema.namespaces, []),
});

const watchDescription = (model: Model): string => {
  const [kinds, stray] = [clusterKinds(model), strayChildren(model)];
  return [
    'The namespaces that the manager watches and has its roles in; they must exist. Empty means what rbac.scope says.',
    ...(kinds.length > 0 ? [`What is in no namespace (${kinds.join(', ')}) is always watched.`] : []),
    ...(stray.length > 0 ? [`Name those of ${stray.join(', ')} as well: each may be elsewhere than its owner.`] : []),
  ].join(' ');
};

/** An operator of kinds that are in no namespace has nothing to look for in one namespace alone. */
const scopes = (model: Model): readonly string[] =>
  clusterKinds(model).length > 0 ? ['cluster'] : ['cluster', 'namespaced'];

const scopeDescription = (model: Model): string => {
  const kinds = clusterKinds(model);
  if (kinds.length > 0)
    return `Where the manager works unless watchNamespaces says so: cluster is in all namespaces. No other is possible: ${kinds.join(', ')} ${kinds.length === 1 ? 'is' : 'are'} in no namespace.`;
  const resources = ruledResources(scopedRules(model).cluster);
  const rest =
    resources.length === 0 ? '' : ` A ClusterRole remains for what no Role can grant: ${resources.join(', ')}.`;
  return `Where the manager works unless watchNamespaces says so: cluster is in all namespaces, namespaced in that of the release, by a Role there.${rest}`;
};

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
