/**
 * Plain and quoted scalars. What text means (`on`, `0x1f`, `1_000`) is the dialect's to say: the frequent cases are decided here, all
 * others are put to the `yaml` package, one word at a time.
 */
import { isScalar, parseDocument } from 'yaml';
import type { JsonValue } from '../../model/json.ts';
import { dialect } from '../yaml-dialect.ts';
import {
  afterSpaces,
  APOSTROPHE,
  BACKSLASH,
  COLON,
  DASH,
  HASH,
  isBlank,
  lineEnd,
  QUOTE,
  TAB,
  withoutSpaces,
  withoutTrailing,
} from './characters.ts';
import { unsure } from './unsure.ts';

/** Something read, and where the text goes on. */
export interface Read<T> {
  readonly value: T;
  readonly end: number;
}

/** A plain scalar cannot begin with these; `?` and `:` may, but hardly ever do. */
const INDICATORS: ReadonlySet<number> = new Set([...',[]{}#&*!|>\'"%@`?:'].map((char) => char.charCodeAt(0)));
export const isIndicator = (code: number): boolean => INDICATORS.has(code);

const MAYBE_WORD = /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=)$/i;
const LONGEST_WORD = 5;
const DECIMAL = /^(?:0|-?[1-9]\d{0,14})$/;

/** What a plain scalar means. */
export const resolvePlain = (text: string): JsonValue => {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (!/^[-+.\d]/.test(text)) return text.length <= LONGEST_WORD && MAYBE_WORD.test(text) ? askDialect(text) : text;
  if (DECIMAL.test(text)) return Number(text);
  return text.includes('\n') ? text : askDialect(text);
};

const askDialect = (text: string): JsonValue => {
  const { contents, errors, warnings } = parseDocument(text, dialect);
  if (errors.length + warnings.length > 0 || !isScalar(contents)) return unsure();
  const { value } = contents;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number' && !Number.isFinite(value)) return unsure();
  return typeof value === 'symbol' ? unsure() : (value as JsonValue);
};

/** An implicit key is on one line and not longer than this. */
const LONGEST_KEY = 1000;

/** The key that begins here, and the place after its colon; undefined when what begins here is no key. */
export const readKey = (text: string, at: number): Read<string> | undefined => {
  const first = text.charCodeAt(at);
  if (first === QUOTE || first === APOSTROPHE) {
    const colon = afterSpaces(text, closingQuote(text, at) + 1);
    if (text.charCodeAt(colon) !== COLON || !isBlank(text.charCodeAt(colon + 1))) return undefined;
    const { value } = readQuoted(text, at, Infinity);
    return { value: checkKey(value, colon - at), end: colon + 1 };
  }
  if (isIndicator(first)) return undefined;
  const end = lineEnd(text, at);
  for (let colon = text.indexOf(':', at); colon !== -1 && colon < end; colon = text.indexOf(':', colon + 1)) {
    const next = text.charCodeAt(colon + 1);
    if (next === TAB) return unsure();
    if (!isBlank(next)) continue;
    const key = withoutTrailing(text.slice(at, colon));
    if (key.includes(' #')) return undefined;
    if (key.includes('\t') || (key.length <= LONGEST_WORD && MAYBE_WORD.test(key)) || isNumber(key)) return unsure();
    return { value: checkKey(key, colon - at), end: colon + 1 };
  }
  return undefined;
};

/** But for a short integer in decimal, which is the same text as a key. */
const isNumber = (key: string): boolean =>
  /^[-+.\d]/.test(key) && !/^(?:0|[1-9]\d{0,14})$/.test(key) && typeof resolvePlain(key) !== 'string';

const checkKey = (key: string, length: number): string =>
  key === '__proto__' || length > LONGEST_KEY ? unsure() : key;

/** A plain scalar, perhaps of several lines: those that follow are indented more than `parent`. Ends at the beginning of a line. */
export const readFolded = (text: string, at: number, parent: number): Read<string> => {
  const first = text.charCodeAt(at);
  if (
    isIndicator(first) ||
    (first === DASH && isBlank(text.charCodeAt(at + 1))) ||
    /^(?:---|\.\.\.)/.test(text.slice(at, at + 3))
  )
    unsure();
  let value = '';
  let breaks = 0;
  for (let start = at; ;) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const comment = line.indexOf(' #');
    const content = withoutTrailing(comment === -1 ? line : line.slice(0, comment));
    if (line.includes('\t') || content.includes(': ') || content.endsWith(':')) unsure();
    value += start === at ? content : `${breaks === 0 ? ' ' : '\n'.repeat(breaks)}${content}`;
    if (comment !== -1) return { value, end: end + 1 };
    let next = end + 1;
    for (breaks = 0; ; breaks++) {
      start = afterSpaces(text, next);
      if (text[start] !== '\n') break;
      next = start + 1;
    }
    if (start >= text.length || start - next <= parent || text.charCodeAt(start) === HASH)
      return { value, end: end + 1 };
  }
};

/** A quoted scalar, perhaps of several lines: those that follow are indented more than `parent`. Ends after its closing quote. */
export const readQuoted = (text: string, at: number, parent: number): Read<string> => {
  const close = closingQuote(text, at);
  const inner = text.slice(at + 1, close);
  const single = text.charCodeAt(at) === APOSTROPHE;
  const lines = inner.includes('\n') ? checkedLines(inner, parent) : undefined;
  if (!single && inner.includes('\\')) return { value: unescape(text.slice(at, close + 1)), end: close + 1 };
  const value = lines === undefined ? inner : fold(lines);
  return { value: single ? value.replaceAll("''", "'") : value, end: close + 1 };
};

const closingQuote = (text: string, at: number): number => {
  const quote = text.charCodeAt(at);
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === BACKSLASH && quote === QUOTE) next++;
    else if (code === quote) {
      if (quote === QUOTE || text.charCodeAt(next + 1) !== APOSTROPHE) return next;
      next++;
    }
  }
  return unsure();
};

const checkedLines = (inner: string, parent: number): readonly string[] => {
  const [first, ...others] = inner.split('\n');
  const last = others.length - 1;
  if (
    inner.includes('\t') ||
    others.some((line, i) => (i === last || withoutSpaces(line) !== '') && afterSpaces(line, 0) <= parent)
  )
    return unsure();
  return [first!, ...others];
};

/** One line break is a space, more are one less. */
const fold = (lines: readonly string[]): string => {
  const last = lines.length - 1;
  let value = withoutTrailing(lines[0]!);
  let breaks = 0;
  for (let i = 1; i <= last; i++) {
    const content = i === last ? lines[i]!.slice(afterSpaces(lines[i]!, 0)) : withoutSpaces(lines[i]!);
    if (content === '' && i < last) breaks++;
    else {
      value += `${breaks === 0 ? ' ' : '\n'.repeat(breaks)}${content}`;
      breaks = 0;
    }
  }
  return value;
};

/** Nearly all escapes are JSON's too. */
const unescape = (quoted: string): string => {
  // eslint-disable-next-line no-control-regex -- JSON has no bare control characters
  if (/^"(?:[^\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/.test(quoted)) return JSON.parse(quoted) as string;
  const value = askDialect(quoted);
  return typeof value === 'string' ? value : unsure();
};
