/** What OLM v1 makes of a bundle that watches all namespaces (operator-controller, rukpak/render/registryv1/generators), as far as tests need it. */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import type { BundleContent } from '../../../../generators/core/olm/bundle-content.ts';
import { BUNDLED_KINDS } from '../../../../generators/core/olm/catalog/bundled-kinds.ts';
import { roleName, serviceAccountName } from '../../../../generators/core/olm/catalog/generated-names.ts';

interface Install {
  readonly permissions?: readonly Permission[];
  readonly clusterPermissions?: readonly Permission[];
  readonly deployments: readonly { readonly name: string; readonly label?: JsonObject; readonly spec: JsonObject }[];
}

type Permission = JsonObject & { readonly rules: readonly JsonValue[] };

const RBAC = 'rbac.authorization.k8s.io';
const READS_NAMESPACES = { verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['namespaces'] };

/** `readsNamespaces`: since v1.3.0. */
export const installedObjects = (
  { csv, crds, others }: BundleContent,
  namespace: string,
  readsNamespaces: boolean,
): readonly object[] => {
  const {
    permissions = [],
    clusterPermissions = [],
    deployments,
  } = (csv['spec'] as unknown as { readonly install: { readonly spec: Install } }).install.spec;
  const promoted = permissions.map((permission) =>
    readsNamespaces ? { ...permission, rules: [...permission.rules, READS_NAMESPACES] } : permission,
  );
  const csvName = (csv['metadata'] as { readonly name: string }).name;
  const accounts = [...new Set([...permissions, ...clusterPermissions].map(serviceAccountName))];
  return [
    ...accounts.map((name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } })),
    ...[...clusterPermissions, ...promoted].flatMap((permission) => {
      const name = roleName(csvName, permission);
      const subject = { kind: 'ServiceAccount', namespace, name: serviceAccountName(permission) };
      return [
        { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules: permission.rules },
        {
          apiVersion: `${RBAC}/v1`,
          kind: 'ClusterRoleBinding',
          metadata: { name },
          subjects: [subject],
          roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
        },
      ];
    }),
    ...crds,
    ...others.map((object) => ({
      ...object,
      metadata: {
        ...(object['metadata'] as JsonObject),
        ...(BUNDLED_KINDS.get(object['kind'] as string)!.namespaced && { namespace }),
      },
    })),
    ...deployments.map(({ name, label, spec }) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, ...(label && { labels: label }) },
      spec,
    })),
  ];
};
