/** A value as the API server sees it when it validates: with the defaults of what is not there. */
import { isObject, type JsonObject, type JsonValue } from '../json.ts';

/** Fills defaults in, also inside of what was filled in. */
export const withDefaults = (value: JsonValue, schema: JsonObject): JsonValue => {
  const { properties, items, additionalProperties } = schema;
  if (Array.isArray(value)) return isObject(items) ? value.map((item: JsonValue) => withDefaults(item, items)) : value;
  if (!isObject(value)) return value;
  const fields = isObject(properties) ? properties : {};
  const missing = Object.entries(fields).flatMap(([name, field]) =>
    !Object.hasOwn(value, name) && isObject(field) && field.default !== undefined && field.default !== null
      ? [[name, field.default] as const]
      : [],
  );
  return Object.fromEntries(
    [...Object.entries(value), ...missing].map(([name, item]) => {
      const inner = Object.hasOwn(fields, name) ? fields[name] : additionalProperties;
      return [name, isObject(inner) && item !== undefined ? withDefaults(item, inner) : item];
    }),
  );
};
