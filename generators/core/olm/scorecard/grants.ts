/**
 * What the ServiceAccounts of the operator may do: by the permissions of the ClusterServiceVersion, and by Roles and ClusterRoles of the
 * bundle that its bindings give to them, as bundles that were made of Helm charts do.
 */
import type { PolicyRule } from '../validate/csv.ts';
import { nameOf } from '../validate/judged.ts';
import { objectsIn, objectsOf, type Permission, type Subject, valueAt } from './subject.ts';

export type Grant = Pick<Permission, 'serviceAccount' | 'scope' | 'rule'>;

/** Those of the ClusterServiceVersion first. */
export const grantsOf = (subject: Subject): readonly Grant[] => [
  ...subject.permissions,
  ...boundBy(subject, 'RoleBinding', 'permissions'),
  ...boundBy(subject, 'ClusterRoleBinding', 'clusterPermissions'),
];

/** In which namespace the operator will be nobody knows, so the namespaces of ServiceAccounts do not count. */
const boundBy = (
  subject: Subject,
  binding: 'RoleBinding' | 'ClusterRoleBinding',
  scope: Grant['scope'],
): readonly Grant[] =>
  objectsOf(subject, binding).flatMap(({ value }) => {
    const rules = rulesOf(subject, valueAt(value, 'roleRef', 'kind'), valueAt(value, 'roleRef', 'name'));
    return objectsIn(value['subjects']).flatMap(([, { kind, name }]) =>
      kind === 'ServiceAccount' && typeof name === 'string'
        ? rules.map((rule) => ({ serviceAccount: name, scope, rule }))
        : [],
    );
  });

/** A role that is not in the bundle is one of the cluster, as `cluster-admin` is; of that anything may be expected. */
const rulesOf = (subject: Subject, kind: unknown, name: unknown): readonly PolicyRule[] => {
  const role =
    kind === 'Role' || kind === 'ClusterRole'
      ? objectsOf(subject, kind).find((document) => nameOf(document) === name)
      : undefined;
  if (role === undefined) return [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
  return objectsIn(role.value['rules']).map(([, rule]) => ({
    apiGroups: textsOf(rule['apiGroups']),
    resources: textsOf(rule['resources']),
    verbs: textsOf(rule['verbs']),
    resourceNames: textsOf(rule['resourceNames']),
  }));
};

const textsOf = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
