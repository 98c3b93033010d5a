/** Scalars: plain, quoted, and blocks (go-yaml's scannerc.go, which reads YAML 1.1 and folds lines as that has it). */
import {
  at,
  type Cursor,
  END,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDocumentIndicator,
  LETTERS,
  LINE,
  markOf,
  read,
  readBreak,
  readRun,
  skip,
  skipToComment,
  Unreadable,
} from './cursor.ts';
import { readEscape } from './escape.ts';
import { badHeader, tabAt } from './faults.ts';
import type { Scalar } from './token.ts';

/** Where a scalar stands. */
export interface Context {
  /** The column of the block that it is in; -1 outside of all. */
  readonly indent: number;
  readonly isFlow: boolean;
}

/** The break that ends a line, and those of the empty lines behind it: a space where there are none, and that break is no LS or PS. */
const fold = (first: string, others: string): string => {
  if (!first.startsWith('\n')) return first + others;
  return others === '' ? ' ' : others;
};

/** A plain scalar; `endsLine` says whether the last thing that it passed over was a break. */
export const scanPlain = (
  cursor: Cursor,
  { indent, isFlow }: Context,
): { readonly token: Scalar; readonly endsLine: boolean } => {
  const start = markOf(cursor);
  let [value, spaces, first, others] = ['', '', '', ''];
  let hasBreak = false;
  while (!isDocumentIndicator(cursor) && at(cursor) !== '#') {
    while (!isBlankOrEnd(at(cursor))) {
      if (at(cursor) === ':' && isBlankOrEnd(at(cursor, 1))) break;
      if (isFlow && ',?[]{}'.includes(at(cursor))) break;
      value += hasBreak ? fold(first, others) : spaces;
      [spaces, first, others, hasBreak] = ['', '', '', false];
      value += readRun(cursor, LETTERS) || read(cursor);
    }
    if (!isBlank(at(cursor)) && !isBreak(at(cursor))) break;
    while (isBlank(at(cursor)) || isBreak(at(cursor))) {
      if (isBreak(at(cursor))) {
        if (hasBreak) others += readBreak(cursor);
        else [spaces, first, hasBreak] = ['', readBreak(cursor), true];
      } else if (!hasBreak) spaces += read(cursor);
      else if (at(cursor) === '\t' && cursor.column <= indent) throw tabAt(cursor);
      else skip(cursor);
    }
    if (!isFlow && cursor.column <= indent) break;
  }
  return { token: { type: 'scalar', value, isPlain: true, start }, endsLine: hasBreak };
};

/** A quoted scalar. */
export const scanQuoted = (cursor: Cursor): Scalar => {
  const start = markOf(cursor);
  const quote = read(cursor);
  let value = '';
  for (;;) {
    if (isDocumentIndicator(cursor) || at(cursor) === END)
      throw new Unreadable(start.offset, 'a closing quote is missing.', 'Add it, or remove the opening one.');
    let hasBreak = false;
    while (!isBlankOrEnd(at(cursor))) {
      const isPair = quote === "'" && at(cursor) === quote && at(cursor, 1) === quote;
      if (at(cursor) === quote && !isPair) break;
      if (quote === '"' && at(cursor) === '\\' && isBreak(at(cursor, 1))) {
        skip(cursor);
        readBreak(cursor);
        hasBreak = true;
        break;
      }
      if (quote === '"' && at(cursor) === '\\') value += readEscape(cursor);
      else value += readRun(cursor, LETTERS) || read(cursor);
      if (isPair) skip(cursor);
    }
    if (at(cursor) === quote) break;
    value += readSpace(cursor, hasBreak);
  }
  skip(cursor);
  return { type: 'scalar', value, isPlain: false, start };
};

/** Blanks and breaks inside of quotes; behind an escaped break, which leaves nothing, blanks count for nothing. */
const readSpace = (cursor: Cursor, isEscaped: boolean): string => {
  let [spaces, first, others] = ['', '', ''];
  let hasBreak = isEscaped;
  while (isBlank(at(cursor)) || isBreak(at(cursor))) {
    if (isBreak(at(cursor))) {
      if (hasBreak) others += readBreak(cursor);
      else [spaces, first, hasBreak] = ['', readBreak(cursor), true];
    } else if (hasBreak) skip(cursor);
    else spaces += read(cursor);
  }
  return hasBreak ? (first === '' ? others : fold(first, others)) : spaces;
};

/** A block scalar, `|` or `>`. */
export const scanBlock = (cursor: Cursor, { indent: parent }: Context): Scalar => {
  const start = markOf(cursor);
  const isLiteral = read(cursor) === '|';
  const [header = '', sign, digit = '', digitFirst = digit, signLast = sign] =
    /^(?:([-+])(\d)?|(\d)([-+])?)?/.exec(cursor.text.slice(cursor.offset, cursor.offset + 2)) ?? [];
  if (digitFirst === '0') throw badHeader(start.offset);
  skip(cursor, header.length);
  skipToComment(cursor);
  if (!isBreakOrEnd(at(cursor))) throw badHeader(start.offset);
  readBreak(cursor);

  const given = digitFirst === '' ? 0 : Math.max(parent, 0) + Number(digitFirst);
  const begin = readBreaks(cursor, given, parent);
  const { indent } = begin;
  let [value, first, others, wasIndented] = ['', '', begin.breaks, false];
  while (cursor.column === indent && at(cursor) !== END) {
    const isIndented = isBlank(at(cursor));
    if (!isLiteral && first.startsWith('\n') && !wasIndented && !isIndented) value += others === '' ? ' ' : others;
    else value += first + others;
    wasIndented = isIndented;
    value += readRun(cursor, LINE);
    first = readBreak(cursor);
    others = readBreaks(cursor, indent, parent).breaks;
  }
  return {
    type: 'scalar',
    value: value + (signLast === '-' ? '' : first) + (signLast === '+' ? others : ''),
    isPlain: false,
    start,
  };
};

/** Empty lines, and how far a block is indented: as its first line, or the longest of those before it. */
const readBreaks = (
  cursor: Cursor,
  given: number,
  parent: number,
): { readonly breaks: string; readonly indent: number } => {
  let [breaks, widest] = ['', 0];
  const isBefore = (): boolean => given === 0 || cursor.column < given;
  for (;;) {
    while (isBefore() && at(cursor) === ' ') skip(cursor);
    widest = Math.max(widest, cursor.column);
    if (isBefore() && at(cursor) === '\t') throw tabAt(cursor);
    if (!isBreak(at(cursor))) break;
    breaks += readBreak(cursor);
  }
  return { breaks, indent: given === 0 ? Math.max(widest, parent + 1, 1) : given };
};
