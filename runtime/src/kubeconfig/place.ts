/** Where in a text of YAML a value is. */
import { type Event, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';

export interface Place {
  /** From 1 on. */
  readonly line: number;
  /** From 1 on. */
  readonly column: number;
}

/** The place of the value to which the keys lead; of what is not there, that of what it is not in. Errors: js-yaml's, where the text is no YAML. */
export const placeOf = (text: string, path: readonly (string | number)[]): Place => {
  const before = text.slice(0, offsetOf(text, path));
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - start + 1 };
};

const offsetOf = (text: string, path: readonly (string | number)[]): number => {
  const events = parseEvents(text, {});
  let at = 1;
  let offset = startOf(events[at]) ?? 0;
  for (const step of path) {
    const entry = entryOf(text, events, at, step);
    if (entry === undefined) break;
    // An empty value has no place of its own.
    offset = startOf(events[entry.value]) ?? startOf(events[entry.key]) ?? offset;
    at = entry.value;
  }
  return offset;
};

/** The events of a key and its value, in the mapping or list at `at`; of a list's item both are the item. */
const entryOf = (
  text: string,
  events: readonly Event[],
  at: number,
  step: string | number,
): { readonly key: number; readonly value: number } | undefined => {
  const container = events[at]?.type;
  if (container !== EVENT_ID.MAPPING && container !== EVENT_ID.SEQUENCE) return undefined;
  let index = 0;
  for (let key = at + 1; ; index += 1) {
    const event = events[key];
    if (event === undefined || event.type === EVENT_ID.POP) return undefined;
    const value = container === EVENT_ID.MAPPING ? after(events, key) : key;
    const name = event.type === EVENT_ID.SCALAR && value !== key ? getScalarValue(text, event) : index;
    if (name === step) return { key, value };
    key = after(events, value);
  }
};

/** The event behind the whole of a value. */
const after = (events: readonly Event[], at: number): number => {
  let depth = 0;
  let next = at;
  do {
    const type = events[next]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    next += 1;
  } while (depth > 0 && next < events.length);
  return next;
};

const startOf = (event: Event | undefined): number | undefined => {
  if (event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE) return event.start;
  if (event?.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) return undefined;
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  return quoted ? event.valueStart - 1 : event.valueStart;
};
