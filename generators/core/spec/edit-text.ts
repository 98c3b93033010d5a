/** Sets values in the text of a spec. What was there stays as it was, to the character, wherever the text lets it. */
import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Document as NewDocument,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { indentText } from './new-spec.ts';
import type { Path } from './path.ts';
import { keyText, parseSource, type Source } from './source.ts';
import { dialect } from './yaml-dialect.ts';

/** What stands at a path from now on. A list is added to at the index that is its length. */
export interface Edit {
  readonly path: Path;
  readonly value: JsonValue;
}

/** The text with all edits, made one after the other. The text must be YAML without faults. */
export const editText = (text: string, edits: readonly Edit[]): string => edits.reduce(applied, text);

const applied = (text: string, { path, value }: Edit): string => {
  const source = parseSource(text, '');
  const wanted = withValue(source.document.toJS() as JsonValue, path, value);
  const edited = inPlace(source, path, value);
  if (edited !== undefined && isDeepStrictEqual(parseDocument(edited, dialect).toJS(), wanted)) return edited;
  // Anchors, tags, and comments in the middle of what has to be turned into lines.
  const document = source.document.clone() as Document.Parsed;
  const there = path.slice(0, nodesAlong(document, path).length);
  document.setIn(there, document.createNode(withValue(undefined, path.slice(there.length), value)));
  return document.toString({ lineWidth: 0 });
};

/** The same with the value; maps and lists that are missing on the way are made. */
const withValue = (whole: JsonValue | undefined, [step, ...rest]: Path, value: JsonValue): JsonValue => {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = (whole ?? []) as readonly JsonValue[];
    return [...list.slice(0, step), withValue(list[step], rest, value), ...list.slice(step + 1)];
  }
  const map = (whole ?? {}) as JsonObject;
  return { ...map, [step]: withValue(map[step], rest, value) };
};

const inPlace = (source: Source, path: Path, value: JsonValue): string | undefined => {
  const chain = nodesAlong(source.document, path);
  const last = chain.at(-1)!;
  const isThere = chain.length === path.length + 1;
  if (isThere) return replaced(source.text, last, flow(value));
  const missing = path.slice(chain.length - 1);
  const outermost = chain.find((node) => (isCollection(node) && node.flow === true) || isNull(node));
  if (outermost !== undefined) {
    const within = path.slice(chain.indexOf(outermost));
    return asLines(source, outermost, withValue(outermost.toJS(source.document) as JsonValue, within, value));
  }
  if (isMap(last)) return addedTo(source, last, block(withValue(undefined, missing, value)));
  return isSeq(last) && missing.length === 1 ? addedTo(source, last, `- ${flow(value)}\n`) : undefined;
};

/** The nodes on the way, as far as there are any; the root is the first. */
const nodesAlong = (document: Document.Parsed, path: Path): readonly Node[] => {
  const chain: Node[] = [document.contents as Node];
  for (const step of path) {
    const node = chain.at(-1)!;
    const next = isMap(node)
      ? node.items.find(({ key }) => keyText(key) === String(step))?.value
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined;
    if (next === undefined || next === null) break;
    chain.push(next as Node);
  }
  return chain;
};

const isNull = (node: Node): boolean => isScalar(node) && node.value === null;

const replaced = (text: string, node: Node, value: string): string | undefined => {
  if (!node.range) return undefined;
  const start = node.range[0];
  const gap = /[:-]$/.test(text.slice(0, start)) ? ' ' : '';
  return `${text.slice(0, start)}${gap}${value}${text.slice(endOf(node))}`;
};

/** What stands behind a key becomes lines below it, further in than the key. */
const asLines = (source: Source, node: Node, value: JsonValue): string | undefined => {
  const { text } = source;
  if (!node.range || text.slice(node.range[0], node.range[1]).includes('#')) return undefined;
  const line = text.slice(text.lastIndexOf('\n', node.range[0] - 1) + 1, node.range[0]);
  const indent = /^ *(?=[^ :#-][^:#]*: *$)/.exec(line)?.[0];
  if (indent === undefined) return undefined;
  const lines = lineEnds(text, indentText(block(value), indent.length + 2)).trimEnd();
  const newline = newlineOf(text);
  return `${text.slice(0, node.range[0]).trimEnd()}${newline}${lines}${text.slice(node.range[1])}`;
};

const addedTo = (source: Source, node: YAMLMap | YAMLSeq, entry: string): string | undefined => {
  if (!node.range) return undefined;
  const { text } = source;
  const column = source.position(node.range[0]).column - 1;
  const at = endOfLastItem(text, node, column);
  const before = text.slice(0, at);
  const lines = lineEnds(text, indentText(entry, column));
  return `${before}${before.endsWith('\n') ? '' : newlineOf(text)}${lines}${text.slice(at)}`;
};

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

const lineEnds = (text: string, lines: string): string => lines.replaceAll('\n', newlineOf(text));

/** On one line. */
const flow = (value: JsonValue): string => printed(value, () => true).trimEnd();

/** In lines; what is in a list stands on a line of its own. */
const block = (value: JsonValue): string => printed(value, (isInList) => isInList);

const printed = (value: JsonValue, isFlow: (isInList: boolean) => boolean): string => {
  // Version 1.1 quotes what that takes for a date or a number.
  const document = new NewDocument(value, { version: '1.1' });
  visit(document, {
    Collection: (_key, node, ancestors) => {
      node.flow =
        node.items.length === 0 ||
        (isSeq(node) && node.items.every(isScalar)) ||
        isFlow(ancestors.some((ancestor) => isSeq(ancestor)));
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};

/** After the line on which the last item ends, and the comments that are indented like its content. */
export const endOfLastItem = (text: string, node: YAMLMap | YAMLSeq, column: number): number => {
  const end = endOf(node);
  let at = text[end - 1] === '\n' ? end : nextLine(text, end);
  for (;;) {
    const comment = /^( *)#.*(?:\r?\n|$)/.exec(text.slice(at));
    if (comment === null || comment[1]!.length <= column) return at;
    at += comment[0].length;
  }
};

/** The end of the last scalar: ranges of collections reach over comments that follow. */
const endOf = (node: Node): number => {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return endOf((last.value ?? last.key) as Node);
  }
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return endOf(node.items.at(-1) as Node);
  if (isScalar(node) && node.value === null && node.range) return node.range[0];
  return node.range?.[1] ?? 0;
};

const nextLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
};
