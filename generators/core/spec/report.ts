import { formatPath, type Path } from './path.ts';
import type { Problem } from './problem.ts';
import { placeOf, type Source } from './source.ts';

/** Where in the text a problem is: at the value (the default), at its key, or at an offset. */
export type At = 'value' | 'key' | number;

/** Collects problems about a source, each with its position. */
export interface Report {
  readonly error: (path: Path, message: string, hint?: string, at?: At) => void;
  readonly warning: (path: Path, message: string, hint?: string, at?: At) => void;
  /** All problems so far, by position. */
  readonly problems: () => Problem[];
  /** Whether there is an error at the path or below it. */
  readonly failedAt: (path: Path) => boolean;
}

/** A report about a source. */
export const createReport = (source: Source): Report => {
  const problems: Problem[] = [];
  const known = new Set<string>();
  const add = (severity: Problem['severity'], path: Path, message: string, hint?: string, at?: At) => {
    const problem: Problem = {
      file: source.file,
      ...source.position(offsetOf(source, path, at ?? 'value')),
      path: formatPath(path),
      message,
      ...(hint !== undefined && { hint }),
      severity,
    };
    const key = `${problem.line} ${problem.path} ${message}`;
    if (!known.has(key)) problems.push(problem);
    known.add(key);
  };
  return {
    error: (...problem) => add('error', ...problem),
    warning: (...problem) => add('warning', ...problem),
    problems: () => sortProblems(problems),
    failedAt: (path) => {
      const prefix = formatPath(path);
      return problems.some(
        ({ path, severity }) =>
          severity === 'error' && path.startsWith(prefix) && !/^[\w$-]/.test(path.slice(prefix.length)),
      );
    },
  };
};

/** By position; those about the whole file first. */
export const sortProblems = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));

/** The offset of a path's value or key; of its nearest ancestor when the path itself is not in the document. */
const offsetOf = (source: Source, path: Path, at: At): number => {
  if (typeof at === 'number') return at;
  for (let length = path.length; length >= 0; length--) {
    const plain = source.plain?.offsetsOf(path.slice(0, length));
    if (source.plain !== undefined && plain === undefined) continue;
    const offset = at === 'key' || length < path.length ? (plain?.key ?? plain?.value) : plain?.value;
    if (offset !== undefined) return offset;
    const { key, node } = placeOf(source.document, path.slice(0, length));
    const found = at === 'key' || length < path.length ? (key ?? node) : (node ?? key);
    if (found?.range) return found.range[0];
  }
  return 0;
};
