/** Brings a YAML document to another value while its comments, order and layout stay where nothing changed. */
import { isDeepStrictEqual } from 'node:util';
import { type Document, type Node, type YAMLSeq, isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { isRecord } from './merge-values.ts';

/** The one document of a text, undefined when it is not one sound document (a Helm template, a stream of documents). */
export const parseYaml = (text: string): Document | undefined => {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length !== 1) return undefined;
  const [document] = documents;
  return document !== undefined && document.errors.length === 0 ? (document as unknown as Document) : undefined;
};

/** The text of `document` with the value `target`; undefined when that cannot be had by editing (aliases, merge keys). */
export const editYaml = (document: Document, target: unknown): string | undefined => {
  document.contents = edit(document, document.contents, target);
  const text = document.toString({ lineWidth: 0 });
  return isDeepStrictEqual(parseYaml(text)?.toJS(), target) ? text : undefined;
};

const edit = (document: Document, node: Node | null, target: unknown): Node => {
  if (node !== null && !isAlias(node) && isDeepStrictEqual(node.toJS(document), target)) return node;
  if (isMap(node) && isRecord(target)) return editMap(document, node, target);
  if (isSeq(node) && Array.isArray(target)) return editSequence(document, node, target);
  const fresh = document.createNode(target) as Node;
  if (isScalar(node) && isScalar(fresh) && node.comment !== undefined) fresh.comment = node.comment;
  return fresh;
};

const editMap = (
  document: Document,
  map: Node & { items: unknown[] },
  target: Readonly<Record<string, unknown>>,
): Node => {
  if (!isMap(map)) return map;
  const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);
  map.items = map.items.filter((pair) => Object.hasOwn(target, keyOf(pair.key)));
  let position = 0;
  for (const [key, value] of Object.entries(target)) {
    const index = map.items.findIndex((pair) => keyOf(pair.key) === key);
    const pair = map.items[index];
    if (pair === undefined)
      map.items.splice(position, 0, document.createPair(key, value) as (typeof map.items)[number]);
    else pair.value = edit(document, pair.value as Node | null, value);
    position = (pair === undefined ? position : index) + 1;
  }
  return map;
};

const editSequence = (document: Document, sequence: YAMLSeq, target: readonly unknown[]): Node => {
  const unused = [...sequence.items] as Node[];
  sequence.items = target.map((item) => {
    const index = unused.findIndex((node) => isDeepStrictEqual(node.toJS(document), item));
    return index === -1 ? (document.createNode(item) as Node) : (unused.splice(index, 1)[0] as Node);
  });
  return sequence;
};
