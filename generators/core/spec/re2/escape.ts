/** Escapes and bracketed classes of RE2, read from a place in the pattern. */
import { folded, negated, perlClass, posixClass, range, unicodeClass } from './classes.ts';
import { type Chars, PatternError } from './syntax.ts';

/** The characters of a pattern, and how far it is read. */
export interface Cursor {
  readonly chars: readonly string[];
  at: number;
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The set that `\d`, `\pL`, `\p{Greek}` means; undefined (and nothing read) when it is another escape. */
export const readClassEscape = (cursor: Cursor, fold: boolean): Chars | undefined => {
  const { chars, at } = cursor;
  const letter = chars[at + 1];
  if (chars[at] !== '\\' || letter === undefined) return undefined;
  if (letter !== 'p' && letter !== 'P') {
    const has = /[dswDSW]/.test(letter) ? perlClass(letter, fold) : undefined;
    if (has !== undefined) cursor.at += 2;
    return has;
  }
  const end = chars[at + 2] === '{' ? chars.indexOf('}', at) : at + 2;
  const text = end < 0 ? chars.slice(at).join('') : chars.slice(at, end + 1).join('');
  const name = text.replace(/^\\[pP]\{?(.*?)\}?$/su, '$1');
  const has = end < 0 ? undefined : unicodeClass(name.replace(/^\^/, ''));
  if (has === undefined)
    throw new PatternError(`has ${text}, which is no class of Unicode.`, 'Use \\p{L}, \\p{Lu} or \\p{Greek}.');
  cursor.at = end + 1;
  const meant = fold ? folded(has) : has;
  return (letter === 'P') === name.startsWith('^') ? meant : negated(meant);
};

/** The one character that an escape means. */
export const readEscape = (cursor: Cursor): number => {
  const { chars } = cursor;
  const start = cursor.at++;
  const letter = chars[cursor.at++];
  if (letter === undefined) throw new PatternError('ends in a backslash.', 'Double it to mean a backslash.');
  if (/[0-7]/.test(letter) && (letter === '0' || /[0-7]/.test(chars[cursor.at] ?? ''))) {
    let value = Number(letter);
    for (let i = 1; i < 3 && /^[0-7]$/.test(chars[cursor.at] ?? ''); i++)
      value = value * 8 + Number(chars[cursor.at++]);
    return value;
  }
  if (/[1-9]/.test(letter))
    throw new PatternError('refers back to a group, which RE2 cannot.', 'Use a rule in x-kubernetes-validations.');
  if (letter === 'x') return readHex(cursor, start);
  if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter]!;
  if (/[A-Za-z0-9]/.test(letter) || letter > '\x7f')
    throw new PatternError(`has the escape \\${letter}, which RE2 does not have.`, otherEscape(letter));
  return letter.codePointAt(0)!;
};

/** How RE2 writes what other dialects have an escape for. */
const otherEscape = (letter: string): string =>
  letter === 'Z' || letter === 'G'
    ? 'Use \\z for the end, \\A for the beginning.'
    : letter === 'u'
      ? 'Use \\x{…} for a character by its number.'
      : letter === 'h' || letter === 'R'
        ? 'Use \\s, or the characters in brackets.'
        : 'Remove the backslash, or double it to mean a backslash.';

const readHex = (cursor: Cursor, start: number): number => {
  const text = cursor.chars.slice(cursor.at).join('');
  const [whole, braced, two] = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(text) ?? [];
  const value = Number.parseInt(braced ?? two ?? '', 16);
  if (whole === undefined || value > 0x10ffff)
    throw new PatternError(
      `has ${cursor.chars.slice(start, start + 4).join('')}, which is no character.`,
      'Use \\x and two hexadecimal digits, or \\x{…} with up to 10FFFF.',
    );
  cursor.at += whole.length;
  return value;
};

/** `[…]`, from its bracket on. */
export const readBracket = (cursor: Cursor, fold: boolean): Chars => {
  const { chars } = cursor;
  cursor.at++;
  const not = chars[cursor.at] === '^';
  if (not) cursor.at++;
  const sets: Chars[] = [];
  for (let first = true; first || chars[cursor.at] !== ']'; first = false) {
    const set = readNamed(cursor, fold) ?? readClassEscape(cursor, fold);
    if (set !== undefined) {
      sets.push(set);
      continue;
    }
    const start = cursor.at;
    const low = readMember(cursor);
    let high = low;
    if (chars[cursor.at] === '-' && chars[cursor.at + 1] !== undefined && chars[cursor.at + 1] !== ']') {
      cursor.at++;
      high = readMember(cursor);
    }
    if (high < low)
      throw new PatternError(
        `has the range ${chars.slice(start, cursor.at).join('')}, which runs backwards.`,
        'Swap its ends, or put the dash last.',
      );
    sets.push(fold ? folded(range(low, high)) : range(low, high));
  }
  cursor.at++;
  const has: Chars = (char) => sets.some((set) => set(char));
  return not ? negated(has) : has;
};

const readMember = (cursor: Cursor): number => {
  const char = cursor.chars[cursor.at];
  if (char === undefined) throw new PatternError('has a [ without its ].', 'Close it, or write \\[ for the character.');
  if (char === '\\') return readEscape(cursor);
  cursor.at++;
  return char.codePointAt(0)!;
};

const readNamed = (cursor: Cursor, fold: boolean): Chars | undefined => {
  const text = cursor.chars.slice(cursor.at, cursor.at + 2).join('');
  if (text !== '[:') return undefined;
  const rest = cursor.chars.slice(cursor.at + 2);
  const end = rest.findIndex((char, i) => char === ':' && rest[i + 1] === ']');
  if (end < 0) return undefined;
  const name = rest.slice(0, end).join('');
  const has = posixClass(name, fold);
  if (has === undefined)
    throw new PatternError(`has [:${name}:], which is no class.`, 'Use e.g. [:alpha:], [:digit:] or [:alnum:].');
  cursor.at += end + 4;
  return has;
};
