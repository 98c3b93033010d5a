/** Fills in the defaults of a custom resource's schema, nested ones too (apiextensions: schema/defaulting). */
import type { Json } from '../json.ts';
import { copy, isObject } from '../json.ts';
import { childSchema, type Schema } from './schema.ts';

/** Changes `value`. A null where the schema is not nullable and has a default counts as missing. */
export function setDefaults(schema: Schema, value: Json): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    for (const [index, item] of value.entries()) {
      if (item === null && items.nullable !== true && items.default !== undefined) value[index] = copy(items.default);
      setDefaults(items, value[index] ?? null);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (
      child.default !== undefined &&
      (!Object.hasOwn(value, name) || (value[name] === null && child.nullable !== true))
    )
      value[name] = copy(child.default);
    if (Object.hasOwn(value, name)) setDefaults(child, value[name] ?? null);
  }
  if (typeof schema.additionalProperties !== 'object') return;
  for (const name of Object.keys(value)) {
    if (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) continue;
    const { additionalProperties } = schema;
    if (value[name] === null && additionalProperties.nullable !== true && additionalProperties.default !== undefined)
      value[name] = copy(additionalProperties.default);
    setDefaults(additionalProperties, value[name] ?? null);
  }
}

/** Removes nulls where the schema is not nullable and has no default; those with a default get it in `setDefaults`. */
export function dropNulls(schema: Schema, value: Json): void {
  if (Array.isArray(value)) {
    if (schema.items !== undefined) for (const item of value) dropNulls(schema.items, item);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const type = childSchema(schema, name);
    if (type === undefined) continue;
    if (child === null && type.nullable !== true && type.default === undefined) delete value[name];
    else dropNulls(type, child);
  }
}
