/**
 * How OLM installs the operator: the Deployment and the permissions of every other delivery, and the namespaces it may be told to watch.
 *
 * OLM grants `permissions` in the namespaces that are watched, cluster-wide when those are all, and `clusterPermissions` always
 * cluster-wide. So the manager's go under `permissions` wherever each is about something in a namespace; but for those that are not about the
 * objects that it works on, which it needs cluster-wide whatever it watches.
 */
import type { Model } from '../../model/model.ts';
import { deployment, MANAGER_CONTAINER } from '../../objects/deployment.ts';
import { coordination, isCoordinated } from '../../objects/coordination.ts';
import { metricsAuthRules, objectRules, presenceRules } from '../../objects/rules.ts';
import { namespacedRule } from '../../objects/scope.ts';

/** All four types, as OLM wants: an operator of anything cluster-wide watches everything or nothing. */
export const installModes = (model: Model): readonly object[] => {
  const scoped = isNamespaced(model);
  return ['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces'].map((type) => ({
    type,
    supported: scoped || type === 'AllNamespaces',
  }));
};

/** OLM makes the ServiceAccount and the bindings itself. */
export const install = (model: Model): object => {
  const { metadata, spec } = deployment(model);
  const { serviceAccountName } = spec.template.spec;
  const grant = (key: 'clusterPermissions' | 'permissions', ...rules: readonly object[]) =>
    rules.length === 0 ? {} : { [key]: [{ serviceAccountName, rules }] };
  const objects = objectRules(model);
  const leases = isCoordinated(model) ? coordination(model).rules : [];
  const clusterWide = [...presenceRules(model), ...(model.manager.metricsSecure ? metricsAuthRules() : [])];
  const permissions = isNamespaced(model)
    ? { ...grant('clusterPermissions', ...clusterWide), ...grant('permissions', ...objects, ...leases) }
    : { ...grant('clusterPermissions', ...objects, ...clusterWide), ...grant('permissions', ...leases) };
  return { ...permissions, deployments: [{ name: metadata.name, label: metadata.labels, spec: watching(spec) }] };
};

type DeploymentSpec = ReturnType<typeof deployment>['spec'];

/** OLM writes the namespaces to watch on the pod, separated by commas; nothing means all, for OLM and for the manager alike. */
const watching = (spec: DeploymentSpec): object => {
  const fieldPath = "metadata.annotations['olm.targetNamespaces']";
  const watch = { name: 'WATCH_NAMESPACE', valueFrom: { fieldRef: { fieldPath } } };
  const containers = spec.template.spec.containers.map((container) =>
    container.name === MANAGER_CONTAINER ? Object.assign({}, container, { env: [...container.env, watch] }) : container,
  );
  return { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers } } };
};

/** Whether all that the manager may do with objects is about resources that are known to be in namespaces. */
const isNamespaced = (model: Model): boolean => objectRules(model).every(namespacedRule(model));
