/** What a test found as Operator SDK has it: errors and suggestions, each a text. */
import { formatProblem, type Problem } from '../../spec/problem.ts';
import type { TestResult } from './test.ts';

/** With places and hints. */
export const errorsOf = (result: TestResult): readonly string[] => texts(result, 'error');

/** With places and hints. */
export const suggestionsOf = (result: TestResult): readonly string[] => texts(result, 'warning');

const texts = ({ problems }: TestResult, severity: Problem['severity']): readonly string[] =>
  problems
    .filter((problem) => problem.severity === severity)
    // Whether it is an error or a warning is said by the list that it is in.
    .map((problem) => formatProblem({ ...problem, severity: 'error' }));
