/** What a test of the scorecard is, and what it answers. */
import type { Problem } from '../../spec/problem.ts';
import type { Findings } from '../validate/findings.ts';
import type { Subject } from './subject.ts';

/** `basic` and `olm` are Operator SDK's suites, `consistency` is ours. */
export type Suite = 'basic' | 'olm' | 'consistency';

export interface Test {
  /** In lower case, with dashes. */
  readonly name: string;
  readonly suite: Suite;
  /** What holds where it passes; one sentence. */
  readonly description: string;
  /** Tells what does not hold: an error fails the test, a warning is a suggestion. */
  readonly judge: (subject: Subject, findings: Findings) => void;
}

export interface TestResult {
  readonly name: string;
  readonly suite: Suite;
  readonly description: string;
  readonly state: 'pass' | 'fail';
  /** Errors, and suggestions as warnings, by file and place. */
  readonly problems: readonly Problem[];
}
