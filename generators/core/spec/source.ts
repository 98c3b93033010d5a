/**
 * The text of a spec as a YAML document with positions. Given the text, gives a document in which every path has a place; promises
 * nothing about its content. The document keeps comments and formatting, for those who edit it; it is made when it is first asked
 * for, as making it takes longer than all else that is done with a large spec.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type ParsedNode,
} from 'yaml';
import type { Path } from './path.ts';
import { conflictMarker } from './conflict-markers.ts';
import { goKey } from './go-scalar.ts';
import { type PlainDocument, plainDocuments } from './plain-yaml/places.ts';
import { dialect } from './yaml-dialect.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
  readonly document: Document.Parsed;
  /** Documents beyond the first. */
  readonly others: readonly Document.Parsed[];
  /** What the document says, where it could be read without making it: then it is one document, and nothing is wrong with it. */
  readonly plain?: PlainDocument;
  /** Position of an offset into `text`. */
  readonly position: (offset: number) => { readonly line: number; readonly column: number };
}

/** Takes the text; never throws, syntax errors are in `document.errors`. */
export const parseSource = (text: string, file: string): Source => {
  const [plain, ...others] = plainDocuments(text) ?? [];
  const documents = once(() => parseDocuments(text));
  return sourceOf(file, text, documents, positions(text), others.length === 0 ? plain : undefined);
};

/**
 * The documents of a text, each as a source of its own, with positions in the whole text; empty ones may be left out. One that git
 * could not merge is one source: nobody knows which of its documents are there.
 */
export const parseSources = (text: string, file: string): readonly Source[] => {
  const position = positions(text);
  const documents = once(() => parseDocuments(text));
  const plain = plainDocuments(text)?.filter((document) => document !== null) ?? [];
  const filled = once(() => documents().filter((document) => !isEmpty(document)));
  return plain.length > 0
    ? plain.map((one, i) => sourceOf(file, text, () => filled().slice(i, i + 1), position, one))
    : (conflictMarker(text) === undefined ? documents() : documents().slice(0, 1)).map((document) =>
        sourceOf(file, text, () => [document], position),
      );
};

const sourceOf = (
  file: string,
  text: string,
  documents: () => readonly Document.Parsed[],
  position: Source['position'],
  plain?: PlainDocument | null,
): Source => ({
  file,
  text,
  get document() {
    return documents()[0]!;
  },
  get others() {
    return documents().slice(1);
  },
  position,
  ...(plain !== undefined && plain !== null && { plain }),
});

/** At least one: that of an empty text is null. */
const parseDocuments = (text: string): readonly Document.Parsed[] => {
  const documents = parseAllDocuments<ParsedNode>(text, dialect);
  return 'empty' in documents ? [parseAllDocuments<ParsedNode>('null\n', dialect)[0] as Document.Parsed] : documents;
};

/** Whether the document's root is null or nothing at all. */
export const isEmpty = ({ contents }: Document): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);

/** The position of an offset into a text. Lines end with a line feed, as in an editor. */
export const positions = (text: string): Source['position'] => {
  const starts = once(() => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]);
  return (offset) => {
    const at = Math.min(Math.max(offset, 0), text.length);
    let [low, high] = [0, starts().length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts()[middle]! <= at) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: at - starts()[low]! + 1 };
  };
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
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

/** The text of a key, as the API server reads it: `010` is `8`, and a boolean is a word. */
export const keyText = (key: unknown): string => {
  if (!isScalar(key)) return '';
  const { value } = key;
  return typeof value === 'number' || typeof value === 'bigint' ? goKey(value) : String(value);
};

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
