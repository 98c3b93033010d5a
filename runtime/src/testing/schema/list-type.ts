/** Lists of type set and map: no item twice (apiextensions: schema/listtype). */
import { duplicate, invalidValue } from '../cause.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import type { Cause } from '../status.ts';
import { childSchema, type Schema } from './schema.ts';

export function listTypeCauses(schema: Schema, value: Json, path = ''): Cause[] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([name, child]) => {
      const type = childSchema(schema, name);
      const declared = schema.properties !== undefined && Object.hasOwn(schema.properties, name);
      const inner = declared ? `${path}.${name}` : `${path}[${name}]`;
      return type === undefined ? [] : listTypeCauses(type, child, inner.replace(/^\./, ''));
    });
  }
  if (!Array.isArray(value)) return [];
  const own =
    schema['x-kubernetes-list-type'] === 'set'
      ? setCauses(value, path)
      : schema['x-kubernetes-list-type'] === 'map'
        ? mapCauses(schema, value, path)
        : [];
  const { items } = schema;
  return [
    ...own,
    ...(items === undefined ? [] : value.flatMap((item, index) => listTypeCauses(items, item, `${path}[${index}]`))),
  ];
}

/** The second of equal values. */
function repeated(values: readonly Json[]): number[] {
  const counts = new Map<string, number>();
  return [...values.keys()].filter((index) => {
    const text = JSON.stringify(values[index]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    return counts.get(text) === 2;
  });
}

const setCauses = (items: readonly Json[], path: string): Cause[] =>
  repeated(items).map((index) => duplicate(`${path}[${index}]`, items[index] ?? null));

function mapCauses(schema: Schema, items: readonly Json[], path: string): Cause[] {
  const odd = items.findIndex((item) => item !== null && !isObject(item));
  if (odd !== -1)
    return [invalidValue(`${path}[${odd}]`, items[odd] ?? null, 'must be an object for an array of list-type map')];
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  const keys = items.map((item): JsonObject =>
    Object.fromEntries(
      names
        .filter((name) => isObject(item) && Object.hasOwn(item, name))
        .map((name) => [name, (item as JsonObject)[name] ?? null]),
    ),
  );
  return repeated(keys).map((index) => duplicate(`${path}[${index}]`, keys[index] ?? {}));
}
