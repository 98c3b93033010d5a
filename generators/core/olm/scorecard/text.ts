/** The scorecard for people. */
import { formatProblem } from '../../spec/problem.ts';
import type { TestResult } from './test.ts';

/** A line for each test, what it found below it, and how many pass. */
export const scorecardText = (results: readonly TestResult[]): string => {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const passed = results.filter(({ state }) => state === 'pass').length;
  return [
    ...results.flatMap(({ name, state, description, problems }) => [
      `${state}  ${name.padEnd(width)}  ${description}`,
      ...problems.map((problem) => `      ${printable(formatProblem(problem))}`),
    ]),
    `${passed} of ${results.length} tests pass.`,
    '',
  ].join('\n');
};

/** A bundle is somebody else's text: what would move the cursor, colour, or turn around what is read is shown as what it is. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
