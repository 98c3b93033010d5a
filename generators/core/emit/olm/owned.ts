/** The kinds that the operator provides, as a catalog and a console show them. */
import { WORKLOADS } from '../../model/capability.ts';
import type { Api, ApiVersion, KindReference } from '../../model/model.ts';
import { type Described, specDescriptors, statusDescriptors } from './descriptors.ts';
import { displayNameOf } from './display-name.ts';
import { servedVersions } from './examples.ts';

export interface OwnedKind {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly displayName: string;
  readonly description: string;
  readonly resources: readonly Resource[];
  /** Of every field; `fitted` says for which of them there is room. */
  readonly specDescriptors: readonly Described[];
  readonly statusDescriptors: readonly Described[];
}

interface Resource {
  readonly kind: string;
  /** That of the CustomResourceDefinition; empty for Kubernetes' own kinds. */
  readonly name: string;
  readonly version: string;
}

/** An entry for each served version. */
export const ownedKinds = (api: Api): readonly OwnedKind[] =>
  servedVersions(api).map((version) => ({
    name: api.crdName,
    version: version.name,
    kind: api.kind,
    displayName: displayNameOf(api.kind),
    description: kindDescription(api, version),
    resources: resources(api),
    specDescriptors: specDescriptors(version),
    statusDescriptors: statusDescriptors(version),
  }));

/** What the schema says of the kind; never empty. */
export const kindDescription = ({ kind }: Api, { schema }: ApiVersion): string => {
  const description = schema['description'];
  return typeof description === 'string' && description.trim() !== ''
    ? description.trim()
    : `An object of kind ${kind}.`;
};

/** What hangs below an object of the kind: its children, and their pods. One without children is listed itself: the list may not be empty. */
const resources = (api: Api): readonly Resource[] => {
  const children = api.children.map(({ kind }) => resource(kind));
  const pods = children.some(({ kind }) => WORKLOADS.has(kind)) ? [{ kind: 'Pod', name: '', version: 'v1' }] : [];
  const all = new Map([...children, ...pods].map((entry) => [JSON.stringify(entry), entry]));
  return all.size === 0 ? [{ kind: api.kind, name: api.crdName, version: api.storage.name }] : [...all.values()];
};

const resource = ({ group, version, kind, plural, origin }: KindReference): Resource => ({
  kind,
  name: origin === 'builtin' ? '' : `${plural}.${group}`,
  version,
});
