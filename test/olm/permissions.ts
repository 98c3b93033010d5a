/**
 * A stand-in for OLM v0 v0.46.0: the ServiceAccounts of a ClusterServiceVersion and what they may do. From operator-lifecycle-manager,
 * pkg/controller/registry/resolver/rbac.go `RBACForClusterServiceVersion`, and pkg/controller/operators/olm/operatorgroup.go
 * `ensureSingletonRBAC`, `ensureTenantRBAC`.
 *
 * Caveat: OLM leaves out roles for what a ServiceAccount has been granted by others; here they are made all the same.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import { goJson } from '../../generators/core/olm/catalog/go-json.ts';
import { installSpec, type Permission } from './csv.ts';
import { ALL, type OperatorGroup } from './operator-group.ts';
import { generateName, hash, MANAGED, type Owner, ownerLabels, ownerReference } from './owner.ts';

const RBAC = 'rbac.authorization.k8s.io';
/** What `ensureSingletonRBAC` adds to each role that is lifted to the cluster. */
export const READS_NAMESPACES = { verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['namespaces'] };

/** In the operator's namespace, or cluster-wide: by the catalog operator, from the steps of the InstallPlan. */
export const permissionObjects = (csv: JsonObject, owner: Owner): readonly JsonObject[] => {
  const { permissions, clusterPermissions } = installSpec(csv);
  return [
    ...serviceAccounts(csv, owner),
    ...permissions.flatMap((permission) => {
      const place = { namespace: owner.namespace!, ownerReferences: [ownerReference(owner)] };
      return roleAndBinding('Role', roleName(csv, permission), permission, owner, place);
    }),
    ...clusterPermissions.flatMap((permission) =>
      roleAndBinding('ClusterRole', clusterRoleName(csv, owner, permission), permission, owner),
    ),
  ];
};

/**
 * Where the group watches, by the OLM operator: cluster-wide for all namespaces, else the same roles in each namespace that is not the
 * operator's own. `copies`: the copied ClusterServiceVersions, by namespace, which own them.
 */
export const targetPermissionObjects = (
  csv: JsonObject,
  owner: Owner,
  { targets, namespace }: OperatorGroup,
  copies: ReadonlyMap<string, Owner>,
): readonly JsonObject[] => {
  const { permissions } = installSpec(csv);
  if (targets.includes(ALL))
    return permissions.flatMap((permission) =>
      roleAndBinding(
        'ClusterRole',
        roleName(csv, permission),
        { ...permission, rules: [...permission.rules, READS_NAMESPACES] },
        owner,
        {},
        permission.rules,
      ),
    );
  return targets
    .filter((target) => target !== namespace)
    .flatMap((target) => {
      const copy = copies.get(target)!;
      const place = { namespace: target, ownerReferences: [ownerReference(copy)] };
      const labels = { ...ownerLabels(copy), 'olm.copiedFrom': namespace };
      return permissions.flatMap((permission) =>
        roleAndBinding('Role', roleName(csv, permission), permission, owner, { ...place, labels }),
      );
    });
};

/** Who a permission is for; the namespace's own where none is named. */
export const accountOf = ({ serviceAccountName }: Permission): string => serviceAccountName ?? 'default';

const serviceAccounts = (csv: JsonObject, owner: Owner): readonly JsonObject[] => {
  const { permissions, clusterPermissions } = installSpec(csv);
  const names = new Set([...permissions, ...clusterPermissions].map(accountOf));
  return [...names]
    .filter((name) => name !== 'default')
    .map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: owner.namespace!, labels: MANAGED, ownerReferences: [ownerReference(owner)] },
    }));
};

const roleAndBinding = (
  kind: 'Role' | 'ClusterRole',
  name: string,
  permission: Permission,
  owner: Owner,
  { labels = {}, ...place }: { readonly labels?: Readonly<Record<string, string>> } & JsonObject = {},
  hashed: readonly JsonObject[] = permission.rules,
): readonly JsonObject[] => {
  const roleRef = { apiGroup: RBAC, kind, name };
  const subjects = [{ kind: 'ServiceAccount', name: accountOf(permission), namespace: owner.namespace! }];
  const metadata = (content: string) => ({
    name,
    ...place,
    labels: { ...ownerLabels(owner), ...labels, 'olm.permissions.hash': hash(content), ...MANAGED },
  });
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata: metadata(goJson(hashed.map(policyRule))), rules: permission.rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata: metadata(goJson({ RoleRef: { apiGroup: RBAC, kind, name }, Subjects: subjects })),
      roleRef,
      subjects,
    },
  ];
};

const roleName = (csv: JsonObject, permission: Permission): string => {
  const { name } = installSpec(csv);
  return generateName(`${name}-${permission.serviceAccountName ?? ''}`, { name, permission: struct(permission) });
};

const clusterRoleName = (csv: JsonObject, { namespace }: Owner, permission: Permission): string => {
  const { name } = installSpec(csv);
  return generateName(name, { name, namespace, permission: struct(permission) });
};

/** StrategyDeploymentPermissions as Go prints it. */
const struct = ({ serviceAccountName = '', rules }: Permission): object => ({
  serviceAccountName,
  rules: rules.map(policyRule),
});

/** In the order of rbac/v1's PolicyRule; what is empty is left out, but for verbs. */
const policyRule = (rule: JsonObject): JsonObject => ({
  verbs: rule['verbs'] ?? null,
  ...Object.fromEntries(
    ['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'].flatMap((key) => {
      const list = rule[key];
      return Array.isArray(list) && list.length > 0 ? [[key, list]] : [];
    }),
  ),
});
