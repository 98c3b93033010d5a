/**
 * YAML as machines and most people write it, read at once to values: block style, flow collections of one line, scalars of every
 * style. Given text, gives exactly what the `yaml` package and `value.ts` make of it, in a fraction of the time and without their
 * tree; or undefined where that is not certain: anchors, tags, merges, tabs, flow style over several lines, all that is wrong. So it
 * never reports: who gets undefined reads again with `source.ts`. That the two read alike is tested with hostile text.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import {
  afterSpaces,
  APOSTROPHE,
  BRACE,
  BRACKET,
  DASH,
  GREATER,
  HASH,
  isBlank,
  LINE_FEED,
  lineEnd,
  PIPE,
  QUOTE,
  TAB,
} from './characters.ts';
import { readBlockScalar } from './block-scalar.ts';
import { readFlow } from './flow.ts';
import type { Note } from './note.ts';
import { type Read, readFolded, readKey, readQuoted, resolvePlain } from './scalar.ts';
import { ifSure, unsure } from './unsure.ts';

/** The other reader decides whether more is too much. */
const MAX_DEPTH = 150;

/** The one mapping that the text is, null when there is nothing in it. `note` is told where everything stands. */
export const readPlainYaml = (text: string, note?: Note): JsonObject | null | undefined =>
  STRANGE.test(text) ? undefined : ifSure(() => read(text, note));

/** Other line breaks, byte order marks, directives, ends of documents, and beginnings of others. */
const STRANGE = /[\r\x85\u2028\u2029\ufeff]|^(?:%|\.\.\.)|\n(?:%|\.\.\.|---)/;

const read = (text: string, note: Note | undefined): JsonObject | null => {
  let at = 0;
  /** Of the content that is next: after each value that is the first of a line below, and -1 at the end. */
  let column = -1;
  let lineStart = 0;

  /** From the beginning of a line to the first content at or below it. */
  const toContent = (): void => {
    for (;;) {
      lineStart = at;
      at = afterSpaces(text, at);
      const code = text.charCodeAt(at);
      if (code === TAB) unsure();
      column = at < text.length ? at - lineStart : -1;
      if (code !== LINE_FEED && code !== HASH) return;
      at = lineEnd(text, at) + 1;
    }
  };

  /** From a value to the next content: behind a value there are only blanks and a comment. */
  const afterValue = (end: number): void => {
    const next = afterSpaces(text, end);
    const code = text.charCodeAt(next);
    if (next < text.length && code !== LINE_FEED && !(code === HASH && next > end)) unsure();
    at = lineEnd(text, next) + 1;
    toContent();
  };

  const isDash = (): boolean => text.charCodeAt(at) === DASH && isBlank(text.charCodeAt(at + 1));

  /** What stands in column `own`; further lines of a scalar are indented more than `parent`. */
  const readNode = (own: number, parent: number, depth: number): JsonValue => {
    if (depth > MAX_DEPTH) return unsure();
    if (isDash()) return readList(own, depth);
    const key = readKey(text, at);
    return key === undefined ? readLeaf(parent) : readMap(own, key, depth);
  };

  const readLeaf = (parent: number): JsonValue => {
    const code = text.charCodeAt(at);
    if (code === BRACKET || code === BRACE) {
      const { value, end } = readFlow(text, at, note);
      afterValue(end);
      return value;
    }
    if (code === QUOTE || code === APOSTROPHE) {
      const { value, end } = readQuoted(text, at, parent);
      afterValue(end);
      return value;
    }
    const block = code === PIPE || code === GREATER;
    const { value, end } = block ? readBlockScalar(text, at, parent) : readFolded(text, at, parent);
    at = end;
    toContent();
    return block ? value : resolvePlain(value);
  };

  /** Whether something follows on the line; if not, goes on to the next content. */
  const staysOnLine = (): boolean => {
    const start = at;
    at = afterSpaces(text, at);
    const code = text.charCodeAt(at);
    if (code === TAB) unsure();
    if (at < text.length && code !== LINE_FEED && !(code === HASH && at > start)) return true;
    at = lineEnd(text, at) + 1;
    toContent();
    return false;
  };

  const readMap = (own: number, first: Read<string>, depth: number): JsonObject => {
    const map: Record<string, JsonValue> = {};
    for (let key: Read<string> | undefined = first; ; key = readKey(text, at)) {
      if (key === undefined || Object.hasOwn(map, key.value)) return unsure();
      const name = key.value;
      const keyAt = at;
      at = key.end;
      const inline = staysOnLine();
      // A list may stand in the column of the key that it belongs to.
      const given = inline || column > own || (column === own && isDash());
      note?.(map, name, keyAt, given ? at : undefined);
      map[name] = !given ? null : inline ? readLeaf(own) : readNode(column, own, depth + 1);
      if (column < own) return map;
      if (column > own || isDash()) return unsure();
    }
  };

  const readList = (own: number, depth: number): JsonValue[] => {
    const list: JsonValue[] = [];
    for (;;) {
      at++;
      const inline = staysOnLine();
      const given = inline || column > own;
      note?.(list, list.length, undefined, given ? at : undefined);
      list.push(given ? readNode(inline ? at - lineStart : column, own, depth + 1) : null);
      if (column > own) return unsure();
      if (column < own || !isDash()) return list;
    }
  };

  toContent();
  if (text.startsWith('---') && at === 0) {
    at = 3;
    if (staysOnLine()) return unsure();
  }
  if (column === -1) return null;
  const key = column === 0 && !isDash() ? readKey(text, at) : undefined;
  return key === undefined ? unsure() : readMap(0, key, 0);
};
