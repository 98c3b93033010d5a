/** What the rules find in the documents of a bundle, each at its place. */
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import { type At, createReport, type Report } from '../../spec/report.ts';
import type { Source } from '../../spec/source.ts';
import type { BundleDocument } from '../bundle-file.ts';

type Tell = (document: BundleDocument, path: Path, message: string, hint?: string, at?: At) => void;

export interface Findings {
  readonly error: Tell;
  readonly warning: Tell;
  /** About a file or a folder as a whole. */
  readonly add: (problem: Problem) => void;
  readonly problems: () => readonly Problem[];
}

/** No findings yet. */
export const createFindings = (): Findings => {
  const reports = new Map<Source, Report>();
  const others: Problem[] = [];
  const reportOf = ({ source }: BundleDocument): Report => {
    const report = reports.get(source) ?? createReport(source);
    reports.set(source, report);
    return report;
  };
  return {
    error: (document, ...finding) => reportOf(document).error(...finding),
    warning: (document, ...finding) => reportOf(document).warning(...finding),
    add: (problem) => others.push(problem),
    problems: () => [...others, ...[...reports.values()].flatMap((report) => report.problems())],
  };
};
