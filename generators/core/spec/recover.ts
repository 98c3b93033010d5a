/**
 * A spec with mistakes of shape, as it was probably meant: misspelt words put right, other unknown fields and unusable scalars
 * left out. So the rules can be checked too, and all problems are told at once. Nothing is ever generated from it.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import { nearest } from './near.ts';
import { isSound, operatorShape, resolve } from './shape.ts';
import type { Schema } from './shape/schema.ts';

/** undefined when what is wrong cannot be passed over: a missing field, a list where a mapping belongs. */
export const recover = (value: JsonObject): JsonObject | undefined => {
  const meant = recovered(value, operatorShape);
  return isSound(meant, operatorShape) ? (meant as JsonObject) : undefined;
};

const recovered = (value: JsonValue, written: Schema): JsonValue => {
  const schema = resolve(written);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? value : value.map((item: JsonValue) => recovered(item, items));
  }
  if (typeof value !== 'object' || value === null) return value;
  const { properties = {}, additionalProperties = true } = schema;
  const meant: Record<string, JsonValue> = {};
  for (const [name, item] of Object.entries(value) as [string, JsonValue][]) {
    const known = fieldOf(name, value as JsonObject, schema);
    if (known === undefined) continue;
    const field = properties[known] ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
    const mended = isScalar(item) && isScalarSchema(resolve(field)) ? scalar(item, field) : recovered(item, field);
    if (mended !== undefined) Object.defineProperty(meant, known, { value: mended, enumerable: true });
  }
  return meant;
};

/** Undefined when it is unusable. One of a choice is what it is nearest to: without it, more would seem wrong than is. */
const scalar = (value: JsonValue, field: Schema): JsonValue | undefined => {
  if (isSound(value, field)) return value;
  const choice = resolve(field).enum?.filter((item) => typeof item === 'string');
  if (choice === undefined) return undefined;
  return (typeof value === 'string' ? nearest(value, choice) : undefined) ?? value;
};

/** The name that a field has in the schema; undefined when it has none. */
const fieldOf = (name: string, value: JsonObject, schema: Schema): string | undefined => {
  const { properties = {}, additionalProperties = true } = schema;
  if (Object.hasOwn(properties, name) || additionalProperties !== false) return name;
  return nearest(
    name,
    Object.keys(properties).filter((field) => !Object.hasOwn(value, field)),
  );
};

const isScalar = (value: JsonValue): boolean => typeof value !== 'object' || value === null;

const isScalarSchema = ({ type }: Schema): boolean =>
  [type ?? []].flat().every((name) => name !== 'object' && name !== 'array');
