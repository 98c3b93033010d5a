/**
 * Two definitions of one name by the rules of crdify (sigs.k8s.io/crdify) in its default configuration: the same set of version, field
 * and rule. The names `pattern` and `nullable` are those of its main branch; its release 0.5.0 says `unhandled` to both.
 */
import { compareVersions, removedFields } from './compare-versions.ts';
import type { Definition, Version } from './definition.ts';
import type { Finding } from './finding.ts';
import { compareServed } from './served-versions.ts';

/** Every incompatible change that crdify finds. */
export const crdifyFindings = (older: Definition, newer: Definition): readonly Finding[] => [
  ...scope(older, newer),
  ...storedVersionRemoval(older, newer),
  ...existingFieldRemoval(older, newer),
  ...commonVersions(older, newer).flatMap(([was, is]) => compareVersions(was, is, is.name)),
  ...compareServed(older, newer),
];

/** The versions that both have, as pairs of old and new, in the old one's order. */
export const commonVersions = (older: Definition, newer: Definition): readonly (readonly [Version, Version])[] =>
  older.versions.flatMap((was) => {
    const is = newer.versions.find(({ name }) => name === was.name);
    return is === undefined ? [] : [[was, is] as const];
  });

const scope = (older: Definition, newer: Definition): readonly Finding[] =>
  older.scope === newer.scope ? [] : [{ rule: 'scope', change: 'changed', old: older.scope, new: newer.scope }];

const storedVersionRemoval = (older: Definition, newer: Definition): readonly Finding[] => {
  const kept = new Set(newer.versions.map(({ name }) => name));
  const removed = older.storedVersions.filter((name) => !kept.has(name));
  return removed.length === 0 ? [] : [{ rule: 'storedVersionRemoval', change: 'removed', old: removed }];
};

const existingFieldRemoval = (older: Definition, newer: Definition): readonly Finding[] =>
  commonVersions(older, newer).flatMap(([was, is]) =>
    removedFields(was, is).map(({ property, path }): Finding => ({
      rule: 'existingFieldRemoval',
      version: is.name,
      property,
      path,
      change: 'removed',
    })),
  );
