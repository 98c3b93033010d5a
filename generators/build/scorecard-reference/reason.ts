/** What the reference of the scorecard says of a test beside what the test says of itself. */
export interface Reason {
  /** What goes wrong in a cluster or a console where the test does not pass. */
  readonly why: string;
  /** When it fails; each goes on from "when". */
  readonly fails: readonly string[];
  /** When it passes with a suggestion. */
  readonly suggests: readonly string[];
  readonly mend: string;
}
