/**
 * How OLM installs the operator: the Deployment and the permissions of every other delivery, and the namespaces it may be told to watch.
 *
 * OLM grants `permissions` in the namespaces that are watched, cluster-wide when those are all, and `clusterPermissions` always
 * cluster-wide. So the manager's go under `permissions` wherever each is about something in a namespace; but for those that are not about the
 * objects that it works on, which it needs cluster-wide whatever it watches.
 *
 * Leases it needs in its own namespace alone, whatever it watches, and neither list says that: under `permissions` it could write those
 * of the whole cluster, of nodes and of Kubernetes' own leaders too. So the bundle brings a Role and a RoleBinding of its own. Both OLMs
 * put them where the operator is (v0: operators/catalog/operator.go, ExecutePlan; v1: BundleAdditionalResourcesGenerator) and leave their
 * subjects alone. A ServiceAccount without a namespace is one beside its RoleBinding (rbac.Subject; validation/rule.go, appliesToUser),
 * which is where both make it. There before it is needed: v0 makes the bundle's objects before the ServiceAccounts, without which there is
 * no Deployment; v1 makes roles first. Caveat: v0 does not take them away with the operator, as it does not the bundle's ClusterRoles.
 */
import type { Model } from '../../model/model.ts';
import { deployment, MANAGER_CONTAINER } from '../../objects/deployment.ts';
import { isCoordinated } from '../../objects/coordination.ts';
import { coordinationRole, coordinationRoleBinding } from '../../objects/rbac.ts';
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
  const clusterWide = [...presenceRules(model), ...(model.manager.metricsSecure ? metricsAuthRules() : [])];
  const permissions = isNamespaced(model)
    ? { ...grant('clusterPermissions', ...clusterWide), ...grant('permissions', ...objects) }
    : grant('clusterPermissions', ...objects, ...clusterWide);
  return { ...permissions, deployments: [{ name: metadata.name, label: metadata.labels, spec: watching(spec) }] };
};

/** What the manager may do in its own namespace, wherever that will be: a Role and its RoleBinding; nothing where one pod runs alone. */
export const ownNamespaceRoles = (model: Model) => {
  if (!isCoordinated(model)) return [];
  const { subjects, ...binding } = coordinationRoleBinding(model);
  return [
    coordinationRole(model),
    { ...binding, subjects: subjects.map(({ namespace: _namespace, ...subject }) => subject) },
  ];
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
