/** An outcome as text for people: a table of what happens to each file, then one line that says what was done. */
import { type Change, type ChangeSet, conflictsOf, isWrite, writesOf } from '../apply/change.ts';
import type { Owner } from '../plan/plan.ts';
import { type Problem, formatProblem } from '../spec/problem.ts';
import type { Missing, Outcome } from './outcome.ts';
import type { ImportReport } from './draft.ts';
import type { Io } from './io.ts';
import { SPEC_FILE } from './draft.ts';
import { breaking, compatible } from './evolution-text.ts';
import { judgedText } from './judged-text.ts';
import { nextSteps, releaseLine } from './next.ts';
import { publishedLines, pushedBefore, takenLines } from './publish-text.ts';

export interface Report {
  /** For stdout and stderr; empty, or ending in a newline. */
  readonly out: string;
  readonly err: string;
}

const OWNERS: Readonly<Record<Owner, string>> = {
  managed: 'generated',
  seeded: 'yours',
  merged: 'merged',
  released: 'released',
};

/** The report of an outcome. `seconds` is how long it took; `diff` the changes line by line, empty unless asked for. */
export const textReport = (outcome: Outcome, io: Pick<Io, 'cwd'>, seconds: number, diff: string): Report => {
  switch (outcome.type) {
    case 'done':
      return {
        out: lines(
          ...table(outcome.set),
          diff,
          ...importedLines(outcome.imported),
          ...summary(outcome, seconds),
          ...releaseLine(outcome),
          ...nextSteps(outcome, io.cwd),
        ),
        err: lines(...outcome.warnings.map(indented)),
      };
    case 'drift':
    case 'breaking':
    case 'conflict':
      return refusal(outcome, diff);
    case 'problems':
      return {
        out: '',
        err: lines(...outcome.problems.map(indented), `${counted(errors(outcome.problems))} ${ending(outcome)}`),
      };
    case 'published':
      return { out: lines(...publishedLines(outcome, seconds)), err: lines(...outcome.warnings.map(indented)) };
    case 'taken':
      return { out: '', err: lines(...outcome.warnings.map(indented), ...takenLines(outcome)) };
    case 'judged':
      return { out: judgedText(outcome), err: '' };
    case 'not-empty':
      return { out: '', err: notEmpty(outcome.root, outcome.entries) };
    case 'missing':
      return { out: '', err: missingReport(outcome.missing) };
    case 'interrupted':
      return { out: '', err: `Interrupted. ${ending(outcome)}\n` };
  }
};

const lines = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part) => (part.endsWith('\n') ? part : `${part}\n`))
    .join('');

const indented = (problem: Problem): string => `  ${formatProblem(problem)}`;

const errors = (problems: readonly Problem[]): number => problems.filter(({ severity }) => severity === 'error').length;

const counted = (count: number): string => `${count} ${count === 1 ? 'problem' : 'problems'}.`;

/** What was done, and what not, when something is wrong. */
const ending = (outcome: Outcome): string => {
  if (outcome.request.command !== 'publish') return 'Nothing was written.';
  return pushedBefore('pushed' in outcome ? outcome.pushed : undefined);
};

/** What is written, and what is kept although it differs; nothing when all is as it was. */
const table = (set: ChangeSet): readonly string[] => {
  const isNews = (change: Change): boolean => isWrite(change) || change.action === 'keep';
  const rows = set.changes.some(isWrite)
    ? set.changes.filter(isNews)
    : set.changes.filter(({ action, note }) => action === 'keep' && note !== undefined);
  const width = Math.min(60, Math.max(0, ...rows.map(({ path }) => path.length)));
  return rows.map(
    ({ path, action, owner, note }) =>
      `  ${action.padEnd(8)} ${path.padEnd(width)}  ${OWNERS[owner]}${note === undefined ? '' : `: ${note}`}`,
  );
};

/** What became of each CRD, and what the operator is called where that was decided here. */
const importedLines = (imported: ImportReport | undefined): readonly string[] => {
  if (imported === undefined) return [];
  const { file, name, domain, apis, isAddition } = imported;
  const rows = apis.map(({ crd, action }) => `  ${action === 'added' ? 'added' : 'as is'}    ${crd}`);
  const more = rows.length - MOST_ENTRIES;
  return [
    ...rows.slice(0, MOST_ENTRIES),
    more > 0 ? `  … and ${more} more` : '',
    isAddition ? '' : `The operator is ${name}, its domain ${domain}: --name and --domain, or ${file}, say otherwise.`,
  ];
};

