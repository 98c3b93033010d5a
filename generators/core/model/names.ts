/** Names that follow from names of the spec. Each rule is here once: the model is built and the spec is checked with the same ones. */
import type { ApiSpec, OperatorSpec, Spec, VersionSpec } from '../spec/spec.ts';
import { pluralize } from './pluralize.ts';
import { isGlobal, isReservedFile, isReservedIdentifier } from './reserved-words.ts';

/** A group with a dot is whole; a bare label belongs to the operator's domain. */
export const fullGroup = (group: string, domain: string): string =>
  group.includes('.') ? group : `${group}.${domain}`;

/** The names of a CRD. */
export const crdNames = ({
  kind,
  plural,
  singular,
  listKind,
}: Pick<ApiSpec, 'kind' | 'plural' | 'singular' | 'listKind'>) => ({
  kind,
  plural: plural ?? pluralize(kind),
  singular: singular ?? kind.toLowerCase(),
  listKind: listKind ?? `${kind}List`,
});

/** 'HTTPRouteSet' → ['http', 'route', 'set']. */
export const wordsOf = (name: string): string[] =>
  (name.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+/g) ?? []).map((word) => word.toLowerCase());

/** 'FooBar' → 'foo-bar'. */
export const kebabCase = (name: string): string => wordsOf(name).join('-');

/** 'FooBar', 'foo-bar' → 'fooBar'. */
export const camelCase = (name: string): string =>
  wordsOf(name)
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');

/** What TypeScript calls a kind: Kubernetes allows dashes, small letters, and names that the generated code needs for something else. */
export const typeName = (kind: string): string => {
  const name = kind
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  return isGlobal(name) ? `${name}Object` : name;
};

/** 'memcached-operator' → 'Memcached Operator'. */
export const titleCase = (name: string): string =>
  wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/**
 * Folder and variable of each API, in the order of the spec, unique whatever the kinds are. The first API of a name keeps it, so
 * that adding one never moves the files of another; later ones of the same kind get their group in front.
 */
export const apiPlaces = (
  apis: readonly Pick<ApiSpec, 'group' | 'kind'>[],
  domain: string,
): readonly { readonly directory: string; readonly variable: string }[] => {
  const directories = new Set<string>();
  const variables = new Set<string>();
  return apis.map(({ group, kind }) => {
    const [label = ''] = group.split('.');
    const candidates = [
      kind,
      `${label}-${kind}`,
      `${fullGroup(group, domain)}-${kind}`,
      ...Array.from({ length: apis.length }, (_, i) => `${label}-${kind}-${i + 2}`),
    ];
    const directory = candidates
      .map(kebabCase)
      .map((name) => (isReservedFile(name) ? `${name}-api` : name))
      .find((name) => !directories.has(name))!;
    const variable = candidates
      .map(camelCase)
      .map((name) => (isReservedIdentifier(name) ? `${name}Object` : name))
      .find((name) => !variables.has(name))!;
    directories.add(directory);
    variables.add(variable);
    return { directory, variable };
  });
};

/** `registry.example.com:5000/team/name:tag` in its parts. */
export const splitImage = (image: string): { repository: string; tag?: string } => {
  const [, repository = image, tag] = /^(.*?)(?::([^:/]*))?$/.exec(image) ?? [];
  return { repository, ...(tag !== undefined && { tag }) };
};

/** Where the operator's image is when the spec does not say. */
export const defaultImage = ({ metadata: { name }, spec: { domain } }: Spec): string => `registry.${domain}/${name}`;

export const DEFAULT_VERSION = '0.1.0';

/** Where it is installed when the spec does not say. */
export const defaultNamespace = (name: string): string => `${name}-system`;

/** `apps/v1` in its parts; the core group has no slash. */
export const splitApiVersion = (apiVersion: string): { group: string; version: string } => {
  const slash = apiVersion.lastIndexOf('/');
  return slash === -1
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
};

/** The version that is stored: the one that says so, or the only one. */
export const storageVersion = ({ versions }: ApiSpec): VersionSpec | undefined => {
  const [only, ...others] =
    versions.length === 1
      ? versions.filter(({ storage }) => storage !== false)
      : versions.filter(({ storage }) => storage === true);
  return others.length === 0 ? only : undefined;
};

/** The version that the operator works on: the stored one; where that is not served, the newest that is. */
export const controlledVersion = (api: ApiSpec): VersionSpec | undefined => {
  const stored = storageVersion(api);
  if (stored?.served !== false) return stored;
  const [newest = stored] = api.versions
    .filter(({ served }) => served !== false)
    .toSorted((a, b) => maturity(b.name) - maturity(a.name));
  return newest;
};

/** Kubernetes' order of versions: stable before beta before alpha, higher numbers before lower ones, all others last. */
const maturity = (name: string): number => {
  const [, major, stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(name) ?? [];
  if (major === undefined) return -1;
  return (stage === undefined ? 2e8 : stage === 'beta' ? 1e8 : 0) + Number(major) * 1e4 + Number(minor);
};

/** The API of the same operator that a reference means. */
export const ownApi = ({ apis, domain }: OperatorSpec, apiVersion: string, kind: string): ApiSpec | undefined => {
  const { group, version } = splitApiVersion(apiVersion);
  return apis.find(
    (api) =>
      api.kind === kind && fullGroup(api.group, domain) === group && api.versions.some(({ name }) => name === version),
  );
};
