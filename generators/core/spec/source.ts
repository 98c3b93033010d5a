/**
 * The text of a spec as a YAML document with positions. Given the text, gives a document in which every path has a place; promises
 * nothing about its content. The document keeps comments and formatting, for those who edit it.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type ParsedNode,
} from 'yaml';
import type { Path } from './path.ts';
import { dialect } from './yaml-dialect.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
  readonly document: Document.Parsed;
  /** Documents beyond the first. */
  readonly others: readonly Document.Parsed[];
  /** Position of an offset into `text`. */
  readonly position: (offset: number) => { readonly line: number; readonly column: number };
}

/** Parses the text; never throws, syntax errors are in `document.errors`. */
export const parseSource = (text: string, file: string): Source => {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments<ParsedNode>(text, { ...dialect, lineCounter });
  const [document, ...others] =
    'empty' in documents ? [parseAllDocuments<ParsedNode>('null\n', dialect)[0] as Document.Parsed] : documents;
  return {
    file,
    text,
    document: document!,
    others,
    position: (offset) => {
      const { line, col } = lineCounter.linePos(Math.min(offset, text.length));
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    },
  };
};

/** A node and the key it stands under; both are absent where the document has nothing at a path. */
export interface Place {
  readonly key?: Node;
  readonly node?: Node;
}

/** The node at a path, through aliases and merge keys. */
export const placeOf = (document: Document, path: Path): Place => {
  let place: Place = { ...(document.contents !== null && { node: document.contents as Node }) };
  for (const step of path) {
    const node = place.node === undefined ? undefined : resolveAlias(document, place.node);
    if (isMap(node)) place = placeInMap(document, node.items as Pair<Node, Node | null>[], String(step), 0);
    else if (isSeq(node))
      place = { ...(node.items[Number(step)] !== undefined && { node: node.items[Number(step)] as Node }) };
    else return {};
  }
  return place;
};

/** The node that an alias stands for, or the node itself. */
export const resolveAlias = (document: Document, node: Node): Node | undefined =>
  isAlias(node) ? node.resolve(document) : node;

/** Whether a key is `<<`, YAML 1.1's merge. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && (typeof key.value === 'symbol' || (key.value === '<<' && key.type === 'PLAIN'));

/** The text of a key: `1` and `1.0` are told apart, as in the file. */
export const keyText = (key: unknown): string =>
  isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : '';

const placeInMap = (
  document: Document,
  pairs: readonly Pair<Node, Node | null>[],
  name: string,
  depth: number,
): Place => {
  const own = pairByName(pairs).get(name);
  if (own !== undefined) return { key: own.key, ...(own.value !== null && { node: own.value }) };
  if (depth > 8) return {};
  for (const { value } of pairs.filter(({ key }) => isMergeKey(key))) {
    const target = value === null ? undefined : resolveAlias(document, value);
    for (const merged of isSeq(target) ? target.items : [target]) {
      const map = merged === undefined ? undefined : resolveAlias(document, merged as Node);
      const place = isMap(map) ? placeInMap(document, map.items as Pair<Node, Node | null>[], name, depth + 1) : {};
      if (place.node !== undefined) return place;
    }
  }
  return {};
};

const indices = new WeakMap<readonly Pair<Node, Node | null>[], ReadonlyMap<string, Pair<Node, Node | null>>>();

/** A document's maps are asked often, once for each problem below them. */
const pairByName = (pairs: readonly Pair<Node, Node | null>[]): ReadonlyMap<string, Pair<Node, Node | null>> => {
  const index =
    indices.get(pairs) ?? new Map(pairs.filter(({ key }) => !isMergeKey(key)).map((pair) => [keyText(pair.key), pair]));
  indices.set(pairs, index);
  return index;
};
