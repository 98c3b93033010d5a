/**
 * A place in a text that is read character by character, as go-yaml's scanner does (yamlprivateh.go, scannerc.go): what ends a line for it
 * are the breaks of YAML 1.1, and columns count characters, not UTF-16's units.
 */

export interface Mark {
  /** Into the text. */
  readonly offset: number;
  /** Characters before it. */
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

export type Cursor = { readonly text: string } & { -readonly [K in keyof Mark]: Mark[K] };

/** What go-yaml does not read of a text, and where; it stops there. */
export class Unreadable extends Error {
  readonly offset: number;
  readonly hint: string | undefined;
  constructor(offset: number, message: string, hint?: string) {
    super(message);
    this.offset = offset;
    this.hint = hint;
  }
}

/** What a reader of YAML finds no fault with: no data for JSON, not what its tag says, too deep, or not cut where OLM cuts. */
export class Undecodable extends Unreadable {}

/** At the first character of a text. */
export const cursorAt = (text: string): Cursor => ({ text, offset: 0, index: 0, line: 0, column: 0 });

export const markOf = ({ offset, index, line, column }: Cursor): Mark => ({ offset, index, line, column });

/** What stands behind the last character: no text has it, so it is not mistaken for one. */
export const END = '\0';

/** The character so far ahead. */
export const at = ({ text, offset }: Cursor, ahead = 0): string => text[offset + ahead] ?? END;

export const isBreak = (char: string): boolean =>
  char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';
export const isBlank = (char: string): boolean => char === ' ' || char === '\t';
export const isBreakOrEnd = (char: string): boolean => char === END || isBreak(char);
export const isBlankOrEnd = (char: string): boolean => isBlank(char) || isBreakOrEnd(char);
/** Of names of anchors, directives and handles. */
export const isWord = (char: string): boolean => /^[\w-]$/.test(char);

/** Passes over characters that are no breaks. */
export const skip = (cursor: Cursor, count = 1): void => {
  for (let i = 0; i < count; i++) {
    const unit = cursor.text.charCodeAt(cursor.offset++);
    // The second half of a character counts with the first.
    if (unit >= 0xdc00 && unit <= 0xdfff) continue;
    cursor.index++;
    cursor.column++;
  }
};

/** Passes over a run of characters that a pattern has, which is sticky; most of a text is such runs. */
export const readRun = (cursor: Cursor, pattern: RegExp): string => {
  pattern.lastIndex = cursor.offset;
  const [run = ''] = pattern.exec(cursor.text) ?? [];
  const characters = run.length - (run.match(SECOND_HALVES)?.length ?? 0);
  cursor.offset += run.length;
  cursor.index += characters;
  cursor.column += characters;
  return run;
};

const SECOND_HALVES = /[\udc00-\udfff]/g;

/** Up to the end of the line. */
export const LINE = /[^\n\r\u0085\u2028\u2029]+/y;
/** What ends no scalar, wherever in it it stands. */
export const LETTERS = /[\w./=+()-]+/y;

export const read = (cursor: Cursor): string => {
  const char = at(cursor);
  skip(cursor);
  return char;
};

/**
 * Passes over a break, and gives what is left of it in a text: LS and PS stay what they are. Whoever cut the lines took CRLF for a line
 * feed, before which a CR is CRLF again.
 */
export const readBreak = (cursor: Cursor): string => {
  const char = at(cursor);
  if (!isBreak(char)) return '';
  const { length } = /^\r{0,2}\n/.exec(cursor.text.slice(cursor.offset, cursor.offset + 3))?.[0] ?? char;
  cursor.offset += length;
  cursor.index += length;
  cursor.line++;
  cursor.column = 0;
  return char === '\u2028' || char === '\u2029' ? char : '\n';
};

/** Passes over blanks, and a comment behind them: to the end of the line, or to what else stands there. */
export const skipToComment = (cursor: Cursor): void => {
  while (isBlank(at(cursor))) skip(cursor);
  skipComment(cursor);
};

export const skipComment = (cursor: Cursor): void => {
  if (at(cursor) === '#') readRun(cursor, LINE);
};

/** Whether a line begins here that begins or ends a document. */
export const isDocumentIndicator = (cursor: Cursor): boolean =>
  cursor.column === 0 &&
  ['---', '...'].some((indicator) => cursor.text.startsWith(indicator, cursor.offset)) &&
  isBlankOrEnd(at(cursor, 3));
