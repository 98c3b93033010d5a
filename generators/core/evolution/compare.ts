/** All CustomResourceDefinitions of before against all of now: which APIs are gone, and what breaks in those that are still there. */
import { commonVersions, crdifyFindings } from './crdify.ts';
import { type Definition, textAt } from './definition.ts';
import { isProperty } from './fields.ts';
import type { Finding } from './finding.ts';
import { ownFindings } from './own-rules.ts';

export interface Comparison {
  readonly apis: readonly ApiComparison[];
  /** What is new, which breaks nobody. */
  readonly added: Added;
}

/** One API of before. */
export interface ApiComparison {
  readonly older: Definition;
  /** Absent when it is gone; then it is what it was probably renamed to, if there is such a one. */
  readonly newer?: Definition;
  readonly renamed?: Definition;
  readonly findings: readonly Finding[];
}

export interface Added {
  readonly apis: number;
  readonly versions: number;
  readonly fields: number;
}

/** Compares by the name of the CustomResourceDefinition, which is what a cluster knows it by. */
export const compareDefinitions = (before: readonly Definition[], now: readonly Definition[]): Comparison => {
  const byName = new Map(now.map((definition) => [definition.name, definition] as const));
  const known = new Set(before.map(({ name }) => name));
  const news = now.filter(({ name }) => !known.has(name));
  const apis = before.map((older): ApiComparison => {
    const newer = byName.get(older.name);
    if (newer !== undefined)
      return { older, newer, findings: [...ownFindings(older, newer), ...crdifyFindings(older, newer)] };
    const renamed = news.find((definition) => isRenamed(older, definition));
    const findings: readonly Finding[] = [
      {
        rule: 'apiRemoval',
        change: renamed === undefined ? 'removed' : 'changed',
        old: older.name,
        ...(renamed !== undefined && { new: renamed.name }),
      },
    ];
    return { older, findings, ...(renamed !== undefined && { renamed }) };
  });
  return { apis, added: countAdded(apis, news) };
};

/** The same kind under another plural or group, or the same plural and group under another kind. */
const isRenamed = (older: Definition, newer: Definition): boolean =>
  textAt(older.names, 'kind') === textAt(newer.names, 'kind') ||
  (older.group !== newer.group && textAt(older.names, 'plural') === textAt(newer.names, 'plural'));

const countAdded = (apis: readonly ApiComparison[], news: readonly Definition[]): Added => {
  const pairs = apis.flatMap(({ older, newer }) => (newer === undefined ? [] : [[older, newer] as const]));
  const versions = pairs.flatMap(([older, newer]) =>
    newer.versions.filter(({ name }) => older.versions.every((version) => version.name !== name)),
  );
  const fields = pairs.flatMap(([older, newer]) =>
    commonVersions(older, newer).flatMap(([was, is]) =>
      [...is.fields].filter(([key, { path }]) => isProperty(path) && !was.fields.has(key)),
    ),
  );
  return { apis: news.length, versions: versions.length, fields: fields.length };
};
