/** Characters, escapes and bracketed classes of RE2, read at a place in the pattern and spelt for JavaScript's flag `v`. */

/** A pattern, and how far it is read. */
export interface Cursor {
  readonly pattern: string;
  at: number;
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: '\\t\\x20',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E',
  punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  space: '\\t\\n\\v\\f\\r\\x20',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const PERL: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r\\x20', w: '0-9A-Za-z_' };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Throws an Error in Go's words. */
export function refuse(what: string, text: string): never {
  throw new Error(`error parsing regexp: ${what}: \`${text}\``);
}

/** A character that means itself. */
export const characterOf = (char: string): string =>
  /^[A-Za-z0-9]$/.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** A class by its escape, or one character, escaped or not. */
export const classOf = (cursor: Cursor): string => named(cursor) ?? one(cursor);

/** `[…]`, from its bracket on. */
export function bracketOf(cursor: Cursor): string {
  const { pattern } = cursor;
  const start = cursor.at;
  cursor.at += 1;
  const not = pattern[cursor.at] === '^';
  if (not) cursor.at += 1;
  let members = '';
  for (let first = true; first || pattern[cursor.at] !== ']'; first = false) {
    if (cursor.at >= pattern.length) refuse('missing closing ]', pattern.slice(start));
    const set = posix(cursor) ?? named(cursor);
    if (set !== undefined) {
      members += set;
      continue;
    }
    const from = cursor.at;
    members += one(cursor);
    if (pattern[cursor.at] === '-' && (pattern[cursor.at + 1] ?? ']') !== ']') {
      const low = codeOf(members);
      cursor.at += 1;
      const high = one(cursor);
      if (codeOf(high) < low) refuse('invalid character class range', pattern.slice(from, cursor.at));
      members += `-${high}`;
    }
  }
  cursor.at += 1;
  return `[${not ? '^' : ''}${members}]`;
}

/** The code of the last character that was spelt. */
const codeOf = (spelt: string): number => {
  const [, hex] = /\\u\{([0-9a-f]+)\}$/.exec(spelt) ?? [];
  return hex === undefined ? spelt.charCodeAt(spelt.length - 1) : Number.parseInt(hex, 16);
};

function posix(cursor: Cursor): string | undefined {
  const [whole, not, name = ''] = /^\[:(\^?)(\w+):\]/.exec(cursor.pattern.slice(cursor.at)) ?? [];
  if (whole === undefined) return undefined;
  if (!Object.hasOwn(POSIX, name)) refuse('invalid character class range', whole);
  cursor.at += whole.length;
  return `[${not}${POSIX[name]}]`;
}

function named(cursor: Cursor): string | undefined {
  const [whole, letter = '', short, long] =
    /^\\(?:([dswDSW])|[pP](?:([^{])|\{([^}]*)\}))/u.exec(cursor.pattern.slice(cursor.at)) ?? [];
  if (whole === undefined) return undefined;
  cursor.at += whole.length;
  const name = short ?? long;
  if (name === undefined) return `[${letter === letter.toLowerCase() ? '' : '^'}${PERL[letter.toLowerCase()]}]`;
  const property = [name.replace('^', ''), `Script=${name.replace('^', '')}`].find(isProperty);
  if (property === undefined) return refuse('invalid character class range', whole);
  return `\\${whole.startsWith('\\P') === name.startsWith('^') ? 'p' : 'P'}{${property}}`;
}

const isProperty = (name: string): boolean => {
  try {
    return new RegExp(`\\p{${name}}`, 'u').source !== '';
  } catch {
    return false;
  }
};

/** By number in one of three ways, or by a letter or sign. */
const ESCAPE = /^\\(?:x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))|(0[0-7]{0,2}|[1-7][0-7]{1,2})|(.))/su;

function one(cursor: Cursor): string {
  const rest = cursor.pattern.slice(cursor.at);
  if (!rest.startsWith('\\')) {
    const [char = ''] = rest;
    cursor.at += char.length;
    return characterOf(char);
  }
  const [whole, braced, two, octal, char] = ESCAPE.exec(rest) ?? [];
  const hex = braced ?? two;
  if (whole === undefined) return refuse('trailing backslash at end of expression', '');
  cursor.at += whole.length;
  if (hex !== undefined) return spelt(Number.parseInt(hex, 16), whole);
  if (octal !== undefined) return spelt(Number.parseInt(octal, 8), whole);
  if (char !== undefined && Object.hasOwn(CONTROLS, char)) return spelt(CONTROLS[char] ?? 0, whole);
  if (char === undefined || /[A-Za-z0-9\u0080-\u{10FFFF}]/u.test(char)) return refuse('invalid escape sequence', whole);
  return characterOf(char);
}

const spelt = (code: number, text: string): string =>
  code > 0x10ffff ? refuse('invalid escape sequence', text) : characterOf(String.fromCodePoint(code));
