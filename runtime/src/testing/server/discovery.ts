/** What the server tells of itself: versions, groups, resources, in the plain and in the aggregated form. */
import { release } from '../builtin/definitions.ts';
import type { JsonObject } from '../json.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/resource.ts';

const [, major = '1', minor = '36'] = /^v(\d+)\.(\d+)/.exec(release) ?? [];

/** `/version`. The git version says what this is. */
export const versionInfo = (): JsonObject => ({
  major,
  minor,
  gitVersion: `${release}+embedded`,
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: `${process.platform}/${process.arch}`,
});

export const coreVersions = (address: string): JsonObject => ({
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
});

export function apiGroup(registry: Registry, group: string): JsonObject | undefined {
  const versions = registry.versions(group).map((version) => ({ groupVersion: `${group}/${version}`, version }));
  const [preferred] = versions;
  return preferred === undefined ? undefined : { name: group, versions, preferredVersion: preferred };
}

export function apiGroupList(registry: Registry): JsonObject {
  const groups = registry
    .groups()
    .filter((group) => group !== '')
    .map((group) => apiGroup(registry, group));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.filter((group) => group !== undefined) };
}

const inVersion = (registry: Registry, group: string, version: string): Resource[] =>
  registry.all().filter((each) => each.group === group && each.version === version);

/** Subresources whose objects are of another kind. */
const OWN_KINDS: Readonly<Record<string, JsonObject>> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
};

const verbsOf = (subresource: string): readonly string[] =>
  subresource === 'eviction' || subresource === 'token' ? ['create'] : ['get', 'patch', 'update'];

const named = (resource: Resource): JsonObject => ({
  singularName: resource.singular,
  namespaced: resource.namespaced,
  kind: resource.kind,
});

export function resourceList(registry: Registry, group: string, version: string): JsonObject | undefined {
  const resources = inVersion(registry, group, version);
  if (resources.length === 0) return undefined;
  const groupVersion = group === '' ? version : `${group}/${version}`;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: resources.flatMap(entries) };
}

function entries(resource: Resource): JsonObject[] {
  const { shortNames, categories } = resource;
  const hash: JsonObject = resource.storageHash === undefined ? {} : { storageVersionHash: resource.storageHash };
  const extra: JsonObject = {
    ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
    ...(categories.length > 0 && { categories: [...categories] }),
  };
  const main = { name: resource.plural, ...named(resource), verbs: [...resource.verbs], ...extra, ...hash };
  const subresources = resource.subresources.map((name) => ({
    name: `${resource.plural}/${name}`,
    ...named(resource),
    singularName: '',
    verbs: [...verbsOf(name)],
    ...OWN_KINDS[name],
  }));
  return [main, ...subresources];
}

/** `APIGroupDiscoveryList` of `/api` (`core`) or `/apis`. */
export function aggregated(registry: Registry, core: boolean): JsonObject {
  const groups = registry.groups().filter((group) => (group === '') === core);
  const items = groups.map((group) => ({
    metadata: { ...(group !== '' && { name: group }), creationTimestamp: null },
    versions: registry.versions(group).map((version) => ({
      version,
      resources: inVersion(registry, group, version).map(discovered),
      freshness: 'Current',
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function discovered(resource: Resource): JsonObject {
  // Of built-in kinds the server says group and version once, outside.
  const [group, version] = resource.isCustom ? [resource.group, resource.version] : ['', ''];
  const { kind } = resource;
  const subresources = resource.subresources.map((subresource) => ({
    subresource,
    responseKind: OWN_KINDS[subresource] ?? { group, version, kind },
    verbs: [...verbsOf(subresource)],
  }));
  return {
    resource: resource.plural,
    responseKind: {
      group,
      version,
      kind,
    },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: [...resource.verbs],
    ...(resource.shortNames.length > 0 && { shortNames: [...resource.shortNames] }),
    ...(resource.categories.length > 0 && { categories: [...resource.categories] }),
    ...(subresources.length > 0 && { subresources }),
  };
}
