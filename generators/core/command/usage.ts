/** A command line that cannot be understood: what is wrong with it and what to type instead. Exit code 64. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
