/** Old versions of kinds of Flux in the user's own manifests, wherever an object or a reference to one stands. */
import { isObject, type JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { reportOldVersions } from '../spec/rules/versions-of-others.ts';
import { embeddedAt, under } from './embedded.ts';
import type { DeliveredDocument, DeliveredTree } from './tree.ts';

/** Each of them, in patches inside of a kustomization.yaml too. */
export const oldVersionProblems = ({ files }: DeliveredTree): readonly Problem[] =>
  files.filter(({ isManaged }) => !isManaged).flatMap(({ documents }) => documents.flatMap(problemsOf));

const problemsOf = (document: DeliveredDocument): readonly Problem[] => {
  const report = createReport(document.source);
  reportOldVersions(document.value, [], report);
  const inner = inlinePatches(document.value).flatMap(({ path, text }) =>
    embeddedAt(document, path, text)
      .documents.flatMap(problemsOf)
      .map((problem) => under(problem, path)),
  );
  return [...report.problems(), ...inner];
};

/** Patches that a kustomization.yaml has as texts. */
export const inlinePatches = (value: JsonValue): readonly { readonly path: Path; readonly text: string }[] => {
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
