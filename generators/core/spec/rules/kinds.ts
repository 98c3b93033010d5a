/** Kinds and their names: well-formed, and no two alike. */
import { builtinGroups } from '../../model/builtin-kinds.ts';
import { crdNames, fullGroup, splitApiVersion } from '../../model/names.ts';
import { quote, suggest } from '../near.ts';
import { formatPath, type Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { ApiSpec, Spec } from '../spec.ts';
import { isDnsLabel, isDnsName, isKind, isLabelValue, isNameLabel, isQualifiedName, LABEL_RULE } from './dns.ts';

/** Every API's own names, then those that collide. */
export const checkKinds = ({ spec: { apis, domain, kinds = [] } }: Spec, report: Report): void => {
  for (const [i, api] of apis.entries()) checkKind(api, domain, ['spec', 'apis', i], report);
  checkCollisions(apis, domain, report);
  for (const [i, { apiVersion }] of kinds.entries())
    checkApiVersion(apiVersion, ['spec', 'kinds', i, 'apiVersion'], report);
};

const checkKind = (api: ApiSpec, domain: string, path: Path, report: Report): void => {
  const { kind, labels = {}, annotations = {} } = api;
  if (kind.length > 63)
    report.error([...path, 'kind'], `${quote(kind)} has ${kind.length} characters, at most 63 are allowed.`);
  else if (!isKind(kind))
    report.error([...path, 'kind'], `${quote(kind)} is no kind.`, `Use PascalCase: ${pascalCase(kind)}.`);
  else if (!/^[A-Z][A-Za-z0-9]*$/.test(kind))
    report.warning(
      [...path, 'kind'],
      `${quote(kind)} does not look like a kind: those are in PascalCase.`,
      `Use ${pascalCase(kind)}.`,
    );
  checkGroup(api, domain, path, report);
  checkNames(api, path, report);
  for (const [key, value] of Object.entries(labels))
    if (!isQualifiedName(key) || !isLabelValue(value))
      report.error(
        [...path, 'labels', key],
        `${quote(`${key}: ${value}`)} is no label.`,
        'Use letters, digits, dashes, dots and underscores, at most 63.',
      );
  for (const key of Object.keys(annotations))
    if (!isQualifiedName(key.toLowerCase()))
      report.error([...path, 'annotations', key], `${quote(key)} is no name of an annotation.`, undefined, 'key');
};

const APPROVED = 'api-approved.kubernetes.io';

const checkGroup = (api: ApiSpec, domain: string, path: Path, report: Report): void => {
  const group = fullGroup(api.group, domain);
  const { plural } = crdNames(api);
  if (!isDnsName(api.group))
    return report.error(
      [...path, 'group'],
      `${quote(api.group)} is no API group.`,
      `${LABEL_RULE}: cache, or cache.example.com.`,
    );
  if (`${plural}.${group}`.length > 253)
    report.error(
      [...path, 'group'],
      `the name ${quote(`${plural}.${group}`)} of the CRD has more than 253 characters.`,
      'Use a shorter group.',
    );
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return undefined;
  const approval = api.annotations?.[APPROVED] ?? '';
  if (approval === '')
    return report.error(
      [...path, 'group'],
      `${quote(group)} belongs to Kubernetes.`,
      `Use a domain of yours; an approved API needs the annotation ${APPROVED}.`,
    );
  if (!approval.startsWith('unapproved') && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/\s]/.test(approval))
    report.error(
      [...path, 'annotations', APPROVED],
      `${quote(approval)} approves of nothing.`,
      'Give the address of the approval, or a text that begins with "unapproved".',
    );
  return undefined;
};

const checkNames = (api: ApiSpec, path: Path, report: Report): void => {
  const names = crdNames(api);
  for (const field of ['plural', 'singular'] as const)
    // What follows from a kind that is none is no other problem.
    if (!isNameLabel(names[field]) && (api[field] !== undefined || isKind(api.kind)))
      report.error(
        [...path, field],
        `${quote(names[field])} is no ${field} name.`,
        names[field].length > 63
          ? `Give a ${field} of at most 63 characters.`
          : `${LABEL_RULE}, beginning with a letter.`,
      );
  if (names.listKind === api.kind)
    report.error([...path, 'listKind'], 'kind and listKind may not be the same.', `Use ${quote(`${api.kind}List`)}.`);
  else if (!isKind(names.listKind) && (api.listKind !== undefined || isKind(api.kind)))
    report.error(
      [...path, 'listKind'],
      `${quote(names.listKind)} is no kind.`,
      names.listKind.length > 63 ? 'Give a listKind of at most 63 characters.' : 'Use PascalCase.',
    );
  for (const field of ['shortNames', 'categories'] as const)
    for (const [i, name] of (api[field] ?? []).entries())
      if (!isNameLabel(name))
        report.error(
          [...path, field, i],
          `${quote(name)} is no name for kubectl.`,
          `${LABEL_RULE}, beginning with a letter, at most 63.`,
        );
};

/** In one group every name means one kind: the API server would serve only the first. */
const checkCollisions = (apis: readonly ApiSpec[], domain: string, report: Report): void => {
  const taken = new Map<string, { readonly name: string; readonly path: Path }>();
  for (const [i, api] of apis.entries()) {
    const group = fullGroup(api.group, domain);
    const { kind, plural, singular, listKind } = crdNames(api);
    const own = new Set<string>();
    const claim = (name: string, space: string, field: string): boolean => {
      const key = `${group} ${space} ${name}`;
      const other = taken.get(key);
      if (own.has(key)) return true;
      own.add(key);
      taken.set(key, other ?? { name, path: ['spec', 'apis', i, ...(Object.hasOwn(api, field) ? [field] : ['kind'])] });
      if (other === undefined) return true;
      const at: Path = ['spec', 'apis', i, ...(Object.hasOwn(api, field) ? [field] : ['kind'])];
      const hint =
        field === 'kind'
          ? 'Give each kind once; further versions of a kind go under its versions.'
          : `Give another ${field}.`;
      report.error(
        at,
        `${quote(name)} is already taken in ${group} by ${quote(other.name)}, ${formatPath(other.path)}.`,
        hint,
      );
      return false;
    };
    // One kind twice is one problem, not four.
    if (!claim(kind, 'kind', 'kind')) continue;
    claim(listKind, 'kind', 'listKind');
    claim(plural, 'resource', 'plural');
    claim(singular, 'resource', 'singular');
    for (const name of api.shortNames ?? []) claim(name, 'resource', 'shortNames');
  }
};

/** A reference to a kind: `group/version`, and Kubernetes' own groups known. */
export const checkApiVersion = (apiVersion: string, path: Path, report: Report): boolean => {
  const { group, version } = splitApiVersion(apiVersion);
  const ok = isDnsLabel(version) && (group === '' || isDnsName(group));
  if (!ok)
    report.error(
      path,
      `${quote(apiVersion)} is no apiVersion.`,
      'Use group/version, or only the version in the core group: apps/v1, v1.',
    );
  return ok;
};

/** For references: a kind of a group of Kubernetes that Kubernetes does not have. */
export const isMissingBuiltin = (apiVersion: string): boolean => builtinGroups().has(splitApiVersion(apiVersion).group);

const pascalCase = (name: string): string => {
  const pascal = (name.match(/[A-Za-z0-9]+/g) ?? [])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Z]/.test(pascal) ? pascal : (suggest(name, []) ?? 'Memcached');
};
