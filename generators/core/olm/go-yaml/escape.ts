/** What stands behind a backslash in double quotes: the escapes of YAML 1.1, and one for the single quote (go-yaml's scannerc.go). */
import { at, type Cursor, skip, Unreadable } from './cursor.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The character that an escape stands for. Throws Unreadable for one that there is not, as the `\/` of JSON is for YAML 1.1. */
export const readEscape = (cursor: Cursor): string => {
  const { offset } = cursor;
  const name = at(cursor, 1);
  const length = DIGITS[name];
  const char =
    length === undefined ? ESCAPES[name] : characterOf(cursor.text.slice(offset + 2, offset + 2 + length), length);
  if (char === undefined)
    throw new Unreadable(
      offset,
      `OLM reads no escape \\${name}${length === undefined ? '' : cursor.text.slice(offset + 2, offset + 2 + length)}.`,
      'Write the character itself.',
    );
  skip(cursor, 2 + (length ?? 0));
  return char;
};

/** Of a code in hexadecimal; undefined for half of a character, of which JSON makes two escapes, and for what is beyond all. */
const characterOf = (digits: string, length: number): string | undefined => {
  if (digits.length < length || !/^[\da-fA-F]*$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  return (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff ? undefined : String.fromCodePoint(code);
};
