/** The spec's text that a command begins with, and where its project is. */
import type { Loaded } from '../spec/load.ts';
import type { Outcome } from './outcome.ts';

export interface Draft {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The text or bytes of operator.yaml as it will be. */
  readonly text: string | Uint8Array;
  /** What `loadSpec` gives for that text: its problems are in the words of whoever wrote it. */
  readonly loaded: Pick<Loaded, 'spec' | 'problems'>;
}

/** A draft, or the outcome that comes instead. */
export type Drafted = Draft | { readonly outcome: Outcome };

export { SPEC_FILE } from '../apply/path.ts';
