/** Values that a chart takes though they are mistakes: keys that nobody reads, and types that nobody can use. Asked of helm itself. */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import { inParallel, template } from './helm.ts';
import { isMap, valueOf, type ValuePath } from './values.ts';

/** A chart as far as it is asked here; without a schema, everything in its values is probed. */
export interface LooseChart {
  readonly path: string;
  readonly values: JsonObject;
  readonly schema?: JsonObject;
}

/** A misspelt key beside each that the chart decides on: the places at which helm takes it. */
export const unknownKeysTaken = ({ path, values, schema }: LooseChart): Promise<readonly string[]> => {
  const places = mapsOf(values).filter((place) => decides(schema, place));
  return taken(
    path,
    places.map((place) => place.concat('msitake')),
    1,
  );
};

/** A value of another type at each value that the chart decides on: the places at which helm takes it. */
export const wrongTypesTaken = async ({ path, values, schema }: LooseChart): Promise<readonly string[]> => {
  const leaves = leavesOf(values).filter(([place]) => schema === undefined || schemaAt(schema, place) !== undefined);
  const found = await Promise.all(
    [...Map.groupBy(leaves, ([, value]) => typeof value === 'string')].map(([isText, group]) =>
      taken(
        path,
        group.map(([place]) => place),
        isText ? ['abc'] : 'abc',
      ),
    ),
  );
  return found.flat().toSorted();
};

const taken = async (chart: string, places: readonly ValuePath[], value: JsonValue): Promise<readonly string[]> => {
  const answers = await inParallel(places, (place) => template(chart, valueOf(place, value), 'probe'));
  return places.flatMap((place, index) => {
    const { ok, output } = answers[index]!;
    // Any other failure is no refusal of the value: a template that breaks on it says nothing to who mistyped it.
    return ok || !REFUSED.test(output) ? [place.join('.')] : [];
  });
};

/** How helm begins what a schema has to say. */
const REFUSED = /values don't meet the specifications of the schema/;

const mapsOf = (values: JsonObject, path: ValuePath = []): readonly ValuePath[] => [
  path,
  ...Object.entries(values).flatMap(([key, value]) => (isMap(value) ? mapsOf(value, [...path, key]) : [])),
];

const leavesOf = (values: JsonObject, path: ValuePath = []): readonly (readonly [ValuePath, JsonValue])[] =>
  Object.entries(values).flatMap(([key, value]): readonly (readonly [ValuePath, JsonValue])[] =>
    isMap(value) && Object.keys(value).length > 0
      ? leavesOf(value, [...path, key])
      : [[[...path, key], value as JsonValue]],
  );

/** Whether the chart lists the keys of this map: labels and the like are the user's own. */
const decides = (schema: JsonObject | undefined, place: ValuePath): boolean => {
  if (schema === undefined) return true;
  const { properties, additionalProperties } = schemaAt(schema, place) ?? {};
  return isMap(properties) && !isMap(additionalProperties);
};

const schemaAt = (schema: JsonObject, [key, ...rest]: ValuePath): JsonObject | undefined => {
  if (key === undefined) return schema;
  const { properties, additionalProperties } = schema;
  const below = (isMap(properties) ? properties[key] : undefined) ?? additionalProperties;
  return isMap(below) ? schemaAt(below, rest) : undefined;
};
