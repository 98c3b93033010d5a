/**
 * Plain YAML with places: the value, and where in the text its parts stand. Places are asked for only when there is something to
 * report; the text is then read once more, which takes a tenth of making a tree of it.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Path } from '../path.ts';
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
  readonly entries: ReadonlyMap<object, ReadonlyMap<string | number, Offsets>>;
}

const readPlaces = (text: string, base: number): Places => {
  const entries = new Map<object, Map<string | number, Offsets>>();
  const root = readPlainYaml(text, (parent, step, key, value) => {
    const known = entries.get(parent) ?? new Map<string | number, Offsets>();
    entries.set(parent, known);
    known.set(step, {
      ...(key !== undefined && { key: base + key }),
      ...(value !== undefined && { value: base + value }),
    });
  });
  return { root: root ?? null, entries };
};

const find = ({ root, entries }: Places, path: Path): Offsets | undefined => {
  let value: JsonValue | undefined = root;
  // The root is where its first entry is.
  let found: Offsets | undefined = {
    value:
      entries
        .get(root as object)
        ?.values()
        .next().value?.key ?? 0,
  };
  for (const step of path) {
    const isList: boolean = Array.isArray(value);
    const known: string | number = isList ? Number(step) : String(step);
    found = typeof value === 'object' && value !== null ? entries.get(value)?.get(known) : undefined;
    if (found === undefined) return undefined;
    value = (value as Readonly<Record<string | number, JsonValue>>)[known];
  }
  return found;
};
