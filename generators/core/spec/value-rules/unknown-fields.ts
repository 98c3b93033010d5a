/** Fields that the API server would prune: a default must not have any. */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { suggest } from '../near.ts';
import type { Path } from '../path.ts';
import { fault, type ValueFault } from './fault.ts';

const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

/** Every field that no schema names. An absent schema names none. */
export const unknownFields = (value: JsonValue, schema: JsonObject | undefined, path: Path): ValueFault[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const items = schema?.items as JsonObject | undefined;
    return (value as readonly JsonValue[]).flatMap((item, i) =>
      schema?.[PRESERVE] === true ? known(item, items, [...path, i]) : unknownFields(item, items, [...path, i]),
    );
  }
  if (schema?.[PRESERVE] === true) return known(value, schema, path);
  return Object.entries(value as JsonObject).flatMap(([name, item]) => {
    if (schema?.['x-kubernetes-embedded-resource'] === true && META.has(name)) return [];
    const field = fieldOf(name, schema);
    if (field !== undefined) return unknownFields(item as JsonValue, field.schema, [...path, name]);
    const names = Object.keys((schema?.properties ?? {}) as JsonObject);
    return [fault([...path, name], 'the schema has no such field.', suggest(name, names))];
  });
};

/** Where unknown fields are preserved, only the fields that are known are looked into. */
const known = (value: JsonValue, schema: JsonObject | undefined, path: Path): ValueFault[] => {
  if (schema === undefined || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, i) =>
      known(item, schema.items as JsonObject | undefined, [...path, i]),
    );
  return Object.entries(value as JsonObject).flatMap(([name, item]) => {
    if (schema['x-kubernetes-embedded-resource'] === true && META.has(name)) return [];
    const field = fieldOf(name, schema);
    return field === undefined ? [] : unknownFields(item as JsonValue, field.schema, [...path, name]);
  });
};

/** What is under a name: a property, or the value of a map, which has no schema where any value will do. */
const fieldOf = (name: string, schema: JsonObject | undefined): { readonly schema?: JsonObject } | undefined => {
  const properties = schema?.properties as Record<string, JsonObject> | undefined;
  if (properties !== undefined && Object.hasOwn(properties, name)) return { schema: properties[name]! };
  const values = schema?.additionalProperties;
  if (values === undefined) return undefined;
  return typeof values === 'object' ? { schema: values as JsonObject } : {};
};
