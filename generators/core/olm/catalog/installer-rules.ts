/**
 * What the ServiceAccount that a ClusterExtension names must be permitted, no more. Given the bundles that may be installed one after
 * the other, gives the rules of a ClusterRole and of a Role in the operator's namespace. Derived as OLM v1's own guide says
 * (operator-controller v1.10.0, docs/howto/derive-service-account.md), but for three things: the names of generated roles are computed,
 * because `*` is no wildcard in `resourceNames`; a binding to a role that is not in the bundle needs `bind`; and what is in the
 * operator's namespace is listed and watched in all, because OLM does so (internal/operator-controller/contentmanager, NamespaceAll,
 * and authorization/rbac.go, which looks for it beforehand): with less the operator is installed and the ClusterExtension never done.
 *
 * - Whoever makes a role must hold what it grants, so all that the operator is permitted is here too. Installed for all namespaces,
 *   its `permissions` become a ClusterRole, which may read namespaces besides since v1.3.0.
 * - Kubernetes limits neither create, list nor watch by name.
 */
import { isObject, type JsonObject, type JsonValue, jsonText } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import { certificateName, issuerName, roleName, serviceAccountName, webhookServiceName } from './generated-names.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';

export interface InstallerRules {
  readonly cluster: readonly JsonObject[];
  readonly namespace: readonly JsonObject[];
}

/** `extension` is the name of the ClusterExtension. */
export const installerRules = (extension: string, contents: readonly BundleContent[]): InstallerRules => {
  const kinds = kindsOf(contents.flatMap(madeOf));
  const [everywhere, inNamespace] = [kinds.filter((kind) => !kind.namespaced), kinds.filter((kind) => kind.namespaced)];
  const owners = [
    { apiGroups: [OLM], resources: ['clusterextensions/finalizers'], verbs: ['update'], resourceNames: [extension] },
    // Their names are not known before; only newer versions have the kind.
    { apiGroups: [OLM], resources: ['clusterobjectsets/finalizers'], verbs: ['update'] },
  ];
  return {
    cluster: distinct([
      ...owners,
      ...everywhere.flatMap((kind) => [ofAny(kind, ['create', ...WATCHING]), ofNamed(kind)]),
      ...inNamespace.map((kind) => ofAny(kind, WATCHING)),
      ...contents.flatMap(grantedEverywhere),
    ]),
    namespace: distinct([
      ...inNamespace.flatMap((kind) => [ofAny(kind, ['create']), ofNamed(kind)]),
      ...contents.flatMap(grantedInNamespace),
    ]),
  };
};

const OLM = 'olm.operatorframework.io';
const RBAC = 'rbac.authorization.k8s.io';

const READS_NAMESPACES: JsonObject = { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] };

interface Made {
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  readonly namespaced: boolean;
}

const many = (group: string, resource: string, namespaced: boolean, names: readonly string[]): readonly Made[] =>
  names.map((name) => ({ group, resource, name, namespaced }));

/** Every object that OLM makes of a bundle. */
const madeOf = ({ csv, crds, others }: BundleContent): readonly Made[] => {
  const csvName = textAt(csv, 'metadata', 'name');
  const permissions = permissionsOf(csv);
  const roles = [...permissions.cluster, ...permissions.own, ...permissions.own.map(readingNamespaces)];
  const deployments = listAt(csv, 'spec', 'install', 'spec', 'deployments');
  const accounts = [
    ...[...permissions.cluster, ...permissions.own].map(serviceAccountName),
    // v1.0 to v1.2 make that of the pods too, when nothing is permitted to it.
    ...deployments.map((deployment) => serviceAccountName(fieldAt(deployment, 'spec', 'template', 'spec') ?? null)),
  ];
  const names = roles.map((permission) => roleName(csvName, permission));
  return [
    ...many(
      'apiextensions.k8s.io',
      'customresourcedefinitions',
      false,
      crds.map((crd) => textAt(crd, 'metadata', 'name')),
    ),
    ...many(RBAC, 'clusterroles', false, names),
    ...many(RBAC, 'clusterrolebindings', false, names),
    ...many(
      'apps',
      'deployments',
      true,
      deployments.map((deployment) => textAt(deployment, 'name')),
    ),
    ...many(
      '',
      'serviceaccounts',
      true,
      accounts.filter((name) => name !== 'default'),
    ),
    ...webhooksOf(csv),
    ...others.flatMap((object) => {
      const kind = BUNDLED_KINDS.get(textAt(object, 'kind'));
      return kind === undefined ? [] : [{ ...kind, name: textAt(object, 'metadata', 'name') }];
    }),
  ];
};

