/** What a pattern of RE2 is made of, once it is read. */

/** Whether a character (a code point) is meant. */
export type Chars = (char: number) => boolean;

export type Place = 'begin' | 'end' | 'lineBegin' | 'lineEnd' | 'wordBoundary' | 'noWordBoundary';

export type Node =
  | { readonly type: 'chars'; readonly has: Chars }
  | { readonly type: 'place'; readonly place: Place }
  | { readonly type: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly type: 'choice'; readonly nodes: readonly Node[] }
  /** `most` is absent where there is no end to it. */
  | { readonly type: 'repeat'; readonly node: Node; readonly least: number; readonly most?: number };

/** What RE2 refuses, in words that follow the pattern. */
export class PatternError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
