/** Anchors, aliases, tags and directives (go-yaml's scannerc.go and parserc.go). */
import { at, type Cursor, isBlankOrEnd, isWord, markOf, read, readRun, skip, Unreadable } from './cursor.ts';
import { directive } from './faults.ts';
import type { Anchor, Tag, Token } from './token.ts';

/** `&name` or `*name`. */
export const scanAnchor = (cursor: Cursor): Anchor => {
  const start = markOf(cursor);
  const type = read(cursor) === '&' ? 'anchor' : 'alias';
  const name = readWord(cursor);
  if (name === '' || !(isBlankOrEnd(at(cursor)) || '?:,]}%@`'.includes(at(cursor))))
    throw new Unreadable(
      start.offset,
      `the name of an ${type} has letters of ASCII, digits, _ and - alone.`,
      type === 'alias' ? 'Quote it, if text is meant.' : undefined,
    );
  return { type, name, start };
};

/** `!<uri>`, `!suffix`, `!!suffix`, `!handle!suffix` or `!` alone. */
export const scanTag = (cursor: Cursor): Tag => {
  const start = markOf(cursor);
  const tag = at(cursor, 1) === '<' ? readVerbatim(cursor) : readShort(cursor);
  if (tag === undefined || !isBlankOrEnd(at(cursor))) throw noTag(start.offset);
  return { type: 'tag', start, ...tag };
};

export const noTag = (offset: number): Unreadable =>
  new Unreadable(offset, 'this is no tag.', 'Remove it, or quote it if text is meant.');

type Name = Pick<Tag, 'name'>;

const readVerbatim = (cursor: Cursor): Name | undefined => {
  skip(cursor, 2);
  const uri = readUri(cursor);
  return uri === undefined || uri === '' || read(cursor) !== '>' ? undefined : { name: uri };
};

/** There are no directives that say what another handle than `!!` stands for. */
const readShort = (cursor: Cursor): Name | undefined => {
  let handle = read(cursor) + readWord(cursor);
  if (at(cursor) === '!') handle += read(cursor);
  const suffix = readUri(cursor);
  if (suffix === undefined) return undefined;
  if (handle.length === 1 || !handle.endsWith('!')) return { name: handle + suffix };
  if (suffix === '') return undefined;
  return handle === '!!' ? { name: `tag:yaml.org,2002:${suffix}` } : {};
};

const readWord = (cursor: Cursor): string => {
  let word = '';
  while (isWord(at(cursor))) word += read(cursor);
  return word;
};

/** Undefined where an escaped character is none of UTF-8. */
const readUri = (cursor: Cursor): string | undefined => {
  let uri = '';
  for (;;) {
    const char = at(cursor);
    if (char === '%') {
      const [escapes = ''] = /^(?:%[\da-fA-F]{2})+/.exec(cursor.text.slice(cursor.offset, cursor.offset + 512)) ?? [];
      try {
        uri += decodeURIComponent(escapes);
      } catch {
        return undefined;
      }
      if (escapes === '') return undefined;
      skip(cursor, escapes.length);
    } else if (isWord(char) || ";/?:@&=+$,.!~*'()[]".includes(char)) uri += read(cursor);
    else return uri;
  }
};

/** The two that there are, to the end of the line. */
const DIRECTIVE =
  /%(?:YAML[ \t]+\d{1,2}\.\d{1,2}|TAG[ \t]+!(?:[\w-]*!)?[ \t]+[\w;/?:@&=+$,.!~*'()[\]%-]+(?!#))[ \t]*(?:#[^\n\r\u0085\u2028\u2029]*)?(?=[\n\r\u0085\u2028\u2029]|$)/y;

/** `%YAML` or `%TAG`. */
export const scanDirective = (cursor: Cursor): Token => {
  const start = markOf(cursor);
  if (readRun(cursor, DIRECTIVE) === '') throw directive(start);
  return { type: 'directive', start };
};
