/** Schemas made comparable: what is a set is sorted, and descriptions are left out where they are not what is compared. */
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';

const SETS = new Set(['required', 'enum', 'x-kubernetes-list-map-keys', 'shortNames', 'categories']);

/** The value with its sets in order, each member once. */
export const comparable = (value: JsonValue): JsonValue => normalize(value, false);

/** The same of a schema, without descriptions; a property of that name stays. */
export const structureOf = (schema: JsonValue): JsonValue => normalize(schema, true);

const normalize = (value: JsonValue, bare: boolean, names = false): JsonValue => {
  if (Array.isArray(value)) return value.map((item: JsonValue) => normalize(item, bare));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([key, item]) => item !== undefined && (names || !bare || key !== 'description'))
      .map(([key, item]) => {
        if (!names && SETS.has(key) && Array.isArray(item))
          return [key, [...new Set(item.map((member) => JSON.stringify(member)))].toSorted()];
        return [key, normalize(item!, bare, !names && key === 'properties')];
      }),
  );
};
