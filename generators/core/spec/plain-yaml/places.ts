/**
 * Plain YAML with places: the value, and where in the text its parts stand. Places are asked for only when there is something to
 * report; the text is then read once more, which takes a tenth of making a tree of it.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Path } from '../path.ts';
import { offsetsInJson, readJson } from './json.ts';
import { readPlainYaml } from './read.ts';

/** Offsets of an entry: a list's has no key, and that of an empty value is not known. */
export interface Offsets {
  readonly key?: number;
  readonly value?: number;
}

export interface PlainDocument {
  readonly value: JsonObject;
  /** undefined where there is nothing at the path. */
  readonly offsetsOf: (path: Path) => Offsets | undefined;
}

/** The document, if it is a mapping in plain YAML. Offsets are told from `base` on. */
export const plainDocument = (text: string, base = 0): PlainDocument | undefined => {
  const json = readJson(text);
  if (json !== undefined) return { value: json, offsetsOf: (path) => offsetsInJson(text, path, base) };
  const value = readPlainYaml(text);
  if (value === undefined || value === null) return undefined;
  let places: Places | undefined;
  return {
    value,
    offsetsOf: (path) => {
      places ??= readPlaces(text, base);
      return find(places, path);
    },
  };
};

interface Places {
  readonly root: JsonValue;
  /** Of each mapping and list: step, offset of the key, offset of the value, and so on. Flat, as there are very many. */
  readonly entries: ReadonlyMap<object, readonly (string | number | undefined)[]>;
}

const readPlaces = (text: string, base: number): Places => {
  const entries = new Map<object, (string | number | undefined)[]>();
  let last: object | undefined;
  let known: (string | number | undefined)[] = [];
  const root = readPlainYaml(text, (parent, step, key, value) => {
    if (parent !== last) {
      known = entries.get(parent) ?? [];
      entries.set(parent, known);
      last = parent;
    }
    known.push(step, key === undefined ? undefined : base + key, value === undefined ? undefined : base + value);
  });
  return { root: root ?? null, entries };
};

const find = ({ root, entries }: Places, path: Path): Offsets | undefined => {
  // The root is where its first entry is.
  let found: Offsets | undefined = offsets(undefined, entries.get(root as object)?.[1] ?? 0);
  let value: JsonValue | undefined = root;
  for (const step of path) {
    const own: string | number = Array.isArray(value) ? Number(step) : String(step);
    const known: readonly (string | number | undefined)[] =
      typeof value === 'object' && value !== null ? (entries.get(value) ?? []) : [];
    let at = 0;
    while (at < known.length && known[at] !== own) at += 3;
    if (at >= known.length) return undefined;
    found = offsets(known[at + 1], known[at + 2]);
    value = (value as Readonly<Record<string | number, JsonValue>>)[own];
  }
  return found;
};

const offsets = (key: string | number | undefined, value: string | number | undefined): Offsets => ({
  ...(typeof key === 'number' && { key }),
  ...(typeof value === 'number' && { value }),
});
