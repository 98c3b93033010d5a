/**
 * Reads objects of built-in kinds as the real server does, through Go structs: unknown fields are dropped and named, nulls and zero
 * values go where Go's JSON encoding lets them go, structs without pointer are always there, quantities become canonical.
 */
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { resolve, type Schema } from '../schema/schema.ts';
import { badRequest } from '../status.ts';
import { definitions } from './definitions.ts';
import { canonicalQuantity } from './quantity.ts';

/** A value that cannot be read; `decodeBuiltin` turns it into 400. */
class WrongType extends Error {}

interface Scope {
  readonly struct: string;
  /** As unknown fields are named. */
  readonly path: string;
  /** As errors of types name it: without keys of maps. */
  readonly shown: string;
  readonly unknown: string[];
}

/** Changes `object` into its stored form; answers the paths of unknown fields. */
export function decodeBuiltin(schema: Schema, object: JsonObject): string[] {
  const unknown: string[] = [];
  const kind = String(object['kind']);
  try {
    const read = readStruct(schema, object, { struct: kind, path: '', shown: '', unknown });
    for (const key of Object.keys(object)) delete object[key];
    Object.assign(object, read);
  } catch (error) {
    if (!(error instanceof WrongType)) throw error;
    const version = String(object['apiVersion']).split('/').at(-1) ?? '';
    throw badRequest(`${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${error.message}`);
  }
  return unknown;
}

const isStruct = (schema: Schema): boolean => resolve(schema, definitions).properties !== undefined;

function readStruct(schema: Schema, value: JsonObject, scope: Scope): JsonObject {
  const properties = resolve(schema, definitions).properties ?? {};
  for (const name of Object.keys(value))
    if (!Object.hasOwn(properties, name)) scope.unknown.push(join(scope.path, name));
  const out: JsonObject = {};
  // Most fields are not there, of a large definition a million times.
  for (const [name, type] of fieldsOf(properties)) {
    if (type.zero === undefined && (value[name] ?? null) === null) continue;
    const struct = (schema.$ref ?? scope.struct).split('.').at(-1) ?? '';
    const inner = { struct, path: join(scope.path, name), shown: join(scope.shown, name), unknown: scope.unknown };
    const child = readField(type, value[name], inner);
    if (child !== undefined) out[name] = child;
  }
  return out;
}

type Fields = readonly (readonly [name: string, type: Schema])[];

const known = new WeakMap<object, Fields>();

function fieldsOf(properties: Readonly<Record<string, Schema>>): Fields {
  const fields = known.get(properties) ?? Object.entries(properties);
  known.set(properties, fields);
  return fields;
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function readField(type: Schema, value: Json | undefined, scope: Scope): Json | undefined {
  const { zero } = type;
  const struct = isStruct(type);
  if (value === undefined || value === null) {
    if (struct) return zero === undefined ? undefined : readStruct(type, {}, scope);
    return zero === 'keep' ? zeroValue(type) : undefined;
  }
  const read = readValue(type, value, scope);
  return zero === 'omit' && !struct && isZero(read) ? undefined : read;
}

function zeroValue(type: Schema): Json | undefined {
  const { type: name, format } = resolve(type, definitions);
  if (name === 'string') return format === 'date-time' ? null : '';
  if (name === 'integer' || name === 'number') return 0;
  return name === 'boolean' ? false : name === undefined ? undefined : null;
}

const isZero = (value: Json): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

function readValue(type: Schema, value: Json, scope: Scope): Json {
  const schema = resolve(type, definitions);
  if (isObject(value) && /JSONSchemaPropsOr(Bool|Array|StringArray)$/.test(type.$ref ?? ''))
    return readStruct({ $ref: 'apiextensions.v1.JSONSchemaProps' }, value, scope);
  if (schema.format === 'quantity') return readQuantity(value, scope);
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return value;
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (typeof value === 'string' || Number.isInteger(value)) return value;
    throw mismatch(value, scope, 'intstr.IntOrString');
  }
  switch (schema.type) {
    case 'object':
      if (!isObject(value))
        throw mismatch(
          value,
          scope,
          schema.properties === undefined
            ? 'map[string]string'
            : (type.$ref ?? 'struct').split('.').slice(-2).join('.'),
        );
      return schema.properties === undefined ? readMap(schema, value, scope) : readStruct(type, value, scope);
    case 'array':
      if (!Array.isArray(value))
        throw mismatch(
          value,
          scope,
          `[]${(schema.items?.$ref ?? schema.items?.type ?? '').split('.').slice(-2).join('.')}`,
        );
      return value.map((item, index) => readItem(schema.items, item, { ...scope, path: `${scope.path}[${index}]` }));
    case 'string':
      if (typeof value !== 'string') throw mismatch(value, scope, 'string');
      return value;
    case 'integer':
      if (!Number.isInteger(value)) throw mismatch(value, scope, schema.format ?? 'int64');
      return value;
    case 'number':
      if (typeof value !== 'number') throw mismatch(value, scope, 'float64');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw mismatch(value, scope, 'bool');
      return value;
    default:
      return value;
  }
}

function readItem(type: Schema | undefined, item: Json, scope: Scope): Json {
  if (type === undefined) return item;
  if (item !== null) return readValue(type, item, scope);
  return isStruct(type) ? readStruct(type, {}, scope) : (zeroValue(type) ?? null);
}

function readMap(schema: Schema, value: JsonObject, scope: Scope): JsonObject {
  const type = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  if (type === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [
      name,
      readItem(type, child, { ...scope, path: join(scope.path, name) }),
    ]),
  );
}

function readQuantity(value: Json, scope: Scope): string {
  const canonical =
    typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : undefined;
  if (canonical !== undefined) return canonical;
  if (typeof value === 'string')
    throw new WrongType("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  throw mismatch(value, scope, 'resource.Quantity');
}

function mismatch(value: Json, { struct, shown }: Scope, goType: string): WrongType {
  const found = Array.isArray(value)
    ? 'array'
    : isObject(value)
      ? 'object'
      : typeof value === 'number' && !Number.isInteger(value)
        ? `number ${value}`
        : typeof value === 'boolean'
          ? 'bool'
          : typeof value;
  return new WrongType(`json: cannot unmarshal ${found} into Go struct field ${struct}.${shown} of type ${goType}`);
}
