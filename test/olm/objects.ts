/**
 * A stand-in for OLM v0 v0.46.0: all that it makes of a bundle in the namespaces of an OperatorGroup, in its order. From
 * operator-lifecycle-manager, pkg/controller/operators/catalog/operator.go `ExecutePlan`, pkg/controller/operators/olm/operatorgroup.go,
 * and pkg/controller/operators/operatorcondition*_controller.go.
 *
 * Caveats: there is no catalog, Subscription or InstallPlan. In a group of all namespaces no copies of the ClusterServiceVersion are made,
 * as with OLMConfig's `disableCopiedCSVs`. The ClusterRoles of an OperatorGroup, which gather those of its APIs for people, are not made.
 */
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { BUNDLED_KINDS } from '../../generators/core/olm/catalog/bundled-kinds.ts';
import { installSpec } from './csv.ts';
import { deploymentObjects } from './deployments.ts';
import { ALL, groupAnnotations, type OperatorGroup } from './operator-group.ts';
import { MANAGED, type Owner, ownerLabels, ownerReference } from './owner.ts';
import { accountOf, permissionObjects, targetPermissionObjects } from './permissions.ts';
import { converted, webhookConfigurations } from './webhooks.ts';

interface Metadata extends JsonObject {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const metadataOf = (object: JsonObject): Metadata => object['metadata'] as Metadata;

const managed = (object: JsonObject, more: JsonObject = {}): JsonObject => {
  const { labels, ...metadata } = metadataOf(object);
  const { labels: own = {}, ...others } = more as { readonly labels?: JsonObject };
  return { ...object, metadata: { ...metadata, ...others, labels: { ...labels, ...own, ...MANAGED } } };
};

/** The definitions, before anything else. */
export const definitions = ({ crds }: BundleContent): readonly JsonObject[] => crds.map((crd) => managed(crd));

/** The ClusterServiceVersion, with what its group is written on it. */
export const serviceVersion = ({ csv }: BundleContent, group: OperatorGroup): JsonObject =>
  managed(csv, {
    namespace: group.namespace,
    annotations: { ...metadataOf(csv).annotations, ...groupAnnotations(group) },
  });

/** Its copies, for the other namespaces that are watched (`csvCopyPrototype`). */
export const copiedServiceVersions = (content: BundleContent, group: OperatorGroup): readonly JsonObject[] => {
  const { 'olm.targetNamespaces': _, ...annotations } = metadataOf(serviceVersion(content, group)).annotations!;
  return group.targets
    .filter((target) => target !== group.namespace && target !== ALL)
    .map((namespace) =>
      managed(content.csv, { namespace, annotations, labels: { 'olm.copiedFrom': group.namespace } }),
    );
};

/** OperatorCondition, which the operator may write to. */
export const operatorCondition = ({ csv }: BundleContent, owner: Owner): JsonObject => {
  const { name, permissions, clusterPermissions, deployments } = installSpec(csv);
  return {
    apiVersion: 'operators.coreos.com/v2',
    kind: 'OperatorCondition',
    metadata: { name, namespace: owner.namespace!, ownerReferences: [ownerReference(owner, true)] },
    spec: {
      serviceAccounts: [...clusterPermissions, ...permissions].map(accountOf),
      deployments: deployments.map((deployment) => deployment.name),
    },
  };
};

/** Who is in the cluster by now. */
export interface Owners {
  readonly csv: Owner;
  /** Its copies, by namespace. */
  readonly copies: ReadonlyMap<string, Owner>;
  readonly condition: Owner;
  /** The definitions, by name. */
  readonly crds: ReadonlyMap<string, Owner>;
}

/** All the rest, the Deployments last. */
export const installedObjects = (
  content: BundleContent,
  group: OperatorGroup,
  { csv: owner, copies, condition, crds }: Owners,
): readonly JsonObject[] => {
  const { csv } = content;
  const { objects: deployments, caBundle } = deploymentObjects(csv, owner, group);
  return [
    ...content.others.map((object) => bundled(object, owner)),
    ...permissionObjects(csv, owner),
    ...installSpec(csv).owned.flatMap((owned) => rolesForPeople(owned, crds.get(owned.name)!)),
    ...conditionPermissions(csv, condition),
    ...targetPermissionObjects(csv, owner, group, copies),
    ...deployments,
    ...webhookConfigurations(csv, owner, group, caBundle),
    ...converted(csv, definitions(content), group.namespace, caBundle),
  ];
};

/** What ExecutePlan knows by its kind; others are told their owner by labels where they are in no namespace. */
const KNOWN_CLUSTER_WIDE = new Set(['ClusterRole', 'ClusterRoleBinding']);

/** What it gives no owner: it stays when the operator goes. */
const KNOWN_UNOWNED = new Set(['Role', 'RoleBinding', 'ServiceAccount']);

const bundled = (object: JsonObject, owner: Owner): JsonObject => {
  const kind = object['kind'] as string;
  const known = BUNDLED_KINDS.get(kind);
  if (known === undefined) throw new Error(`OLM takes no ${kind} in a bundle (supported_resources.go)`);
  if (known.namespaced) {
    const owned = KNOWN_UNOWNED.has(kind) ? {} : { ownerReferences: [ownerReference(owner)] };
    return managed(object, { namespace: owner.namespace!, ...owned });
  }
  return managed(object, KNOWN_CLUSTER_WIDE.has(kind) ? {} : { labels: ownerLabels(owner) });
};

const RBAC = 'rbac.authorization.k8s.io';

/** `ensureOperatorConditionRole` and its binding. */
const conditionPermissions = (csv: JsonObject, owner: Owner): readonly JsonObject[] => {
  const { name, permissions, clusterPermissions } = installSpec(csv);
  const ownerReferences = [ownerReference(owner, true)];
  const metadata = { name, namespace: owner.namespace!, labels: MANAGED, ownerReferences };
  const verbs = ['get', 'update', 'patch'];
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: [{ verbs, apiGroups: ['operators.coreos.com'], resources: ['operatorconditions'], resourceNames: [name] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [...clusterPermissions, ...permissions].map((permission) => ({
        kind: 'ServiceAccount',
        name: accountOf(permission),
      })),
    },
  ];
};

const VERBS = { admin: ['*'], edit: ['create', 'update', 'patch', 'delete'], view: ['get', 'list', 'watch'] } as const;

/** `ensureClusterRolesForCSV`: for people, who are bound to admin, edit and view. */
const rolesForPeople = (
  { name, version, kind }: { readonly name: string; readonly version: string; readonly kind: string },
  crd: Owner,
): readonly JsonObject[] => {
  const [plural = '', group = ''] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
  const role = (suffix: string, aggregate: string, rule: JsonObject): JsonObject => ({
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name: `${name}-${version}-${suffix}`,
      labels: {
        [`${RBAC}/aggregate-to-${aggregate}`]: 'true',
        [`olm.opgroup.permissions/aggregate-to-${fnv64(`${kind}.${version}.${group}`)}-${aggregate}`]: 'true',
        ...MANAGED,
      },
      ownerReferences: [ownerReference(crd)],
    },
    rules: [rule],
  });
  return [
    ...Object.entries(VERBS).map(([suffix, verbs]) =>
      role(suffix, suffix, { verbs, apiGroups: [group], resources: [plural] }),
    ),
    role('crdview', 'view', {
      verbs: ['get'],
      apiGroups: ['apiextensions.k8s.io'],
      resources: ['customresourcedefinitions'],
      resourceNames: [name],
    }),
  ];
};

/** FNV-1a of 64 bits, in hexadecimal (resolver/cache/operators.go `APIKeyToGVKHash`). */
const fnv64 = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16);
};
