/** Checks a custom resource against its schema; all violations, in the words of the real server (kube-openapi's validate, apiextensions). */
import { invalidValue, required, tooMany } from '../cause.ts';
import type { Json } from '../json.ts';
import { equal, isObject } from '../json.ts';
import type { Cause } from '../status.ts';
import { combine } from './combine.ts';
import { fieldOf, type Place } from './place.ts';
import { scalarCauses, typeCause } from './scalar.ts';
import { childSchema, type Schema } from './schema.ts';

/**
 * Violations of `schema` by `value`. With `old`, what did not change is not held against the object (ratcheting), lists with keys are
 * compared item by item.
 */
export function validate(schema: Schema, value: Json, old?: Json, place: Place = { prefix: '', path: '' }): Cause[] {
  if (old !== undefined && equal(old, value)) return [];
  const type = typeCause(schema, value, place);
  const causes = type === undefined ? [] : [type];
  if (value === null) return causes;
  causes.push(...combine(schema, value, place, validate), ...scalarCauses(schema, value, place));
  if (Array.isArray(value)) causes.push(...itemCauses(schema, value, old, place));
  if (isObject(value)) causes.push(...fieldCauses(schema, value, old, place));
  return causes;
}

function itemCauses(schema: Schema, value: readonly Json[], old: Json | undefined, place: Place): Cause[] {
  const causes: Cause[] = [];
  const { items, minItems, maxItems } = schema;
  const correlate = correlation(schema, old);
  if (items !== undefined) {
    for (const [index, item] of value.entries())
      causes.push(...validate(items, item, correlate(item), { ...place, path: `${place.path}[${index}]` }));
  }
  if (minItems !== undefined && value.length < minItems)
    causes.push(
      invalidValue(fieldOf(place), value.length, `${place.path} in body should have at least ${minItems} items`),
    );
  if (maxItems !== undefined && value.length > maxItems) causes.push(tooMany(fieldOf(place), value.length, maxItems));
  return causes;
}

/** The item before the change, for lists that say what makes an item the same. */
export function correlation(schema: Schema, old: Json | undefined): (item: Json) => Json | undefined {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (!Array.isArray(old) || schema['x-kubernetes-list-type'] !== 'map') return () => undefined;
  return (item) =>
    old.find((before) => isObject(before) && isObject(item) && keys.every((key) => equal(before[key], item[key])));
}

function fieldCauses(schema: Schema, value: Record<string, Json>, old: Json | undefined, place: Place): Cause[] {
  const causes: Cause[] = [];
  const count = Object.keys(value).length;
  const { minProperties, maxProperties } = schema;
  if (minProperties !== undefined && count < minProperties)
    causes.push(
      invalidValue(fieldOf(place), count, `${place.path} in body should have at least ${minProperties} properties`),
    );
  if (maxProperties !== undefined && count > maxProperties) causes.push(tooMany(fieldOf(place), count, maxProperties));
  for (const [name, child] of Object.entries(value)) {
    const inner = { ...place, path: place.path === '' ? name : `${place.path}.${name}` };
    const type = childSchema(schema, name);
    if (type !== undefined) causes.push(...validate(type, child, isObject(old) ? old[name] : undefined, inner));
    else if (schema.additionalProperties === false)
      causes.push(invalidValue(fieldOf(place), name, `${place.path}.${name} in body is a forbidden property`));
  }
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) causes.push(required(fieldOf({ ...place, path: `${place.path}.${name}` })));
  }
  return causes;
}
