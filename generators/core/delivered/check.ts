/**
 * The user's own files of the deliveries: manifests below deploy/, values of charts. Given a project and its model, gives every problem
 * in them that a cluster would tell hours later, or never: versions of Flux's kinds that are gone, substitutions that change a type,
 * values that the chart refuses. Reads, never writes.
 */
import type { Model } from '../model/model.ts';
import { chartFiles } from '../plan/chart.ts';
import { fluxFiles } from '../plan/flux.ts';
import type { PlannedFile } from '../plan/plan.ts';
import type { Problem } from '../spec/problem.ts';
import { substitutionProblems } from './substitution/check.ts';
import { textProblems } from './substitution/texts.ts';
import { missingProblems } from './missing.ts';
import { syntaxProblems } from './syntax.ts';
import { readTree } from './tree.ts';
import { valuesProblems } from './values/check.ts';
import { oldVersionProblems } from './versions.ts';

/** Sorted by file and position. `plan` is that of the model, where it is there already. Throws a Fault for what cannot be read. */
export const checkDelivered = async (
  root: string,
  model: Model,
  plan: readonly PlannedFile[] = [...chartFiles(model), ...fluxFiles(model)],
): Promise<readonly Problem[]> => {
  const tree = readTree(root, plan);
  const problems = [
    ...syntaxProblems(tree),
    ...missingProblems(tree, model),
    ...oldVersionProblems(tree),
    ...textProblems(tree),
    ...substitutionProblems(tree, model),
    ...(await valuesProblems(root, tree, plan)),
  ];
  return problems.toSorted(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
