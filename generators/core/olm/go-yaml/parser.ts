/**
 * Tokens to nodes: go-yaml v2's parser (parserc.go, decode.go), rule for rule, as one function for each production. Given the scanner of
 * one document, gives its root. Throws Unreadable where go-yaml stops.
 */
import { Undecodable, Unreadable } from './cursor.ts';
import { directive } from './faults.ts';
import { noTag } from './scan-name.ts';
import type { Scanner } from './scanner.ts';
import type { Indicator, Token } from './token.ts';

interface Of<T extends string> {
  readonly type: T;
  readonly offset: number;
  readonly anchor?: string;
  readonly tag?: string;
}

export type Node =
  | (Of<'scalar'> & { readonly value: string; readonly isPlain: boolean })
  | (Of<'list'> & { readonly items: readonly Node[] })
  | (Of<'mapping'> & { readonly pairs: readonly (readonly [key: Node, value: Node])[] })
  | (Of<'alias'> & { readonly name: string });

/** go-yaml goes down 10,000 levels; no manifest has so many that more than these are of use. */
export const MAX_LEVELS = 200;

export interface ParsedDocument {
  /** Absent where there is nothing but comments. */
  readonly root?: Node;
  /** Where something stands behind it, which go-yaml passes over. */
  readonly rest?: number;
}

