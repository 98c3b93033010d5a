/**
 * Given a pattern in Go's syntax (RE2), gives the source of a JavaScript expression that matches the same, to be compiled with the flag
 * `v`. Every character is spelt out, so nothing of JavaScript's own syntax comes in. Flags may stand anywhere, as in `^(?i)debug$`.
 */
import { bracketOf, characterOf, classOf, type Cursor, refuse } from './re2-class.ts';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const PLACES: Readonly<Record<string, string>> = { A: '(?:^)', z: '(?:$)', b: '(?:\\b)', B: '(?:\\B)' };
/** Go's limit. */
const MOST_COPIES = 1000;

/** Errors: one in Go's words for what RE2 does not have. */
export function toJavaScript(pattern: string): string {
  const cursor: Cursor = { pattern, at: 0 };
  const outer: Flags[] = [];
  let flags: Flags = { i: false, m: false, s: false };
  let source = '';
  const atom = (text: string): string => (flags.i ? `(?i:${text})` : text);
  while (cursor.at < pattern.length) {
    const rest = pattern.slice(cursor.at);
    const group = /^\((?:\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?([:)])))?/.exec(rest);
    const copies = /^\{(\d+)(?:,(\d*))?\}\??/.exec(rest);
    const [char = ''] = rest;
    if (group !== null) {
      const [whole, name, on = '', off = '', end] = group;
      if (/^\(\?[^:)]*$/.test(whole) && end === undefined && name === undefined)
        refuse('invalid or unsupported Perl syntax', rest.slice(0, 3));
      cursor.at += whole.length;
      if (end !== ')') outer.push(flags);
      flags = flagsAfter(flags, on, off);
      source += end === ')' ? '' : name !== undefined ? `(?<${name}>` : end === ':' ? '(?:' : '(';
    } else if (char === ')') {
      cursor.at += 1;
      flags = outer.pop() ?? refuse('unexpected )', pattern);
      source += ')';
    } else if (copies !== null) {
      if (Math.max(Number(copies[1]), Number(copies[2] ?? 0)) > MOST_COPIES) refuse('invalid repeat count', copies[0]);
      cursor.at += copies[0].length;
      source += copies[0];
    } else if (/[*+?|]/.test(char)) {
      cursor.at += 1;
      source += char;
    } else if (char === '^' || char === '$' || char === '.') {
      cursor.at += 1;
      source += char === '.' ? (flags.s ? '[\\s\\S]' : '[^\\n]') : edge(char, flags.m);
    } else if (char === '[') source += atom(bracketOf(cursor));
    else if (rest.startsWith('\\Q')) {
      const [quoted = ''] = rest.slice(2).split('\\E', 1);
      cursor.at += Math.min(quoted.length + 4, rest.length);
      source += [...quoted].map((each) => atom(characterOf(each))).join('');
    } else if (char === '\\' && Object.hasOwn(PLACES, rest.charAt(1))) {
      cursor.at += 2;
      source += PLACES[rest.charAt(1)] ?? '';
    } else source += atom(classOf(cursor));
  }
  if (outer.length > 0) refuse('missing closing )', pattern);
  return source;
}

const flagsAfter = (flags: Flags, on: string, off: string): Flags => {
  const after = (flag: keyof Flags): boolean => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: after('i'), m: after('m'), s: after('s') };
};

/** JavaScript's own flag for lines knows ends of lines that Go does not. */
const edge = (char: '^' | '$', lines: boolean): string =>
  lines ? (char === '^' ? '(?:(?<![^\\n]))' : '(?:(?![^\\n]))') : `(?:${char})`;
