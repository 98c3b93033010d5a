/** What is wrong with an expression. */
export interface Fault {
  /** One sentence with its full stop, lower case. */
  readonly message: string;
  readonly hint?: string;
  /** Offset in the expression's text. */
  readonly at: number;
}

/** Ends parsing, which cannot go on after a fault. */
export class SyntaxFault extends Error {
  readonly fault: Fault;
  constructor(message: string, at: number, hint?: string) {
    super(message);
    this.fault = { message, at, ...(hint !== undefined && { hint }) };
  }
}
