/** Prints an outcome: text or JSON, with the diff when it was asked for. */
import { type Change, isWrite } from '../apply/change.ts';
import type { Io } from './io.ts';
import { jsonReport } from './json-report.ts';
import type { Outcome } from './outcome.ts';
import { type Report, textReport } from './text-report.ts';

/** What goes to stdout and stderr. With --json, stdout has exactly one document. */
export const reportOf = async (outcome: Outcome, io: Pick<Io, 'cwd'>, seconds: number): Promise<Report> => {
  if (outcome.type === 'judged' && outcome.request.command === 'scorecard') {
    const { scorecardReport } = await import('./scorecard-report.ts');
    return { out: scorecardReport(outcome.request.format, outcome.tests), err: '' };
  }
  const diffs = await diffsOf(outcome);
  if (outcome.request.json) return { out: jsonReport(outcome, diffs), err: '' };
  return textReport(outcome, io, seconds, [...diffs.values()].join(''));
};

/** With --diff, of each file that is, would be, or cannot be written; a merge that failed is always shown. */
const diffsOf = async (outcome: Outcome): Promise<ReadonlyMap<string, string>> => {
  if (!('set' in outcome) || !(outcome.request.diff || outcome.type === 'conflict')) return new Map();
  const { diffOf } = await import('../apply/diff.ts');
  const { diff } = outcome.request;
  const isShown = (change: Change): boolean =>
    change.action === 'conflict' ? diff || change.owner === 'merged' : diff && isWrite(change);
  const shown = outcome.set.changes.filter(isShown);
  return new Map(shown.map((change) => [change.path, diffOf(change)]));
};
