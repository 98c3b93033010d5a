/**
 * JSON as the YAML that it is, read at once. Given text, gives what the `yaml` package and `value.ts` make of it, or undefined where
 * that is not certain: keys that are given twice, numbers that JavaScript does not keep, what is nested too deeply.
 */
import type { JsonObject } from '../../model/json.ts';
import type { Path } from '../path.ts';
import type { Offsets } from './places.ts';

/** The other reader decides whether more is too much. */
const MAX_DEPTH = 150;

/** The one object that the text is. */
export const readJson = (text: string): JsonObject | undefined => {
  // Long integers lose digits, large exponents everything; the key would be taken for the prototype.
  if (!/^\s*\{/.test(text) || /\d{16}|\d[eE]\+?\d{3}|__proto__/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return keysOfText(text) === keysOf(value) ? (value as JsonObject) : undefined;
};

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[[{]|[\]}]/g;

/** How many keys are written; none where it is nested too deeply. */
const keysOfText = (text: string): number => {
  let keys = 0;
  let depth = 0;
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (colon !== undefined) keys++;
    else if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > MAX_DEPTH) return -1;
  }
  return keys;
};

const keysOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const items: readonly unknown[] = Object.values(value);
  return items.reduce<number>((sum, item) => sum + keysOf(item), Array.isArray(value) ? 0 : items.length);
};

/** Where a path stands in JSON that `readJson` has read; undefined where there is nothing at it. */
export const offsetsInJson = (text: string, path: Path, base: number): Offsets | undefined => {
  let found: Offsets = { value: afterBlanks(text, 0) };
  for (const step of path) {
    const next: Offsets | undefined = entryAt(text, found.value!, step);
    if (next === undefined) return undefined;
    found = next;
  }
  return { value: base + found.value!, ...(found.key !== undefined && { key: base + found.key }) };
};

const entryAt = (text: string, container: number, step: string | number): Offsets | undefined => {
  const isList = text[container] === '[';
  if (!isList && text[container] !== '{') return undefined;
  let at = afterBlanks(text, container + 1);
  for (let index = 0; text[at] !== ']' && text[at] !== '}'; index++) {
    const key = at;
    const value = isList ? at : afterBlanks(text, afterBlanks(text, endOfString(text, at)) + 1);
    const name = isList ? index : (JSON.parse(text.slice(key, endOfString(text, key))) as string);
    if (String(name) === String(step)) return { value, ...(!isList && { key }) };
    at = afterBlanks(text, endOfValue(text, value));
    if (text[at] === ',') at = afterBlanks(text, at + 1);
  }
  return undefined;
};

const afterBlanks = (text: string, at: number): number => {
  let next = at;
  while (/\s/.test(text[next] ?? '')) next++;
  return next;
};

const endOfString = (text: string, at: number): number => {
  let next = at + 1;
  while (text[next] !== '"') next += text[next] === '\\' ? 2 : 1;
  return next + 1;
};

const endOfValue = (text: string, at: number): number => {
  if (text[at] === '"') return endOfString(text, at);
  if (text[at] !== '{' && text[at] !== '[') return at + /^[^\s,\]}]*/.exec(text.slice(at, at + 400))![0].length;
  let depth = 0;
  for (let next = at; ; next++) {
    if (text[next] === '"') next = endOfString(text, next) - 1;
    else if (text[next] === '{' || text[next] === '[') depth++;
    else if ((text[next] === '}' || text[next] === ']') && --depth === 0) return next + 1;
  }
};
