/**
 * What a cluster with OLM v1 is given: the ClusterCatalog, and the ClusterExtension with the namespace that it is installed in. Objects
 * of operator-controller v1.11.0, which v1.0.0 takes too.
 *
 * Up to v1.10.0 OLM installs as the ServiceAccount that the ClusterExtension names, and refuses one that names none; since v1.11.0 it
 * installs as itself, and `serviceAccount` is accepted and has no meaning. So it is named, with exactly what it needs.
 */
import { toCommentedYaml } from '../../emit/yaml.ts';
import type { BundleContent } from '../bundle-content.ts';
import { digestOf } from '../image-reference.ts';
import { installerRules } from './installer-rules.ts';

/** In minutes. */
const POLL_INTERVAL = 60;

/** The name of the ClusterCatalog and of the CatalogSource. */
export const catalogName = (packageName: string): string => `${packageName}-catalog`;

/** `image` is where the catalog can be pulled from, with a tag or a digest; a tag is looked at again every hour. */
export const clusterCatalog = (packageName: string, image: string): object => ({
  apiVersion: 'olm.operatorframework.io/v1',
  kind: 'ClusterCatalog',
  metadata: { name: catalogName(packageName) },
  spec: {
    source: {
      type: 'Image',
      image: { ref: image, ...(digestOf(image) === undefined && { pollIntervalMinutes: POLL_INTERVAL }) },
    },
  },
});

export interface Extension {
  readonly packageName: string;
  /** The namespace of the operator, which is made. */
  readonly namespace: string;
  readonly channel: string;
  /** The bundles of all releases that may be installed there: one is, and another follows. */
  readonly contents: readonly BundleContent[];
}

/** The ClusterExtension and, before it, all that it needs; in the order in which they can be applied. */
export const extensionObjects = (extension: Extension): readonly object[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: extension.namespace } },
  ...installerObjects(extension),
  clusterExtension(extension),
];

/** The same as a stream of YAML, with what a reader has to know. */
export const extensionYaml = (extension: Extension): string =>
  extensionObjects(extension)
    .map((object) => toCommentedYaml(object, COMMENTS))
    .join('---\n');

/** The one of these objects that has a `spec` with this key is the ClusterExtension. */
const COMMENTS: ReadonlyMap<string, string> = new Map([
  [
    'spec.serviceAccount',
    `Up to v1.10.0 OLM installs the operator as this ServiceAccount, with the permissions above. They are made for the
releases of this catalog: with each that is new apply this file again, else OLM may not upgrade to it.
Since v1.11.0 it installs as itself and looks at neither.`,
  ],
]);

const clusterExtension = ({ packageName, namespace, channel }: Extension): object => ({
  apiVersion: 'olm.operatorframework.io/v1',
  kind: 'ClusterExtension',
  metadata: { name: packageName },
  spec: {
    namespace,
    serviceAccount: { name: installerName(packageName) },
    source: {
      sourceType: 'Catalog',
      catalog: {
        packageName,
        channels: [channel],
        // OLM puts this label on each ClusterCatalog: a package of the same name in another catalog is not taken.
        selector: { matchLabels: { 'olm.operatorframework.io/metadata.name': catalogName(packageName) } },
        upgradeConstraintPolicy: 'CatalogProvided',
      },
    },
  },
});

const RBAC = 'rbac.authorization.k8s.io';

const installerName = (packageName: string): string => `${packageName}-installer`;

/** The ServiceAccount first. */
const installerObjects = ({ packageName, namespace, contents }: Extension): readonly object[] => {
  const name = installerName(packageName);
  const rules = installerRules(packageName, contents);
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const apiVersion = `${RBAC}/v1`;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion, kind: 'ClusterRole', metadata: { name }, rules: rules.cluster },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects,
    },
    { apiVersion, kind: 'Role', metadata: { name, namespace }, rules: rules.namespace },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects,
    },
  ];
};
