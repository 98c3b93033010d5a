/**
 * What OLM does not install. Given the releases, gives for each what is in the way, as data, and since which version OLM v1 installs all.
 * The limits of OLM v1 are those of v1.11.0, as it is installed by default: they hold for every version, but where one is named.
 */
import type { JsonObject } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import type { CatalogRelease } from './file-based-catalog.ts';
import { listAt } from './go-shape.ts';
import { supportedModes } from './install-modes.ts';
import { distinct } from './refusal.ts';
import { refusalsOf, unknownKinds } from './v1-refusals.ts';

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
  releases.flatMap(({ version, content }) => [
    ...refusalsOf(content).map(({ what, hint }) => ({
      version,
      message: `OLM v1 does not install it: ${what}`,
      hint,
    })),
    ...(usesOperatorConditions(content)
      ? [
          {
            version,
            message: 'OLM v1 has no OperatorConditions, and the operator may write them.',
            hint: 'Let it go on without them.',
          },
        ]
      : []),
  ]);

/** Of OLM v0 with an OperatorGroup for all namespaces, or for the operator's own. */
export const olmV0Limits = (releases: readonly CatalogRelease[]): readonly Limit[] =>
  releases.flatMap(({ version, content }) => [
    ...(supportedModes(content).some((mode) => GROUPS.has(mode))
      ? []
      : [
          {
            version,
            message:
              'No OperatorGroup is right for everybody: it supports neither the install mode AllNamespaces nor OwnNamespace.',
            hint: 'Let the operator watch all namespaces, or its own.',
          },
        ]),
    ...distinct(unknownKinds(content)).map(({ what, hint }) => ({
      version,
      message: `OLM v0 does not install it: ${what}`,
      hint,
    })),
  ]);

const GROUPS: ReadonlySet<string> = new Set(['AllNamespaces', 'OwnNamespace']);

/** olmv1_limitations.md: OLM v1 installs such an operator, which does not work. */
const usesOperatorConditions = ({ csv }: BundleContent): boolean =>
  ['permissions', 'clusterPermissions']
    .flatMap((list) => listAt(csv, 'spec', 'install', 'spec', list))
    .flatMap((permission) => listAt(permission, 'rules') as readonly JsonObject[])
    .some(
      (rule) =>
        listAt(rule, 'apiGroups').includes('operators.coreos.com') &&
        listAt(rule, 'resources').some((resource) => String(resource).startsWith('operatorconditions')),
    );
