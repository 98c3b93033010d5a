/** Children and other kinds that an API names: they exist, have a name each and a place to be. */
import { builtinKinds } from '../../model/builtin-kinds.ts';
import { childNames, kindKey, OWNER_NAME } from '../../model/children.ts';
import { referTo } from '../../model/kinds.ts';
import { camelCase, fullGroup, splitApiVersion } from '../../model/names.ts';
import { isReservedIdentifier } from '../../model/reserved-words.ts';
import { nearest, quote } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { ApiSpec, ChildSpec, Spec, WatchSpec } from '../spec.ts';
import { isKind, isQualifiedName } from './dns.ts';
import { checkApiVersion, isMissingBuiltin } from './kinds.ts';

/** Names, kinds, namespaces and collisions of children, and whether there are any to prune; kinds that are watched; permissions. */
export const checkChildren = (spec: Spec, report: Report): void => {
  for (const [i, api] of spec.spec.apis.entries()) {
    const path: Path = ['spec', 'apis', i];
    for (const [name, child] of Object.entries(api.children ?? {})) {
      checkName(name, [...path, 'children', name], report);
      if (checkReference(spec, child, [...path, 'children', name], report))
        checkChild(spec, api, child, [...path, 'children', name], report);
    }
    checkCollisions(api, [...path, 'children'], report);
    if (api.prune === true && Object.keys(api.children ?? {}).length === 0)
      report.error([...path, 'prune'], `${api.kind} has no children to delete.`, 'Remove it, or declare children.');
    for (const [j, watched] of (api.watches ?? []).entries())
      if (checkReference(spec, watched, [...path, 'watches', j], report))
        checkWhen(spec, watched, [...path, 'watches', j, 'when'], report);
    for (const [j, { verbs }] of (api.permissions ?? []).entries())
      for (const [k, verb] of verbs.entries())
        if (!/^(?:\*|[a-z][a-z0-9-]*)$/.test(verb))
          report.error(
            [...path, 'permissions', j, 'verbs', k],
            `${quote(verb)} is no verb.`,
            'Use get, list, watch, create, update, patch, delete.',
          );
  }
};

const checkName = (name: string, path: Path, report: Report): void => {
  const better = camelCase(name);
  if (!/^[a-z][A-Za-z0-9]*$/.test(name))
    report.error(
      path,
      `${quote(name)} cannot be the name of a child: it becomes a variable.`,
      /^[a-z]/.test(better) ? `Use ${quote(better)}.` : 'Use letters and digits, beginning with a small letter.',
      'key',
    );
  else if (isReservedIdentifier(name))
    report.error(
      path,
      `${quote(name)} is reserved.`,
      `Use another name for the child, e.g. ${quote(`${name}Object`)}.`,
      'key',
    );
};

const checkReference = (
  { spec }: Spec,
  { apiVersion, kind }: { apiVersion: string; kind: string },
  path: Path,
  report: Report,
): boolean => {
  if (apiVersion.includes('${') || kind.includes('${')) {
    report.error(
      path,
      'apiVersion and kind must be fixed: permissions and watches follow from them.',
      'Write them out.',
      'key',
    );
    return false;
  }
  if (!checkApiVersion(apiVersion, [...path, 'apiVersion'], report)) return false;
  if (!isKind(kind)) {
    report.error([...path, 'kind'], `${quote(kind)} is no kind.`, nearKind(kind) ?? 'Use PascalCase.');
    return false;
  }
  const own = spec.apis.filter((api) => fullGroup(api.group, spec.domain) === splitApiVersion(apiVersion).group);
  const reference = referTo({ spec } as Spec, apiVersion, kind);
  if (reference.origin !== 'foreign') return true;
  if (own.length > 0 && !spec.kinds?.some((other) => other.kind === kind)) {
    const names = own.flatMap((api) =>
      api.versions.map(({ name }) => `${fullGroup(api.group, spec.domain)}/${name} ${api.kind}`),
    );
    report.error(
      [...path, 'kind'],
      `this operator has no kind ${quote(kind)} in ${quote(apiVersion)}.`,
      `It has ${names.join(', ')}.`,
    );
    return false;
  }
  if (!isMissingBuiltin(apiVersion)) return true;
  const right = builtinKinds().find((other) => other.kind === kind);
  report.error(
    [...path, right === undefined ? 'kind' : 'apiVersion'],
    `Kubernetes has no kind ${quote(kind)} in ${quote(apiVersion)}.`,
    right === undefined ? nearKind(kind) : `Use "apiVersion: ${right.apiVersion}".`,
  );
  return false;
};

