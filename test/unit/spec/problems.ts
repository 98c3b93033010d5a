import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';

/** The problems of a spec as the user reads them, but warnings say so first. */
export const problemsOf = (input: string | Uint8Array): string[] =>
  loadSpec(input, 'operator.yaml').problems.map((problem) =>
    formatProblem(problem).replace(/^(\S+ {2})warning: /, 'warning: $1'),
  );