/** Their certificates come from cert-manager. */
const webhooksOf = (csv: JsonObject): readonly Made[] => {
  const webhooks = listAt(csv, 'spec', 'webhookdefinitions');
  const deployments = webhooks.map((webhook) => textAt(webhook, 'deploymentName'));
  const configurations = (type: string): readonly string[] =>
    webhooks
      .filter((webhook) => textAt(webhook, 'type') === type)
      .map((webhook) => textAt(webhook, 'generateName').replace(/-$/, ''));
  return [
    ...many(ADMISSION, 'validatingwebhookconfigurations', false, configurations('ValidatingAdmissionWebhook')),
    ...many(ADMISSION, 'mutatingwebhookconfigurations', false, configurations('MutatingAdmissionWebhook')),
    ...many('', 'services', true, deployments.map(webhookServiceName)),
    ...many('cert-manager.io', 'certificates', true, deployments.map(certificateName)),
    ...many('cert-manager.io', 'issuers', true, deployments.map(issuerName)),
  ];
};

const ADMISSION = 'admissionregistration.k8s.io';

const grantedEverywhere = ({ csv, others }: BundleContent): readonly JsonObject[] => {
  const permissions = permissionsOf(csv);
  return [
    ...[...permissions.cluster, ...permissions.own].flatMap((permission) => rulesOf(permission)),
    ...(permissions.own.length > 0 ? [READS_NAMESPACES] : []),
    ...ofKind(others, 'ClusterRole').flatMap(rulesOf),
    ...binding(others, 'ClusterRoleBinding', 'ClusterRole'),
  ];
};

const grantedInNamespace = ({ others }: BundleContent): readonly JsonObject[] => [
  ...ofKind(others, 'Role').flatMap(rulesOf),
  ...binding(others, 'RoleBinding', 'Role'),
  ...binding(others, 'RoleBinding', 'ClusterRole'),
];

/** To bind what the bundle does not have needs no other permission; what it has is held already. */
const binding = (others: readonly JsonObject[], kind: string, role: 'ClusterRole' | 'Role'): readonly JsonObject[] => {
  const own = new Set(ofKind(others, role).map((object) => textAt(object, 'metadata', 'name')));
  const foreign = ofKind(others, kind)
    .filter((object) => textAt(object, 'roleRef', 'kind') === role)
    .map((object) => textAt(object, 'roleRef', 'name'))
    .filter((name) => !own.has(name));
  const resources = [role === 'Role' ? 'roles' : 'clusterroles'];
  return foreign.length === 0 ? [] : [{ apiGroups: [RBAC], resources, verbs: ['bind'], resourceNames: foreign }];
};

const ofKind = (others: readonly JsonObject[], kind: string): readonly JsonObject[] =>
  others.filter((object) => object['kind'] === kind);

const permissionsOf = (csv: JsonObject) => ({
  cluster: listAt(csv, 'spec', 'install', 'spec', 'clusterPermissions'),
  own: listAt(csv, 'spec', 'install', 'spec', 'permissions'),
});

const rulesOf = (holder: JsonValue): readonly JsonObject[] => listAt(holder, 'rules').filter(isObject);

const readingNamespaces = (permission: JsonValue): JsonValue => ({
  ...(permission as JsonObject),
  rules: [...rulesOf(permission), READS_NAMESPACES],
});

interface MadeKind {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
  readonly names: readonly string[];
}

/** Every kind once, with the names of all its objects. */
const kindsOf = (made: readonly Made[]): readonly MadeKind[] =>
  [...new Map(made.map((one) => [`${one.resource}.${one.group}`, one])).values()].map((kind) => {
    const { group, resource, namespaced } = kind;
    const same = made.filter((one) => one.group === group && one.resource === resource);
    return { group, resource, namespaced, names: [...new Set(same.map(({ name }) => name))] };
  });

const WATCHING = ['list', 'watch'];

const ofAny = ({ group, resource }: MadeKind, verbs: readonly string[]): JsonObject => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});

const ofNamed = ({ group, resource, names }: MadeKind): JsonObject => ({
  apiGroups: [group],
  resources: [resource],
  verbs: ['get', 'update', 'patch', 'delete'],
  resourceNames: names,
});

const distinct = (rules: readonly JsonObject[]): readonly JsonObject[] => [
  ...new Map(rules.map((rule) => [jsonText(rule), rule])).values(),
];
