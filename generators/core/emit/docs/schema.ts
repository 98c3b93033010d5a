/** What the reference asks of a schema. Keywords are looked up by position: a field may be called `items`. */
import type { JsonObject, JsonValue } from '../../model/json.ts';

/** The fields of an object by name; none for other types, and for types of Kubernetes that are referred to. */
export const fieldsOf = ({ properties }: JsonObject): readonly (readonly [name: string, schema: JsonObject])[] =>
  isSchema(properties)
    ? Object.entries(properties).filter((entry): entry is [string, JsonObject] => isSchema(entry[1]))
    : [];

/** What a list has for items or a map for values, to any depth, and how a path leads there: `[]`, `.*`. */
export const resultType = (schema: JsonObject): { readonly schema: JsonObject; readonly suffix: string } => {
  let inner = schema;
  let suffix = '';
  for (;;) {
    if (isSchema(inner.items)) {
      inner = inner.items;
      suffix += '[]';
    } else if (fieldsOf(inner).length === 0 && isSchema(inner.additionalProperties)) {
      inner = inner.additionalProperties;
      suffix += '.*';
    } else return { schema: inner, suffix };
  }
};

/** Whether a value is a mapping, as schemas are. */
export const isSchema = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The strings of a list. */
export const strings = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
