/** What a run needs of the world around it, besides the file system. */
export interface Io {
  /** The folder that relative paths are relative to. */
  readonly cwd: string;
  /** Asks the user; undefined when there is nobody to ask. Rejects with an Interrupted when the user leaves. */
  readonly ask?: ((questions: readonly Question[]) => Promise<Answers>) | undefined;
  /** All of stdin; undefined when there is none. */
  readonly stdin?: (() => Uint8Array) | undefined;
  /** Tells what is being done while it takes long; undefined when that is over. */
  readonly progress?: ((words: string | undefined) => void) | undefined;
  /** For what should be left in order; without it, Ctrl-C ends the process. */
  readonly interrupt?: (() => Interruption) | undefined;
  /** A text with lines to type, as they are typed here; without it, as where the bin is on the path. */
  readonly typed?: ((text: string) => string) | undefined;
  /** Version of this generator. */
  readonly version: string;
}

export interface Interruption {
  /** Aborted by Ctrl-C, with an Interrupted. */
  readonly signal: AbortSignal;
  readonly release: () => void;
}

type Answers = Readonly<Record<string, string>>;

export interface Question {
  readonly name: string;
  readonly message: string;
  readonly default?: string | ((answers: Answers) => string);
  /** True, or what is wrong with the answer. `answers` are those before it. */
  readonly validate: (answer: string, answers: Answers) => true | string;
}

/** The user left by Ctrl-C. */
export class Interrupted extends Error {}