/** Only a kind of somebody else may be absent. */
const checkWhen = (spec: Spec, { apiVersion, kind, when }: WatchSpec, path: Path, report: Report): void => {
  const { origin } = referTo(spec, apiVersion, kind);
  if (when === undefined || origin === 'foreign') return;
  const whose = origin === 'own' ? 'is defined by this operator' : 'is built in';
  report.error(path, `${kind} ${whose}: it is always there.`, 'Remove it.');
};

const nearKind = (kind: string): string | undefined => {
  const near = nearest(
    kind,
    builtinKinds().map((other) => other.kind),
  );
  return near === undefined ? undefined : `Did you mean ${quote(near)}?`;
};

/** Not part of a template yet; said, rather than sent to the API server as a field. */
const WORKFLOW = ['dependsOn', 'when', 'readyWhen', 'forEach'];

const checkChild = (spec: Spec, api: ApiSpec, child: ChildSpec, path: Path, report: Report): void => {
  const { namespaced } = referTo(spec, child.apiVersion, child.kind);
  const { name, namespace, labels, annotations } = child.metadata ?? {};
  const at = [...path, 'metadata'];
  if (namespaced && api.scope === 'Cluster' && namespace === undefined)
    report.error(
      path,
      `${child.kind} lives in a namespace, but ${api.kind} does not.`,
      'Give metadata.namespace.',
      'key',
    );
  if (!namespaced && namespace !== undefined)
    report.error([...at, 'namespace'], `${child.kind} does not live in a namespace.`, 'Remove it.', 'key');
  if (!namespaced && api.scope !== 'Cluster')
    report.error(
      [...path, 'kind'],
      `${child.kind} does not live in a namespace, and cannot be owned by ${api.kind}, which does.`,
      `Use "scope: Cluster" for ${api.kind}, or make it in reconcile.ts and remove it in cleanup.`,
    );
  else if (
    namespaced &&
    api.scope !== 'Cluster' &&
    namespace !== undefined &&
    namespace !== '${self.metadata.namespace}'
  )
    report.error(
      [...at, 'namespace'],
      'an object can only be owned from within its own namespace.',
      'Remove it: the child lives beside its owner.',
    );
  if (name !== undefined && typeof name !== 'string')
    report.error([...at, 'name'], 'the name must be a string.', 'Quote it.');
  for (const [field, map] of [
    ['labels', labels],
    ['annotations', annotations],
  ] as const) {
    if (map === undefined || typeof map === 'string') continue;
    if (map === null || typeof map !== 'object' || Array.isArray(map))
      report.error([...at, field], `${field} must be a mapping.`);
    else
      for (const [key, value] of Object.entries(map)) {
        if (!isQualifiedName(key))
          report.error([...at, field, key], `${quote(key)} is no name of a label or annotation.`, undefined, 'key');
        if (typeof value !== 'string')
          report.error([...at, field, key], `the value of ${quote(key)} must be a string.`, 'Quote it.');
      }
  }
  for (const field of ['ownerReferences', 'managedFields', 'uid', 'resourceVersion'])
    if (child.metadata?.[field] !== undefined)
      report.error([...at, field], `${field} is not part of a template.`, 'Remove it: it is filled in.', 'key');
  if (child.status !== undefined && child.kind !== 'APIService')
    report.error(
      [...path, 'status'],
      `the status of a ${child.kind} is written by its own controller.`,
      'Remove it.',
      'key',
    );
  for (const field of WORKFLOW)
    if (child[field] !== undefined)
      report.error(
        [...path, field],
        `${field} is no field of a ${child.kind}.`,
        'Children are applied together; decide about them in reconcile.ts.',
        'key',
      );
};

const checkCollisions = (api: ApiSpec, path: Path, report: Report): void => {
  const names = childNames(api);
  const taken = new Map<string, string>();
  for (const [name, child] of Object.entries(api.children ?? {})) {
    const written = names.get(name) ?? OWNER_NAME;
    const namespace = child.metadata?.namespace ?? '';
    const key = JSON.stringify([kindKey(child), written.replaceAll(/\s/g, ''), namespace]);
    const other = taken.get(key);
    taken.set(key, name);
    if (other !== undefined)
      report.error(
        [...path, name],
        `${quote(other)} and ${quote(name)} are the same object: ${child.kind} ${written}.`,
        `Give one of them another metadata.name, e.g. ${OWNER_NAME}-${name.toLowerCase()}.`,
        'key',
      );
  }
};
