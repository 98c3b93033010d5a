/** Sets values in the text of a spec. What was there stays as it was, to the character, wherever the text lets it. */
import { isDeepStrictEqual } from 'node:util';
import { type Document, parseDocument } from 'yaml';
import type { JsonValue } from '../model/json.ts';
import { inPlace, inPlaceOfAnchor, lineEnds, nodesAlong, withValue } from './edit-in-place.ts';
import type { Path } from './path.ts';
import { parseSource, type Source } from './source.ts';
import { dialect } from './yaml-dialect.ts';

/** What stands at a path from now on. A list is added to at the index that is its length. */
export interface Edit {
  readonly path: Path;
  readonly value: JsonValue;
}

/** The text with all edits, or the one that cannot be made without a change of what else the text says. */
export type Edited = { readonly text: string } | { readonly stuck: Edit };

/** Makes all edits, one after the other. The text must be YAML without faults. */
export const editText = (text: string, edits: readonly Edit[]): Edited => {
  let edited = text;
  for (const edit of edits) {
    const next = applied(edited, edit);
    if (next === undefined) return { stuck: edit };
    edited = next;
  }
  return { text: edited };
};

const applied = (text: string, { path, value }: Edit): string | undefined => {
  const source = parseSource(text, '');
  const wanted = withValue(valueOf(source.document), path, value);
  const ways = [
    () => addedToList(source, path, value),
    () => inPlace(source, path, value),
    () => inPlaceOfAnchor(source, path, value),
    // Tags, and comments in the middle of what has to be turned into lines.
    () => asNode(source, nodesAlong(source.document, path).length - 1, path, value),
    // What an alias stands for, or is merged from elsewhere, is written out: as little of it as can be, and never all of the spec.
    ...path.slice(1).map((_step, i) => () => {
      const whole = path.slice(0, path.length - i);
      return asNode(source, whole.length, whole, valueAt(wanted, whole));
    }),
  ];
  for (const way of ways) {
    const edited = attempt(way);
    if (
      edited !== undefined &&
      isDeepStrictEqual(
        attempt(() => valueOf(parseDocument(edited, dialect))),
        wanted,
      )
    )
      return edited;
  }
  return undefined;
};

/** What a list has stays, with its comments, where the new one begins with the same. */
const addedToList = ({ document, text }: Source, path: Path, value: JsonValue): string | undefined => {
  const there = valueAt(valueOf(document), path);
  if (!Array.isArray(there) || !Array.isArray(value) || there.length === 0) return undefined;
  const [same, more] = [value.slice(0, there.length), value.slice(there.length)];
  if (!isDeepStrictEqual(same, there)) return undefined;
  const edited = editText(
    text,
    more.map((item: JsonValue, i) => ({ path: [...path, there.length + i], value: item })),
  );
  return 'text' in edited ? edited.text : undefined;
};

/** What the library refuses is no way. */
const attempt = <T>(way: () => T): T | undefined => {
  try {
    return way();
  } catch {
    return undefined;
  }
};

/** All aliases followed: a document that would not end is none without faults. */
const valueOf = (document: Document.Parsed): JsonValue => document.toJS({ maxAliasCount: -1 }) as JsonValue;

const valueAt = (whole: JsonValue, path: Path): JsonValue =>
  path.reduce((value, step) => (value as Readonly<Record<string, JsonValue>>)[step]!, whole);

/** Printed anew by the library, with the value set below the first `depth` steps: layout may change, comments stay. */
const asNode = ({ document, text }: Source, depth: number, path: Path, value: JsonValue): string => {
  const copy = document.clone() as Document.Parsed;
  copy.setIn(path.slice(0, depth), copy.createNode(withValue(undefined, path.slice(depth), value)));
  return lineEnds(text, copy.toString({ lineWidth: 0, flowCollectionPadding: /\{ \S/.test(text) }));
};
