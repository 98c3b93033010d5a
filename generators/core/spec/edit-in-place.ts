/** Sets a value in the text of a spec where it stands: every other character stays. */
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Document as NewDocument,
  type Node,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { indentText } from './new-spec.ts';
import type { Path } from './path.ts';
import { keyText, type Source } from './source.ts';

/** The same with the value; maps and lists that are missing on the way are made. */
export const withValue = (whole: JsonValue | undefined, [step, ...rest]: Path, value: JsonValue): JsonValue => {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = (whole ?? []) as readonly JsonValue[];
    return [...list.slice(0, step), withValue(list[step], rest, value), ...list.slice(step + 1)];
  }
  const map = (whole ?? {}) as JsonObject;
  return { ...map, [step]: withValue(map[step], rest, value) };
};

/** The text with the value; undefined where the text gives no place for it. What it means has to be looked at: aliases are not. */
export const inPlace = (source: Source, path: Path, value: JsonValue): string | undefined => {
  const chain = nodesAlong(source.document, path);
  const last = chain.at(-1)!;
  const isThere = chain.length === path.length + 1;
  if (isThere) return replaced(source.text, last, flow(value));
  const missing = path.slice(chain.length - 1);
  const outermost = chain.find((node) => (isCollection(node) && node.flow === true) || isNull(node));
  if (outermost !== undefined) {
    const within = path.slice(chain.indexOf(outermost));
    const lines = asLines(source, outermost, within, value);
    return lines ?? (isCollection(last) ? addedInFlow(source.text, last, missing, value) : undefined);
  }
  if (isMap(last)) return addedTo(source, last, block(withValue(undefined, missing, value)));
  return isSeq(last) && missing.length === 1 ? addedTo(source, last, `- ${flow(value)}\n`) : undefined;
};

/**
 * The same where others stand for what is there: the first of them gets it, with its anchor, and all after that stand for it there.
 * Undefined where nobody does, and where it holds comments, which have no place on one line.
 */
export const inPlaceOfAnchor = ({ document, text }: Source, path: Path, value: JsonValue): string | undefined => {
  const chain = nodesAlong(document, path);
  const node = chain.at(-1)!;
  if (chain.length <= path.length || isAlias(node) || node.anchor === undefined || !node.range) return undefined;
  const [start, end] = [node.range[0], endOf(node)];
  const first = firstAlias(document, node.anchor, end);
  const old = text.slice(start, end);
  const anchor = /&[^\s&]+\s*$/.exec(text.slice(0, start));
  if (first?.range === undefined || first.range === null || anchor === null || /#/.test(old)) return undefined;
  const isInLines = old.includes('\n') || (isCollection(node) && node.flow !== true);
  const moved = isInLines ? flow(node.toJS(document) as JsonValue) : old;
  const newline = old.endsWith('\n') ? newlineOf(text) : '';
  return `${text.slice(0, anchor.index)}${flow(value)}${newline}${text.slice(end, first.range[0])}${anchor[0].trimEnd()} ${moved}${text.slice(first.range[1])}`;
};

const firstAlias = (document: Document.Parsed, anchor: string, behind: number): Alias | undefined => {
  let first: Alias | undefined;
  visit(document, {
    Alias: (_key, node) => {
      if (node.source !== anchor || (node.range?.[0] ?? 0) < behind) return undefined;
      first = node;
      return visit.BREAK;
    },
  });
  return first;
};

/** The nodes on the way, as far as there are any; the root is the first. */
export const nodesAlong = (document: Document.Parsed, path: Path): readonly Node[] => {
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
  const end = endOf(node);
  // Text in lines ends with the line.
  const newline = end > start && text[end - 1] === '\n' ? newlineOf(text) : '';
  return `${text.slice(0, start)}${gap}${value}${newline}${text.slice(end)}`;
};

/** What stands behind a key, on its line, becomes lines below it, further in than the key. */
const asLines = (source: Source, node: Node, within: Path, value: JsonValue): string | undefined => {
  const { text } = source;
  if (!node.range || /[#\n]/.test(text.slice(node.range[0], node.range[1]))) return undefined;
  const line = text.slice(text.lastIndexOf('\n', node.range[0] - 1) + 1, node.range[0]);
  const indent = /^ *(?=[^\s:#-][^:#]*:\s*$)/.exec(line)?.[0];
  if (indent === undefined) return undefined;
  const whole = withValue(node.toJS(source.document) as JsonValue, within, value);
  if (isPlainList(whole)) return undefined;
  const lines = lineEnds(text, indentText(block(whole), indent.length + 2)).trimEnd();
  return `${text.slice(0, node.range[0]).trimEnd()}${newlineOf(text)}${lines}${text.slice(node.range[1])}`;
};

/** Between the braces or brackets that are there: behind the last item, or on a line of its own where that has one. */
const addedInFlow = (
  text: string,
  node: YAMLMap | YAMLSeq,
  [step, ...rest]: Path,
  value: JsonValue,
): string | undefined => {
  if (node.flow !== true || !node.range) return undefined;
  const inner = withValue(undefined, rest, value);
  const entry = isMap(node) ? flow({ [step!]: inner }).slice(1, -1) : flow(inner);
  const close = node.range[1] - 1;
  const last = node.items.at(-1);
  if (last === undefined)
    return text.slice(node.range[0] + 1, close).trim() === ''
      ? `${text.slice(0, node.range[0] + 1)}${entry}${text.slice(close)}`
      : undefined;
  const end = endOf((isPair(last) ? (last.value ?? last.key) : last) as Node);
  const comma = /^\s*,/.exec(text.slice(end))?.[0];
  const behind = end + (comma?.length ?? 0);
  const start = ((isPair(last) ? last.key : last) as Node).range?.[0] ?? 0;
  const indent = /^\s*$/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0];
  const next = nextLine(text, behind);
  if (indent === undefined || next > close)
    return `${text.slice(0, behind)}${comma === undefined ? ', ' : ' '}${entry}${text.slice(behind)}`;
  const own = `${indent}${entry}${comma === undefined ? '' : ','}${newlineOf(text)}`;
  return `${text.slice(0, end)}${comma ?? ','}${text.slice(behind, next)}${own}${text.slice(next)}`;
};

/** What stands in brackets even where there are lines. */
const isPlainList = (value: JsonValue): boolean =>
  Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);

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

/** With the line ends of the text. */
export const lineEnds = (text: string, lines: string): string => lines.replaceAll(/\r?\n/g, newlineOf(text));

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
