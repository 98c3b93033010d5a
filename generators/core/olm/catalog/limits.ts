/**
 * What OLM does not install. Given the releases, gives for each what is in the way, as data. The limits of OLM v1 are those of
 * operator-controller v1.11.0: docs/project/olmv1_limitations.md, internal/operator-controller/resolve and applier.
 */
import { isObject } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { BUNDLED_KINDS } from './bundled-kinds.ts';
import type { CatalogRelease } from './file-based-catalog.ts';
import { listAt, textAt } from './go-shape.ts';
import { propertiesOf } from './properties.ts';

export interface Limit {
  /** Of the release. */
  readonly version: string;
  /** What is in the way, one sentence with its full stop. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
}

/** Of OLM v1, in the order of the releases; none where all can be installed. */
export const olmV1Limits = (releases: readonly CatalogRelease[]): readonly Limit[] =>
  releases.flatMap(({ version, content }) =>
    limitsOf(content).map(({ message, hint }) => ({ version, message, hint })),
  );

/** Of OLM v0 with an OperatorGroup for all namespaces, or for the operator's own. */
export const olmV0Limits = (releases: readonly CatalogRelease[]): readonly Limit[] =>
  releases
    .filter(({ content }) => !supportsAllNamespaces(content) && !supports(content, 'OwnNamespace'))
    .map(({ version }) => ({
      version,
      message:
        'No OperatorGroup is right for everybody: it supports neither the install mode AllNamespaces nor OwnNamespace.',
      hint: 'Let the operator watch all namespaces, or its own.',
    }));

const limitsOf = (content: BundleContent): readonly Omit<Limit, 'version'>[] => {
  const { csv, others } = content;
  const unknown = others.map((object) => textAt(object, 'kind')).filter((kind) => !BUNDLED_KINDS.has(kind));
  return [
    ...(supportsAllNamespaces(content)
      ? []
      : [
          {
            message: 'OLM v1 does not install it: it does not support the install mode AllNamespaces.',
            hint: 'Let the operator watch all namespaces.',
          },
        ]),
    ...dependencyTypes(content).map((type) => ({
      message: `OLM v1 does not install it: it resolves no dependencies, and the bundle has the property ${type}.`,
      hint: 'Leave the dependency out, and say in the description what must be there.',
    })),
    ...(listAt(csv, 'spec', 'apiservicedefinitions', 'owned').length === 0
      ? []
      : [
          {
            message: 'OLM v1 does not install it: it serves an API of its own by an APIService.',
            hint: 'Define the API by a CustomResourceDefinition.',
          },
        ]),
    ...[...new Set(unknown)].map((kind) => ({
      message: `OLM does not install it: no bundle can bring a ${kind}.`,
      hint: 'Take it out of manifests/.',
    })),
    ...(usesOperatorConditions(content)
      ? [
          {
            message: 'OLM v1 has no OperatorConditions, and the operator may write them.',
            hint: 'Let it go on without them.',
          },
        ]
      : []),
  ];
};

/** Whether the operator can watch all namespaces, as its ClusterServiceVersion says. */
export const supportsAllNamespaces = (content: BundleContent): boolean => supports(content, 'AllNamespaces');

/** Whether it has an install mode. */
export const supports = ({ csv }: BundleContent, mode: string): boolean =>
  listAt(csv, 'spec', 'installModes').some(
    (item) => isObject(item) && item['type'] === mode && item['supported'] === true,
  );

const DEPENDENCIES = ['olm.gvk.required', 'olm.package.required', 'olm.constraint'];

const dependencyTypes = (content: BundleContent): readonly string[] => {
  const types = new Set(propertiesOf(content).map(({ type }) => type));
  return DEPENDENCIES.filter((type) => types.has(type));
};

const usesOperatorConditions = ({ csv }: BundleContent): boolean =>
  ['permissions', 'clusterPermissions']
    .flatMap((list) => listAt(csv, 'spec', 'install', 'spec', list))
    .flatMap((permission) => listAt(permission, 'rules'))
    .some(
      (rule) =>
        listAt(rule, 'apiGroups').includes('operators.coreos.com') &&
        listAt(rule, 'resources').some((resource) => String(resource).startsWith('operatorconditions')),
    );
