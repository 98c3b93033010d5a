/** Tokens of strings and bytes to their values. */
import { SyntaxFault } from '../fault.ts';

/** The value of a string token. */
export const unescapeString = (token: string, at: number): string => {
  const { raw, body } = unquote(token);
  if (raw) return body;
  return body.replace(ESCAPES, (escape, _hex, offset: number) => {
    const code = codeOf(escape);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      throw new SyntaxFault(`${escape} is no Unicode character.`, at + offset);
    return String.fromCodePoint(code);
  });
};

/** The value of a bytes token. */
export const unescapeBytes = (token: string, at: number): Uint8Array => {
  const { raw, body } = unquote(token.slice(1));
  if (raw) return new TextEncoder().encode(body);
  const parts: number[] = [];
  let from = 0;
  for (const match of body.matchAll(ESCAPES)) {
    if (/^\\u/i.test(match[0])) throw new SyntaxFault('bytes have no Unicode escapes.', at, 'Use \\x.');
    parts.push(...new TextEncoder().encode(body.slice(from, match.index)), codeOf(match[0]));
    from = match.index + match[0].length;
  }
  return Uint8Array.from([...parts, ...new TextEncoder().encode(body.slice(from))]);
};

const ESCAPES = /\\(?:[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|([^]))/g;

const NAMED: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

const codeOf = (escape: string): number => {
  const [, first = ''] = escape;
  if (/[0-3]/.test(first)) return Number.parseInt(escape.slice(1), 8);
  if (escape.length > 2) return Number.parseInt(escape.slice(2), 16);
  return NAMED[first] ?? first.charCodeAt(0);
};

const unquote = (token: string): { raw: boolean; body: string } => {
  const text = token.replaceAll(/\r\n?/g, '\n');
  const raw = /^r/i.test(text);
  const quoted = raw ? text.slice(1) : text;
  const triple = /^('''|""")/.test(quoted) && quoted.length >= 6;
  return { raw, body: triple ? quoted.slice(3, -3) : quoted.slice(1, -1) };
};
