/** Flow collections on one line: `{a: 1}`, `[x, y]`. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import {
  afterSpaces,
  APOSTROPHE,
  BRACE,
  BRACKET,
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  COMMA,
  DASH,
  QUOTE,
  withoutTrailing,
} from './characters.ts';
import type { Note } from './note.ts';
import { isIndicator, type Read, readQuoted, resolvePlain } from './scalar.ts';
import { unsure } from './unsure.ts';

const MAX_DEPTH = 20;

/** The collection that begins here. Ends after its closing bracket. */
export const readFlow = (text: string, at: number, note: Note | undefined, depth = 0): Read<JsonValue> => {
  if (depth > MAX_DEPTH) return unsure();
  return text.charCodeAt(at) === BRACE ? readMap(text, at, note, depth) : readList(text, at, note, depth);
};

const readMap = (text: string, start: number, note: Note | undefined, depth: number): Read<JsonObject> => {
  const map: Record<string, JsonValue> = {};
  let at = afterSpaces(text, start + 1);
  if (text.charCodeAt(at) === CLOSING_BRACE) return { value: map, end: at + 1 };
  for (;;) {
    const key = readKey(text, at);
    if (Object.hasOwn(map, key.value) || key.value === '__proto__') unsure();
    const valueAt = afterSpaces(text, key.end);
    note?.(map, key.value, at, valueAt);
    const { value, end } = readValue(text, valueAt, note, depth);
    map[key.value] = value;
    const next = afterSpaces(text, end);
    const code = text.charCodeAt(next);
    if (code === CLOSING_BRACE) return { value: map, end: next + 1 };
    if (code !== COMMA) unsure();
    at = afterSpaces(text, next + 1);
  }
};

const readList = (text: string, start: number, note: Note | undefined, depth: number): Read<JsonValue[]> => {
  const list: JsonValue[] = [];
  let at = afterSpaces(text, start + 1);
  if (text.charCodeAt(at) === CLOSING_BRACKET) return { value: list, end: at + 1 };
  for (;;) {
    note?.(list, list.length, undefined, at);
    const { value, end } = readValue(text, at, note, depth);
    list.push(value);
    const next = afterSpaces(text, end);
    const code = text.charCodeAt(next);
    if (code === CLOSING_BRACKET) return { value: list, end: next + 1 };
    if (code !== COMMA) unsure();
    at = afterSpaces(text, next + 1);
  }
};

const readValue = (text: string, at: number, note: Note | undefined, depth: number): Read<JsonValue> => {
  const code = text.charCodeAt(at);
  if (code === BRACE || code === BRACKET) return readFlow(text, at, note, depth + 1);
  if (code === QUOTE || code === APOSTROPHE) return readOneLine(text, at);
  const { value, end } = readWord(text, at);
  if (value.includes(': ') || value.endsWith(':')) unsure();
  return { value: resolvePlain(value), end };
};

const readOneLine = (text: string, at: number): Read<string> => readQuoted(text, at, Infinity);

/** A key with its colon, which a blank follows unless the key is quoted. */
const readKey = (text: string, at: number): Read<string> => {
  const code = text.charCodeAt(at);
  if (code === QUOTE || code === APOSTROPHE) {
    const { value, end } = readOneLine(text, at);
    return text.charCodeAt(end) === COLON ? { value, end: end + 1 } : unsure();
  }
  KEY.lastIndex = at;
  const key = withoutTrailing(KEY.exec(text)?.[0] ?? '');
  if (key === '' || key === '<<' || !isStart(text, at) || key.includes(' #') || typeof resolvePlain(key) !== 'string')
    return unsure();
  return { value: key, end: text.indexOf(':', at + key.length) + 1 };
};

/** Plain text up to what ends it in flow style. */
const readWord = (text: string, at: number): Read<string> => {
  WORD.lastIndex = at;
  const found = WORD.exec(text)?.[0] ?? '';
  const value = withoutTrailing(found);
  const ended = /[,\]}]/.test(text[at + found.length] ?? '');
  return ended && isStart(text, at) && !value.includes(' #') ? { value, end: at + value.length } : unsure();
};

/** Whether a plain scalar may begin here; a dash is one only before what makes it a number or a word. */
const isStart = (text: string, at: number): boolean =>
  !isIndicator(text.charCodeAt(at)) && (text.charCodeAt(at) !== DASH || /\w/.test(text[at + 1] ?? ''));

const WORD = /[^,[\]{}\n\t]+/y;
const KEY = /(?:[^,[\]{}\n\t:]|:(?! ))+(?=: )/y;