const VERBS = [
  ['create', 'created'],
  ['update', 'updated'],
  ['merge', 'merged'],
  ['delete', 'deleted'],
] as const;

const summary = (
  { request, set, evolution }: Extract<Outcome, { type: 'done' }>,
  seconds: number,
): readonly string[] => {
  const dry = request.dryRun || request.command === 'check';
  const counts = VERBS.map(
    ([action, verb]) => [set.changes.filter((change) => change.action === action).length, verb] as const,
  ).filter(([count]) => count > 0);
  if (writesOf(set).length === 0) {
    return [
      request.command === 'check' ? `Everything is as ${SPEC_FILE} says.` : 'Nothing changed.',
      ...(evolution === undefined ? [] : [compatible(evolution)]),
      ...(request.dryRun ? [DRY] : []),
    ];
  }
  if (counts.length === 0)
    return dry
      ? ['Only .k8s-operator/ would be brought up to date.', DRY]
      : ['Only .k8s-operator/ was brought up to date.'];
  const words = counts.map(([count, verb], index) =>
    index === 0 ? `${count} ${count === 1 ? 'file' : 'files'} ${verb}` : `${count} ${verb}`,
  );
  return dry
    ? [`${words.join(', ').replace(/^(\d+ files?) /, '$1 would be ')}.`, DRY]
    : [`${words.join(', ')} in ${seconds.toFixed(1)} s.`];
};

const DRY = 'Nothing was written (dry run).';

/** One line a file that stands in the way, or that is not as planned. */
const refusal = (outcome: Extract<Outcome, { type: 'drift' | 'breaking' | 'conflict' }>, diff: string): Report => {
  const { type, set, warnings } = outcome;
  const differences = type === 'conflict' ? conflictsOf(set) : driftOf(set);
  const rows = differences.map(({ path, note }) => `  ${path}  ${note}`);
  const last =
    type === 'breaking'
      ? breaking(outcome.evolution, errors(warnings))
      : `${counted(rows.length + errors(warnings))} ${ending(outcome)}`;
  const remedy = type === 'drift' && differences.some(({ action }) => action !== 'conflict') ? UPDATE : '';
  return { out: lines(diff), err: lines(...warnings.map(indented), ...rows, remedy, last) };
};

/** Of all that drifted, and so said once. */
const UPDATE = `Run "k8s-operator update": it makes all of it as ${SPEC_FILE} says.`;

const DRIFT: Readonly<Partial<Record<Change['action'], string>>> = {
  create: 'is missing.',
  update: 'is out of date.',
  merge: 'lacks what is newly generated.',
  delete: 'is no longer generated.',
};

/** Every difference between the project and its plan; a conflict with its remedy, which is its own. */
const driftOf = (set: ChangeSet): readonly Pick<Change, 'path' | 'action' | 'note'>[] => {
  const changes = set.changes.filter((change) => isWrite(change) || change.action === 'conflict');
  const shown = changes.length > 0 ? changes : set.records.filter(isWrite);
  return shown.map(({ path, action, note }) => ({
    path,
    action,
    note: action === 'conflict' ? (note ?? '') : (DRIFT[action] ?? ''),
  }));
};

const MOST_ENTRIES = 20;

const notEmpty = (root: string, entries: readonly string[]): string => {
  const more = entries.length - MOST_ENTRIES;
  return lines(
    `${root} is not empty:`,
    ...entries.slice(0, MOST_ENTRIES).map((entry) => `  ${JSON.stringify(entry).slice(1, -1)}`),
    more > 0 ? `  … and ${more} more` : '',
    entries.includes(SPEC_FILE)
      ? 'There is an operator already: run "k8s-operator update" in it, or choose another folder with --output.'
      : 'Choose another folder with --output, or use this one with --force (no file in it is overwritten).',
    'Nothing was written.',
  );
};

const missingReport = (missing: readonly Missing[]): string => {
  const width = Math.max(...missing.map(({ name }) => name.length));
  return lines(
    'Missing, and there is no terminal to ask on:',
    ...missing.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`),
    'Nothing was written.',
  );
};
