/** What a schema means to server-side apply: a map, a list or a scalar, granular or owned as a whole (kube-openapi's schemaconv). */
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { childSchema, resolve, type Definitions, type Schema } from '../schema/schema.ts';
import { keyElement, valueElement } from './field-set.ts';

/** A schema where it is used: definitions, and whether an ancestor preserves unknown fields. */
export interface Typed {
  readonly schema: Schema;
  readonly definitions: Definitions;
  readonly open: boolean;
}

/** Values without a schema: maps by field, lists as a whole. */
const DEDUCED: Schema = { 'x-kubernetes-preserve-unknown-fields': true };

export type Shape = 'map' | 'list' | 'scalar';

/** Whether the type at hand could be of a shape, whatever the value. */
export function shapes(typed: Typed): readonly Shape[] {
  const { type } = resolve(typed.schema, typed.definitions);
  if (type === 'object') return ['map'];
  if (type === 'array') return ['list'];
  return type === undefined ? ['map', 'scalar', 'list'] : ['scalar'];
}

/** The shape in which `value` is treated: its own where the type allows it, otherwise the type's first. */
export function shapeOf(typed: Typed, value: Json | undefined): Shape {
  const possible = shapes(typed);
  const own: Shape | undefined =
    value === undefined || value === null
      ? undefined
      : Array.isArray(value)
        ? 'list'
        : isObject(value)
          ? 'map'
          : 'scalar';
  return own !== undefined && possible.includes(own) ? own : (possible[0] ?? 'scalar');
}

/** Owned as a whole. */
export function isAtomic(typed: Typed, shape: Shape): boolean {
  const schema = resolve(typed.schema, typed.definitions);
  if (shape === 'map') return (typed.schema['x-kubernetes-map-type'] ?? schema['x-kubernetes-map-type']) === 'atomic';
  const list = schema['x-kubernetes-list-type'];
  return list !== 'map' && list !== 'set';
}

/** The type of a map's field; undefined when the schema does not know it. */
export function fieldType(typed: Typed, name: string): Typed | undefined {
  const schema = resolve(typed.schema, typed.definitions);
  const open = typed.open || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const child = childSchema(schema, name);
  if (child !== undefined) return { schema: child, definitions: typed.definitions, open };
  const free =
    open ||
    schema.additionalProperties === true ||
    (schema.properties === undefined && schema.additionalProperties === undefined);
  return free ? { schema: DEDUCED, definitions: typed.definitions, open } : undefined;
}

/** A field that the schema names, not one of a free map. */
export function isDeclared(typed: Typed, name: string): boolean {
  const { properties } = resolve(typed.schema, typed.definitions);
  return properties !== undefined && Object.hasOwn(properties, name);
}

export function itemType(typed: Typed): Typed {
  const schema = resolve(typed.schema, typed.definitions);
  const open = typed.open || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return { schema: schema.items ?? DEDUCED, definitions: typed.definitions, open };
}

/** The path element of a list's item; throws in words of the real server when it has none. */
export function itemElement(typed: Typed, item: Json): string {
  const schema = resolve(typed.schema, typed.definitions);
  const keys = schema['x-kubernetes-list-type'] === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : [];
  if (keys.length > 0) return keyedElement(typed, keys, item);
  if (isObject(item)) throw new Error("associative list without keys has an element that's a map type");
  if (Array.isArray(item)) throw new Error('not supported: associative list with lists as elements');
  if (item === null) throw new Error("associative list without keys has an element that's an explicit null");
  return valueElement(item);
}

function keyedElement(typed: Typed, keys: readonly string[], item: Json): string {
  if (item === null) throw new Error('associative list with keys may not have a null element');
  if (!isObject(item)) throw new Error('associative list with keys may not have non-map elements');
  const properties = resolve(itemType(typed).schema, typed.definitions).properties ?? {};
  const key: JsonObject = {};
  for (const name of keys) {
    const value = item[name] ?? properties[name]?.default;
    if (value !== undefined) key[name] = value;
  }
  if (Object.keys(key).length === 0) {
    const names = keys.map((name) => JSON.stringify(name)).join(' ');
    throw new Error(
      `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    );
  }
  return keyElement(key);
}