/** The first document. */
export const parseDocument = ({ peek, next }: Scanner): ParsedDocument => {
  let level = 0;

  const is = (...types: readonly Token['type'][]): boolean => types.includes(peek().type);
  const empty = (offset: number): Node => ({ type: 'scalar', offset, value: '', isPlain: true });
  /** Behind the one character of an indicator. */
  const behind = ({ start }: Token): Node => empty(start.offset + 1);

  const within = <T>(parse: () => T): T => {
    if (++level > MAX_LEVELS)
      throw new Undecodable(peek().start.offset, `the document has more than ${MAX_LEVELS} levels.`, 'Nest it less.');
    const result = parse();
    level--;
    return result;
  };

  const parseNode = (isBlock: boolean, isIndentless = false): Node => {
    const first = peek();
    if (first.type === 'alias') {
      next();
      return { type: 'alias', offset: first.start.offset, name: first.name };
    }
    const properties = parseProperties();
    const { offset } = first.start;
    const token = peek();
    if (isIndentless && token.type === 'block entry')
      return { type: 'list', offset, ...properties, items: within(parseIndentless) };
    if (token.type === 'scalar') {
      next();
      return { type: 'scalar', offset: token.start.offset, ...properties, value: token.value, isPlain: token.isPlain };
    }
    if (token.type === 'flow sequence start')
      return { type: 'list', offset, ...properties, items: within(parseFlowList) };
    if (token.type === 'flow mapping start')
      return { type: 'mapping', offset, ...properties, pairs: within(parseFlowMapping) };
    if (isBlock && token.type === 'block sequence start')
      return { type: 'list', offset, ...properties, items: within(parseBlockList) };
    if (isBlock && token.type === 'block mapping start')
      return { type: 'mapping', offset, ...properties, pairs: within(parseBlockMapping) };
    if (properties.anchor !== undefined || properties.tag !== undefined) return { ...empty(offset), ...properties };
    throw unexpected(token, 'a value');
  };

  /** An anchor and a tag, in any order. */
  const parseProperties = (): { readonly anchor?: string; readonly tag?: string } => {
    const anchor = parseAnchor();
    const tag = parseTag();
    return { ...anchor, ...tag, ...(anchor.anchor === undefined && parseAnchor()) };
  };

  const parseAnchor = (): { readonly anchor?: string } => {
    const token = peek();
    if (token.type !== 'anchor') return {};
    next();
    return { anchor: token.name };
  };

  const parseTag = (): { readonly tag?: string } => {
    const token = peek();
    if (token.type !== 'tag') return {};
    if (token.name === undefined) throw noTag(token.start.offset);
    next();
    return { tag: token.name };
  };

  const parseBlockList = (): readonly Node[] => {
    next();
    const items: Node[] = [];
    while (is('block entry')) {
      const entry = next();
      items.push(is('block entry', 'block end') ? behind(entry) : parseNode(true));
    }
    expect('block end', 'the next entry of the list, which begins with "- "');
    return items;
  };

  /** Entries in the column of the key that they belong to. */
  const parseIndentless = (): readonly Node[] => {
    const items: Node[] = [];
    while (is('block entry')) {
      const entry = next();
      items.push(is('block entry', 'key', 'value', 'block end') ? behind(entry) : parseNode(true));
    }
    return items;
  };

  const parseBlockMapping = (): readonly (readonly [Node, Node])[] => {
    next();
    const pairs: (readonly [Node, Node])[] = [];
    const parsePart = (): Node => {
      const indicator = next();
      return is('key', 'value', 'block end') ? behind(indicator) : parseNode(true, true);
    };
    while (is('key')) {
      const key = parsePart();
      pairs.push([key, is('value') ? parsePart() : empty(key.offset)]);
    }
    expect('block end', 'the next key of the mapping');
    return pairs;
  };

  const parseFlowList = (): readonly Node[] => {
    next();
    const items: Node[] = [];
    while (!is('flow sequence end')) {
      if (items.length > 0) expect('flow entry', '"," or "]"');
      if (is('key')) items.push(parseSinglePair());
      else if (!is('flow sequence end')) items.push(parseNode(false));
    }
    next();
    return items;
  };

  /** `[a: b]`. Where the key is empty, go-yaml passes over the token behind it, whatever it is. */
  const parseSinglePair = (): Node => {
    const { start } = next();
    const hasKey = !is('value', 'flow entry', 'flow sequence end');
    const key = hasKey ? parseNode(false) : behind(next());
    return { type: 'mapping', offset: start.offset, pairs: [[key, parseFlowValue('flow sequence end')]] };
  };

  const parseFlowMapping = (): readonly (readonly [Node, Node])[] => {
    next();
    const pairs: (readonly [Node, Node])[] = [];
    while (!is('flow mapping end')) {
      if (pairs.length > 0) expect('flow entry', '"," or "}"');
      if (is('key')) {
        const indicator = next();
        const key = is('value', 'flow entry', 'flow mapping end') ? behind(indicator) : parseNode(false);
        pairs.push([key, parseFlowValue('flow mapping end')]);
      } else if (!is('flow mapping end')) {
        const key = parseNode(false);
        pairs.push([key, empty(key.offset)]);
      }
    }
    next();
    return pairs;
  };

  const parseFlowValue = (end: Indicator): Node => {
    if (!is('value')) return empty(peek().start.offset);
    const indicator = next();
    return is('flow entry', end) ? behind(indicator) : parseNode(false);
  };

  const expect = (type: Indicator, what: string): void => {
    if (!is(type)) throw unexpected(peek(), what);
    next();
  };

  if (is('stream end')) return {};
  // The line of --- that would have to follow it ends what OLM reads.
  if (is('directive')) throw directive(peek().start);
  const start = is('document start') ? next() : undefined;
  const root =
    start !== undefined && is('document start', 'document end', 'directive', 'stream end')
      ? empty(start.start.offset)
      : parseNode(true);
  const { type, start: rest } = peek();
  if (type === 'stream end') return { root };
  return { root, rest: type === 'document end' ? rest.offset + '...'.length : rest.offset };
};

const unexpected = ({ type, start }: Token, what: string): Unreadable =>
  new Unreadable(
    start.offset,
    `here ${what} must stand, not ${DESCRIPTIONS[type]}.`,
    'Look at the indentation, at brackets and at quotes before it.',
  );

const DESCRIPTIONS: Readonly<Record<Token['type'], string>> = {
  'stream end': 'the end of the text',
  'document start': 'the beginning of a document',
  'document end': 'the end of a document',
  directive: 'a directive',
  'block sequence start': 'a list',
  'block mapping start': 'a mapping',
  'block end': 'the end of a block',
  'block entry': 'an entry of a list',
  'flow sequence start': '"["',
  'flow sequence end': '"]"',
  'flow mapping start': '"{"',
  'flow mapping end': '"}"',
  'flow entry': '","',
  key: 'a key',
  value: '":"',
  anchor: 'an anchor',
  alias: 'an alias',
  tag: 'a tag',
  scalar: 'a value',
};
