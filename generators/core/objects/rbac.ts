/** Who the manager is, what it may do, and the roles that a cluster's users get for its kinds. */
import type { Api, Model } from '../model/model.ts';
import { coordination } from './coordination.ts';
import { objectLabels } from './labels.ts';
import { objectNames, userRoleSuffix, type UserRole } from './names.ts';
import { managerRules, metricsAuthRules } from './rules.ts';
import { scopedRules } from './scope.ts';

const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' } as const;

/** The manager's identity. Its token is mounted where the pod asks for it, nowhere else. */
export const serviceAccount = (model: Model) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: objectNames(model).manager, namespace: model.namespace, labels: objectLabels(model) },
  automountServiceAccountToken: false,
});

/** What the manager may do in every namespace. */
export const managerRole = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRole',
  metadata: { name: objectNames(model).managerRole, labels: objectLabels(model) },
  rules: managerRules(model),
});

/** Gives the manager its ClusterRole. */
export const managerRoleBinding = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRoleBinding',
  metadata: { name: objectNames(model).managerRole, labels: objectLabels(model) },
  roleRef: roleRef('ClusterRole', objectNames(model).managerRole),
  subjects: [subject(model)],
});

/** What the manager may do in one of the namespaces that it watches, where it does not watch all. */
export const namespaceRole = (model: Model, namespace: string) => ({
  ...RBAC,
  kind: 'Role',
  metadata: { name: objectNames(model).managerRole, namespace, labels: objectLabels(model) },
  rules: scopedRules(model).namespaced,
});

/** Gives the manager that Role. */
export const namespaceRoleBinding = (model: Model, namespace: string) => ({
  ...RBAC,
  kind: 'RoleBinding',
  metadata: { name: objectNames(model).managerRole, namespace, labels: objectLabels(model) },
  roleRef: roleRef('Role', objectNames(model).managerRole),
  subjects: [subject(model)],
});

/** What the manager may do cluster-wide beside such Roles: what is in no namespace. */
export const clusterManagerRole = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRole',
  metadata: { name: objectNames(model).clusterManagerRole, labels: objectLabels(model) },
  rules: scopedRules(model).cluster,
});

/** Gives the manager that ClusterRole. */
export const clusterManagerRoleBinding = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRoleBinding',
  metadata: { name: objectNames(model).clusterManagerRole, labels: objectLabels(model) },
  roleRef: roleRef('ClusterRole', objectNames(model).clusterManagerRole),
  subjects: [subject(model)],
});

/** What leader election, or sharding, needs in the manager's namespace. */
export const coordinationRole = (model: Model) => ({
  ...RBAC,
  kind: 'Role',
  metadata: { name: coordinationName(model), namespace: model.namespace, labels: objectLabels(model) },
  rules: coordination(model).rules,
});

/** Gives the manager that Role. */
export const coordinationRoleBinding = (model: Model) => ({
  ...RBAC,
  kind: 'RoleBinding',
  metadata: { name: coordinationName(model), namespace: model.namespace, labels: objectLabels(model) },
  roleRef: roleRef('Role', coordinationName(model)),
  subjects: [subject(model)],
});

/** What the manager needs to see who reads its metrics. */
export const metricsAuthRole = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRole',
  metadata: { name: objectNames(model).metricsAuthRole, labels: objectLabels(model) },
  rules: metricsAuthRules(),
});

/** Gives the manager that ClusterRole. */
export const metricsAuthRoleBinding = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRoleBinding',
  metadata: { name: objectNames(model).metricsAuthRole, labels: objectLabels(model) },
  roleRef: roleRef('ClusterRole', objectNames(model).metricsAuthRole),
  subjects: [subject(model)],
});

/** What lets somebody read the manager's metrics: for whoever scrapes them; nobody has it by default. */
export const metricsReaderRole = (model: Model) => ({
  ...RBAC,
  kind: 'ClusterRole',
  metadata: { name: objectNames(model).metricsReaderRole, labels: objectLabels(model) },
  rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
});

/** As those of the default roles of every cluster, which name their verbs too: a wildcard grants what nobody has thought of. */
const VERBS: Readonly<Record<UserRole, readonly string[]>> = {
  admin: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  editor: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  viewer: ['get', 'list', 'watch'],
};

/** The default role of every cluster into which a user role is aggregated. */
const AGGREGATE_TO: Readonly<Record<UserRole, string>> = { admin: 'admin', editor: 'edit', viewer: 'view' };

/** The user roles in the order of their power. */
export const USER_ROLES: readonly UserRole[] = ['admin', 'editor', 'viewer'];

/** What a cluster's users may do with a kind; the operator itself does not use it. */
export const userRole = (model: Model, api: Api, role: UserRole) => ({
  ...RBAC,
  kind: 'ClusterRole',
  metadata: {
    name: `${model.name}${userRoleSuffix(api, role)}`,
    labels: { ...objectLabels(model), ...aggregationLabels(api, role) },
  },
  rules: [
    { apiGroups: [api.group], resources: [api.plural], verbs: VERBS[role] },
    ...(api.versions.some((version) => version.statusSubresource)
      ? [{ apiGroups: [api.group], resources: [`${api.plural}/status`], verbs: ['get'] }]
      : []),
  ],
});

/** The default roles are about what is in a namespace, so a cluster-scoped kind stays out of them. */
export const aggregationLabels = (api: Api, role: UserRole): Readonly<Record<string, string>> =>
  api.scope === 'Cluster' ? {} : { [`rbac.authorization.k8s.io/aggregate-to-${AGGREGATE_TO[role]}`]: 'true' };

const coordinationName = (model: Model): string => `${model.name}${coordination(model).suffix}`;

const roleRef = (kind: string, name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });

const subject = (model: Model) => ({
  kind: 'ServiceAccount',
  name: objectNames(model).manager,
  namespace: model.namespace,
});
