/** A value without what a schema has no place for: the sample of one version as another has it. */
import { isObject, type JsonObject, type JsonValue } from '../json.ts';

/** What of the value the schema declares. */
export const fitted = (value: JsonValue, schema: JsonObject): JsonValue => {
  const { properties, items, additionalProperties } = schema;
  if (Array.isArray(value)) return isObject(items) ? value.map((item: JsonValue) => fitted(item, items)) : value;
  if (!isObject(value)) return value;
  const fields = isObject(properties) ? properties : {};
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const inner = Object.hasOwn(fields, name) ? fields[name] : additionalProperties;
      if (item === undefined || (inner === undefined && !isOpen)) return [];
      return [[name, isObject(inner) ? fitted(item, inner) : item] as const];
    }),
  );
};
