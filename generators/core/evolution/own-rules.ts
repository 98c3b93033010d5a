/**
 * What breaks clients or clusters outside of the schemas, where crdify does not look: versions and names of two definitions of one
 * name. Kubernetes' deprecation policy and the API server's own checks of an update are the source of these rules.
 */
import { isDeepStrictEqual } from 'node:util';
import { commonVersions } from './crdify.ts';
import { type Definition, listAt, textAt, type Version } from './definition.ts';
import type { Finding } from './finding.ts';

/** Every finding of a rule of ours. */
export const ownFindings = (older: Definition, newer: Definition): readonly Finding[] =>
  RULES.flatMap((rule) => rule(older, newer));

type DefinitionRule = (older: Definition, newer: Definition) => readonly Finding[];

/** Stored ones are crdify's to tell. */
const versionRemoval: DefinitionRule = (older, newer) =>
  older.versions
    .filter(
      ({ name }) => !older.storedVersions.includes(name) && newer.versions.every((version) => version.name !== name),
    )
    .map(({ name, served }) => ({ rule: 'versionRemoval', version: name, change: 'removed', old: { served } }));

const versionUnserved: DefinitionRule = (older, newer) =>
  commonVersions(older, newer)
    .filter(([was, is]) => was.served && !is.served)
    .map(([{ name }]) => ({ rule: 'versionUnserved', version: name, change: 'removed', old: true, new: false }));

const storageVersion: DefinitionRule = (older, newer) => {
  const [was, is] = [older, newer].map(({ versions }) => versions.find(({ storage }) => storage)?.name ?? '');
  const kept = newer.versions.some(({ name }) => name === was);
  return was === is || !kept ? [] : [{ rule: 'storageVersion', version: is!, change: 'changed', old: was!, new: is! }];
};

const kind: DefinitionRule = ({ names: was }, { names: is }) =>
  changedText('kind', textAt(was, 'kind'), textAt(is, 'kind'));

/** Another kind has another list of it. */
const listKind: DefinitionRule = ({ names: was }, { names: is }) =>
  textAt(was, 'kind') === textAt(is, 'kind')
    ? changedText('listKind', textAt(was, 'listKind'), textAt(is, 'listKind'))
    : [];

const changedText = (rule: 'kind' | 'listKind', was: string, is: string): readonly Finding[] =>
  was === is || was === '' || is === '' ? [] : [{ rule, change: 'changed', old: was, new: is }];

const shortNames: DefinitionRule = (older, newer) => {
  const kept = listAt(newer.names, 'shortNames');
  const removed = listAt(older.names, 'shortNames').filter((short) => !kept.includes(short));
  return removed.length === 0 ? [] : [{ rule: 'shortNames', change: 'removed', old: removed }];
};

const inVersions =
  (rule: (was: Version, is: Version) => readonly Finding[]): DefinitionRule =>
  (older, newer) =>
    commonVersions(older, newer).flatMap(([was, is]) =>
      is.served ? rule(was, is).map((finding) => Object.assign({ version: is.name }, finding)) : [],
    );

const statusSubresource = inVersions(({ subresources: { status: was } }, { subresources: { status: is } }) =>
  was !== undefined && is === undefined ? [{ rule: 'statusSubresource', change: 'removed' }] : [],
);

const scaleSubresource = inVersions(({ subresources: { scale: was } }, { subresources: { scale: is } }) => {
  if (was === undefined || isDeepStrictEqual(was, is)) return [];
  if (is === undefined) return [{ rule: 'scaleSubresource', change: 'removed', old: was }];
  return [{ rule: 'scaleSubresource', change: 'changed', old: was, new: is }];
});

const selectableFields = inVersions((was, is) => {
  const removed = was.selectableFields.filter((path) => !is.selectableFields.includes(path));
  return removed.length === 0 ? [] : [{ rule: 'selectableFields', change: 'removed', old: removed }];
});

const conversion: DefinitionRule = (older, newer) =>
  older.conversion === 'Webhook' && newer.conversion !== 'Webhook' && newer.versions.length > 1
    ? [{ rule: 'conversion', change: 'removed', old: older.conversion, new: newer.conversion }]
    : [];

const RULES: readonly DefinitionRule[] = [
  kind,
  listKind,
  shortNames,
  versionRemoval,
  versionUnserved,
  storageVersion,
  statusSubresource,
  scaleSubresource,
  selectableFields,
  conversion,
];
