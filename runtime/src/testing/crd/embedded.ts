/** Objects inside objects (`x-kubernetes-embedded-resource`): they need apiVersion and kind (apiextensions: schema/objectmeta). */
import { invalidValue, required } from '../cause.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { childSchema, type Schema } from '../schema/schema.ts';
import type { Cause } from '../status.ts';

export function embeddedCauses(schema: Schema, value: Json, path = ''): Cause[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? [] : value.flatMap((item, index) => embeddedCauses(items, item, `${path}[${index}]`));
  }
  if (!isObject(value)) return [];
  const own =
    schema['x-kubernetes-embedded-resource'] === true
      ? ['apiVersion', 'kind'].flatMap((name) => headCauses(value[name], `${path}.${name}`))
      : [];
  const below = Object.entries(value).flatMap(([name, child]) => {
    const type = childSchema(schema, name);
    return type === undefined ? [] : embeddedCauses(type, child, path === '' ? name : `${path}.${name}`);
  });
  return [...own, ...below];
}

function headCauses(value: Json | undefined, field: string): Cause[] {
  if (value === undefined) return [required(field)];
  if (typeof value !== 'string') return [invalidValue(field, value, 'must be a string')];
  return value === '' ? [invalidValue(field, value, 'must not be empty')] : [];
}
