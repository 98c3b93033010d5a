/**
 * Plain YAML with places: the values, and where in the text their parts stand. Places are asked for only when there is something to
 * report.
 */
import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
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

/** The documents of a text in which each is a plain mapping, or null when there is nothing in it. */
export const plainDocuments = (text: string): readonly (PlainDocument | null)[] | undefined => {
  const { values, events } = readPlainYaml(text) ?? {};
  if (events === undefined || values?.every(isMappingOrNull) !== true) return undefined;
  let find: Find | undefined;
  return values.map((value, document) =>
    value === null ? null : { value, offsetsOf: (path) => (find ??= finder(text, events))(document, path) },
  );
};

const isMappingOrNull = (value: JsonValue): value is JsonObject | null =>
  typeof value === 'object' && !Array.isArray(value);

type Find = (document: number, path: Path) => Offsets | undefined;

/** Indices of the events of a key, which a list's entry has none of, and its value. */
type Entry = readonly [key: number | undefined, value: number];

const finder = (text: string, events: readonly Event[]): Find => {
  const { roots, ends } = structureOf(events);
  const known = new Map<number, ReadonlyMap<string, Entry>>();

  const entriesOf = (container: number): ReadonlyMap<string, Entry> => {
    const entries = new Map<string, Entry>();
    const isMap = events[container]!.type === EVENT_ID.MAPPING;
    for (let at = container + 1; at < ends[container]!;) {
      const value = isMap ? ends[at]! + 1 : at;
      const step = isMap ? getScalarValue(text, events[at] as ScalarEvent) : String(entries.size);
      entries.set(step, [isMap ? at : undefined, value]);
      at = ends[value]! + 1;
    }
    return entries;
  };

  return (document, path) => {
    let entry: Entry | undefined = [undefined, roots[document]!];
    for (const step of path) {
      const container: number = entry[1];
      const entries: ReadonlyMap<string, Entry> = known.get(container) ?? entriesOf(container);
      known.set(container, entries);
      entry = entries.get(String(step));
      if (entry === undefined) return undefined;
    }
    const [key, value] = entry.map((index) => (index === undefined ? undefined : startOf(text, events, index)));
    return { ...(key !== undefined && { key }), ...(value !== undefined && { value }) };
  };
};

/** Indices of the events of each document's root, and for each event of that which ends it: a scalar's is its own. */
const structureOf = (events: readonly Event[]): { readonly roots: readonly number[]; readonly ends: Int32Array } => {
  const roots: number[] = [];
  const ends = Int32Array.from(events.keys());
  const open: number[] = [];
  for (const [i, { type }] of events.entries()) {
    if (type === EVENT_ID.DOCUMENT) roots.push(i + 1);
    if (type === EVENT_ID.POP) ends[open.pop()!] = i;
    else if (type !== EVENT_ID.SCALAR) open.push(i);
  }
  return { roots, ends };
};

/** The offset of a value: a quoted one's is that of its quote, a block scalar's that of its header; an empty one has none. */
const startOf = (text: string, events: readonly Event[], index: number): number | undefined => {
  const event = events[index]!;
  if (event.type !== EVENT_ID.SCALAR) return 'start' in event ? event.start : undefined;
  const { style, valueStart } = event;
  if (style === SCALAR_STYLE.PLAIN) return valueStart === -1 ? undefined : valueStart;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  return headerOf(text, events[index - 1]!, valueStart);
};

/** The header of a block scalar is on the line before its text, behind what else is there. */
const headerOf = (text: string, before: Event, valueStart: number): number => {
  const end = before.type === EVENT_ID.SCALAR ? before.valueEnd : 'start' in before ? before.start : 0;
  const from = Math.max(end, text.lastIndexOf('\n', valueStart - 2) + 1);
  return from + text.slice(from, valueStart - 1).search(/[|>][-+\d]*(?: +#.*| *)$/);
};
