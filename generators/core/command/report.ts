/** Prints an outcome: text or JSON, with the diff when it was asked for. */
import { isWrite } from '../apply/change.ts';
import { jsonReport } from './json-report.ts';
import type { Outcome } from './outcome.ts';
import { type Report, textReport } from './text-report.ts';

/** What goes to stdout and stderr. With --json, stdout has exactly one document. */
export const reportOf = async (outcome: Outcome, cwd: string, seconds: number): Promise<Report> => {
  const diffs = await diffsOf(outcome);
  if (outcome.request.json) return { out: jsonReport(outcome, diffs), err: '' };
  return textReport(outcome, cwd, seconds, [...diffs.values()].join(''));
};

/** The diff of each file that is, would be, or cannot be written. */
const diffsOf = async (outcome: Outcome): Promise<ReadonlyMap<string, string>> => {
  if (!('set' in outcome) || !(outcome.request.diff || outcome.type === 'conflict')) return new Map();
  const { diffOf } = await import('../apply/diff.ts');
  const shown = outcome.set.changes.filter(
    (change) => change.action === 'conflict' || (outcome.request.diff && isWrite(change)),
  );
  return new Map(shown.map((change) => [change.path, diffOf(change)]));
};
