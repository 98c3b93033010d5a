/** The spec's text that a command begins with, and where its project is. */
import type { Problem } from '../spec/problem.ts';
import type { Outcome } from './outcome.ts';

export interface Draft {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The text or bytes of operator.yaml as it will be. */
  readonly text: string | Uint8Array;
  /** The spec's name in problems. */
  readonly file: string;
  /** Says a problem in the words that the user typed; absent when the user wrote the text. */
  readonly translate?: (problem: Problem) => Problem;
}

/** A draft, or the outcome that comes instead. */
export type Drafted = Draft | { readonly outcome: Outcome };

/** The user's one input, in the project's folder. */
export const SPEC_FILE = 'operator.yaml';
