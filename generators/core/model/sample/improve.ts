/** From an object that a schema does not accept to one that it does, field by field: what takes faults away is kept. */
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { wrongness } from './faults.ts';
import { literalsOf } from './literals.ts';

/** How many steps, and how many objects are looked at for each. */
const STEPS = 6;
const TRIES = 400;

/** Better and better objects, the last the best that was found. `valuesOf` gives values to try for a field. */
export function* improved(
  start: JsonObject,
  schema: JsonObject,
  valuesOf: (name: string) => readonly JsonValue[],
): Generator<JsonObject> {
  let best = start;
  let faults = wrongness(best, schema);
  for (let step = 0; step < STEPS && faults > 0; step += 1) {
    const next = bestOf(moves(best, schema, valuesOf), faults, schema);
    if (next === undefined) return;
    [best, faults] = next;
    yield best;
  }
}

const bestOf = (
  objects: Iterable<JsonObject>,
  faults: number,
  schema: JsonObject,
): readonly [JsonObject, number] | undefined => {
  let best: readonly [JsonObject, number] | undefined;
  let tries = 0;
  for (const object of objects) {
    const left = wrongness(object, schema);
    if (left < (best?.[1] ?? faults)) best = [object, left];
    tries += 1;
    if (best?.[1] === 0 || tries >= TRIES) break;
  }
  return best;
};

/** One field more, another value, one field less; then two at once. */
function* moves(
  object: JsonObject,
  schema: JsonObject,
  valuesOf: (name: string) => readonly JsonValue[],
): Generator<JsonObject> {
  const names = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const absent = names.filter((name) => !Object.hasOwn(object, name));
  const present = names.filter((name) => Object.hasOwn(object, name));
  const first = new Map(
    absent.flatMap((name) =>
      valuesOf(name)
        .slice(0, 1)
        .map((value) => [name, value] as const),
    ),
  );
  for (const [name, value] of first) yield withField(object, name, value);
  for (const name of [...present, ...absent]) for (const value of valuesOf(name)) yield withField(object, name, value);
  for (const text of literalsOf(schema)) for (const name of names) yield withField(object, name, text);
  for (const gone of present) yield without(object, gone);
  for (const [name, value] of first)
    for (const [other, more] of first) if (name < other) yield withField(withField(object, name, value), other, more);
  for (const gone of present) for (const [name, value] of first) yield withField(without(object, gone), name, value);
}

const withField = (object: JsonObject, name: string, value: JsonValue): JsonObject =>
  Object.fromEntries([...Object.entries(object), [name, value]]);

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
