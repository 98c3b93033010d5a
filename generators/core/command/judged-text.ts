/** What a bundle was found to be, as text for people. */
import { printable } from '../olm/scorecard/text.ts';
import { formatProblem } from '../spec/problem.ts';
import type { Outcome } from './outcome.ts';

/** A line a problem, and the verdict. */
export const judgedText = ({ request, problems }: Extract<Outcome, { type: 'judged' }>): string => {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const verdict =
    problems.length === 0
      ? `${request.folder} is as OLM wants it.`
      : `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}.`;
  return [...problems.map((problem) => `  ${printable(formatProblem(problem))}`), verdict, ''].join('\n');
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
