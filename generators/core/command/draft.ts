/** The spec's text that a command begins with, and where its project is. */
import type { Change } from '../apply/change.ts';
import type { Imported } from '../import/import.ts';
import type { Loaded } from '../spec/load.ts';
import type { Outcome } from './outcome.ts';

export interface Draft {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The text or bytes of operator.yaml as it will be. */
  readonly text: string | Uint8Array;
  /** What `loadSpec` gives for that text: its problems are in the words of whoever wrote it. */
  readonly loaded: Loaded;
  /** Only the spec is written, to a file of this name; absent: the whole project is. */
  readonly file?: string;
  /** What is written beside that file. */
  readonly beside?: readonly Change[];
  /** What was made of CRDs. */
  readonly imported?: ImportReport;
}

/** What `import` has to say about what it did. */
export interface ImportReport extends Imported {
  /** The spec, as the user would name it. */
  readonly file: string;
  /** The spec was there before. */
  readonly isAddition: boolean;
  /** The spec is that of a generated project, which is generated anew. */
  readonly isProject: boolean;
}

/** A draft, or the outcome that comes instead. */
export type Drafted = Draft | { readonly outcome: Outcome };

export { SPEC_FILE } from '../apply/path.ts';
