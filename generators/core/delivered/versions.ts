/** Old versions of kinds of Flux in the user's own manifests, wherever an object or a reference to one stands. */
import { isObject, type JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport, type Report } from '../spec/report.ts';
import { oldVersion } from '../spec/flux-versions.ts';
import { quote } from '../spec/near.ts';
import { reportOldVersions } from '../spec/rules/versions-of-others.ts';
import { embeddedAt, under } from './embedded.ts';
import { asKustomize } from './kustomize.ts';
import type { DeliveredDocument, DeliveredTree } from './tree.ts';

/** Each of them, in patches inside of a kustomization.yaml too. */
export const oldVersionProblems = ({ files }: DeliveredTree): readonly Problem[] =>
  files.filter(({ isManaged }) => !isManaged).flatMap(({ documents }) => documents.flatMap(problemsOf));

const problemsOf = (document: DeliveredDocument): readonly Problem[] => {
  const report = createReport(document.source);
  reportOldVersions(document.value, [], report);
  reportOldTargets(document.value, [], report);
  const inner = patchesBelow(document.value).flatMap(({ path, text }) =>
    embeddedAt(document, path, text, asKustomize)
      .documents.flatMap(problemsOf)
      .map((problem) => under(problem, path)),
  );
  return [...report.problems(), ...inner];
};

/** A target of a version that no object has: the patch then is not applied, and nobody says so. */
const reportOldTargets = (value: JsonValue, path: Path, report: Report): void => {
  for (const [key, item] of childrenOf(value)) {
    reportOldTargets(item, [...path, key], report);
    if (key !== 'target' || !isObject(item)) continue;
    const { group, version, kind } = item;
    if (typeof group !== 'string' || typeof version !== 'string' || typeof kind !== 'string') continue;
    const old = oldVersion(`${group}/${version}`, kind);
    if (old !== undefined)
      report.error(
        [...path, 'target', 'version'],
        `Flux no longer has ${kind} in ${quote(old.apiVersion)}.`,
        `Leave the version out: the patch then is for ${old.current}, too.`,
      );
  }
};

const childrenOf = (value: JsonValue): readonly (readonly [string | number, JsonValue])[] => {
  if (Array.isArray(value)) return [...(value as readonly JsonValue[]).entries()];
  return isObject(value) ? (Object.entries(value) as [string, JsonValue][]) : [];
};

export interface InlinePatch {
  readonly path: Path;
  readonly text: string;
}

/** Those of a kustomization.yaml, and those of Flux's Kustomizations, HelmReleases and FluxInstances, which stand deeper. */
export const patchesBelow = (value: JsonValue): readonly InlinePatch[] => [
  ...inlinePatches(value),
  ...childrenOf(value).flatMap(([key, item]) =>
    patchesBelow(item).map(({ path, text }) => ({ path: [key, ...path], text })),
  ),
];

/** Patches that a kustomization.yaml has as texts. */
export const inlinePatches = (value: JsonValue): readonly InlinePatch[] => {
  if (!isObject(value)) return [];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['patches', ['patch']],
    ['patchesJson6902', ['patch']],
    ['patchesStrategicMerge', []],
  ];
  return lists.flatMap(([list, field]) => {
    const items = value[list];
    if (!Array.isArray(items)) return [];
    return (items as readonly JsonValue[]).flatMap((item, i) => {
      const text = field.length === 0 ? item : isObject(item) ? item[field[0]!] : undefined;
      const isInline = typeof text === 'string' && (field.length > 0 || text.includes('\n'));
      return isInline ? [{ path: [list, i, ...field], text }] : [];
    });
  });
};
