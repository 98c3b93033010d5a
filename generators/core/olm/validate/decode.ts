/**
 * A manifest as Go decodes it into a struct (encoding/json): unknown fields are dropped, null leaves a field empty, names may differ in
 * case. Given a value and a type, gives what Go would have of it, and a fault for each part that is of another type; such a part is left
 * empty, so that all others can be judged. Promises that what it gives has the types that the struct says.
 */
import { isInteger, isNumber, isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';
import { decoders, type DecodeValue } from './decoders.ts';
import { type Fault, type Tell, wrong } from './fault.ts';
import { fieldOf, type GoType, structOf } from './go-types.ts';
import { toJson } from './to-json.ts';

export interface Decoded {
  readonly value: JsonObject;
  readonly faults: readonly Fault[];
}

/** Decoding as of YAML, where a number may stand for a string, or as of JSON, where it may not. */
export const decode = (value: JsonObject, type: GoType, from: 'yaml' | 'json'): Decoded => {
  const faults: Fault[] = [];
  const decoded = decodeValue(from === 'yaml' ? toJson(value, type) : value, type, [], (fault) => faults.push(fault));
  return { value: isObject(decoded) ? decoded : {}, faults };
};

/** Undefined is Go's zero value. */
const decodeValue: DecodeValue = (value, type, path, tell) => {
  if (type.startsWith('*')) return value === null ? undefined : decodeValue(value, type.slice(1), path, tell);
  if (type.startsWith('!')) return decoders[type.slice(1)]!(value, path, tell, decodeValue);
  if (value === null) return undefined;
  if (type.startsWith('[]')) return decodeList(value, type.slice(2), path, tell);
  if (type.startsWith('map:')) return decodeMap(value, type.slice('map:'.length), path, tell);
  const scalar = SCALARS[type];
  return scalar === undefined ? decodeStruct(value, type, path, tell) : scalar(value, path, tell);
};

const decodeList = (value: JsonValue, element: GoType, path: Path, tell: Tell): JsonValue | undefined => {
  if (!Array.isArray(value)) return wrong(value, 'a list', path, tell);
  return value.map((item: JsonValue, i) => decodeValue(item, element, [...path, i], tell) ?? zeroOf(element));
};

const decodeMap = (value: JsonValue, element: GoType, path: Path, tell: Tell): JsonValue | undefined => {
  if (!isObject(value)) return wrong(value, 'a mapping', path, tell);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      decodeValue(item ?? null, element, [...path, key], tell) ?? zeroOf(element),
    ]),
  );
};

const decodeStruct = (value: JsonValue, type: GoType, path: Path, tell: Tell): JsonValue | undefined => {
  if (!isObject(value)) return wrong(value, 'a mapping', path, tell);
  const struct = structOf(type)!;
  const decoded: Record<string, JsonValue> = {};
  // Go has the keys in the order of their letters, and of two for one field the later one.
  for (const key of Object.keys(value).toSorted()) {
    const field = fieldOf(struct, key);
    if (field === undefined) continue;
    const inner = decodeValue(value[key] ?? null, field.type, [...path, key], tell);
    if (inner !== undefined) decoded[field.name] = inner;
  }
  return decoded;
};

/** The zero value of an element of a list or a map. */
const zeroOf = (type: GoType): JsonValue => {
  if (type === 'string') return '';
  if (type === 'bool') return false;
  if (/^(?:u?int|float)/.test(type)) return 0;
  return structOf(type) === undefined ? null : {};
};

type Scalar = (value: JsonValue, path: Path, tell: Tell) => JsonValue | undefined;

const integer =
  (low: bigint, high: bigint): Scalar =>
  (value, path, tell) => {
    if (!isInteger(value)) return wrong(value, 'an integer', path, tell);
    if (BigInt(value) < low || BigInt(value) > high) {
      tell({ path, message: `${value} is out of range.`, hint: `Use an integer from ${low} to ${high}.` });
      return undefined;
    }
    return value;
  };

const SCALARS: Readonly<Record<GoType, Scalar | undefined>> = {
  string: (value, path, tell) => (typeof value === 'string' ? value : wrong(value, 'text', path, tell)),
  bool: (value, path, tell) => (typeof value === 'boolean' ? value : wrong(value, 'true or false', path, tell)),
  int32: integer(-(2n ** 31n), 2n ** 31n - 1n),
  int64: integer(-(2n ** 63n), 2n ** 63n - 1n),
  float64: (value, path, tell) => (isNumber(value) ? value : wrong(value, 'a number', path, tell)),
  any: (value) => value,
  bytes: (value, path, tell) => {
    if (typeof value !== 'string') return wrong(value, 'text in base64', path, tell);
    if (isBase64(value)) return value;
    tell({ path, message: 'this is no base64.', hint: 'Encode it, as with "base64 -w0".' });
    return undefined;
  },
};

/** encoding/base64's StdEncoding, which passes over line breaks. */
const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replaceAll(/[\r\n]/g, ''));
