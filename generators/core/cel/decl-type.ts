/**
 * What a rule sees of a schema: its structural schema to CEL's types, with the sizes that costs are estimated from. As
 * k8s.io/apiserver/pkg/cel/common/schemas.go and types.go.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import { escapeName } from './escape.ts';
import { MAX_REQUEST } from './limits.ts';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  structOf,
  TIMESTAMP,
  type Type,
} from './types.ts';

/** The type of a part of the object. */
export interface DeclType {
  readonly type: Type;
  /** How many items, entries or bytes it can have; 0 where that has no meaning. */
  readonly maxElements: bigint;
  /** The least number of bytes that it takes in JSON. */
  readonly minSize: bigint;
  /** Of an object, by their escaped names. */
  readonly fields?: ReadonlyMap<string, DeclType>;
  readonly key?: DeclType;
  readonly element?: DeclType;
}

const MAX_STRING = MAX_REQUEST - 2n;

type Schema = JsonObject & {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
};

/**
 * The type of a schema, undefined when rules cannot see it. `name` is its name for the checker: no name that can be written.
 * `root`: of an object of the API, which has apiVersion, kind, metadata.name and metadata.generateName in any case.
 */
export const declType = (
  schema: JsonObject,
  name: string,
  root = schema['x-kubernetes-embedded-resource'] === true,
): DeclType | undefined => {
  const { type, format, maxLength } = schema as Schema;
  if (schema['x-kubernetes-int-or-string'] === true)
    return leaf(DYN, maxLength === undefined ? MAX_STRING : 4n * size(maxLength), 1n);
  switch (type) {
    case 'array':
      return arrayType(schema as Schema, name);
    case 'object':
      return objectType(root ? withMeta(schema as Schema) : (schema as Schema), name);
    case 'string':
      return stringType(schema as Schema, format);
    case 'boolean':
      return leaf(BOOL, 0n, 4n);
    case 'number':
      return leaf(DOUBLE, 0n, 1n);
    case 'integer':
      return leaf(INT, 0n, 1n);
    default:
      return undefined;
  }
};

const leaf = (type: Type, maxElements: bigint, minSize: bigint): DeclType => ({ type, maxElements, minSize });

/** A limit as the schema gives it: a negative one is zero. */
const size = (value: JsonValue | undefined): bigint => {
  const number = BigInt(Math.trunc(Number(value)));
  return number < 0n ? 0n : number;
};

const arrayType = ({ items, maxItems }: Schema, name: string): DeclType | undefined => {
  const element = items && declType(items, `${name}.@idx`);
  if (element === undefined) return undefined;
  const maxElements = maxItems === undefined ? (MAX_REQUEST - 2n) / (element.minSize + 1n) : size(maxItems);
  return { type: listOf(element.type), maxElements, minSize: 2n, element };
};

const KEY: DeclType = leaf(STRING, 0n, 2n);

const objectType = (schema: Schema, name: string): DeclType | undefined => {
  const { additionalProperties, maxProperties } = schema;
  if (typeof additionalProperties !== 'object') return structType(schema, name);
  const element = declType(additionalProperties, `${name}.@elem`);
  if (element === undefined) return undefined;
  const maxElements = maxProperties === undefined ? (MAX_REQUEST - 2n) / (element.minSize + 6n) : size(maxProperties);
  return { type: mapOf(STRING, element.type), maxElements, minSize: 2n, key: KEY, element };
};

const structType = ({ properties = {}, required = [] }: Schema, name: string): DeclType => {
  const fields = new Map<string, DeclType>();
  let minSize = 2n;
  for (const [property, schema] of Object.entries(properties)) {
    const escaped = escapeName(property);
    const field = declType(schema, `${name}.${escaped ?? property}`);
    if (field === undefined) continue;
    if (escaped !== undefined) fields.set(escaped, field);
    if (required.includes(property) && (schema['default'] ?? null) === null)
      minSize += BigInt(Buffer.byteLength(property)) + field.minSize + 4n;
  }
  return { type: structOf(name), maxElements: 0n, minSize, fields };
};

const stringType = ({ maxLength, enum: values }: Schema, format: string | undefined): DeclType => {
  switch (format) {
    case 'byte':
      return leaf(BYTES, maxLength === undefined ? MAX_STRING : size(maxLength), 2n);
    case 'duration':
      return leaf(DURATION, 32n, 3n);
    case 'date':
      return leaf(TIMESTAMP, 12n, 12n);
    case 'date-time':
      return leaf(TIMESTAMP, 32n, 21n);
    default:
      if (maxLength !== undefined) return leaf(STRING, 4n * size(maxLength), 2n);
      return leaf(STRING, Array.isArray(values) && values.length > 0 ? longest(values) : MAX_STRING, 2n);
  }
};

const longest = (values: readonly JsonValue[]): bigint =>
  BigInt(Math.max(0, ...values.map((value) => (typeof value === 'string' ? Buffer.byteLength(value) : 0))));

/** With what the root of every object has, unless the schema declares all of it. */
const withMeta = (schema: Schema): Schema => {
  const { properties = {} } = schema;
  const { kind, apiVersion, metadata } = properties;
  const { name, generateName } = metadata?.properties ?? {};
  const declared = [kind, apiVersion, name, generateName].every((property) => property?.type === 'string');
  if (declared && metadata?.type === 'object') return schema;
  const text: Schema = { type: 'string' };
  const meta: Schema = { type: 'object', properties: { name: text, generateName: text } };
  return { ...schema, properties: { ...properties, kind: text, apiVersion: text, metadata: meta } };
};
