/** The type of a value, and rules for strings, numbers and enumerations. */
import { invalidValue, tooLong, typeInvalid, unsupported } from '../cause.ts';
import type { Json } from '../json.ts';
import { equal, isObject } from '../json.ts';
import type { Cause } from '../status.ts';
import { isKnownFormat, matchesFormat } from './format.ts';
import { compilePattern } from './pattern.ts';
import type { Schema } from './schema.ts';
import { fieldOf, type Place } from './place.ts';

/** The name of a value's type in JSON schema. */
export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** `value` is of another type than the schema's. */
export function typeCause(schema: Schema, value: Json, place: Place): Cause | undefined {
  const actual = typeOf(value);
  if (value === null && schema.nullable === true) return undefined;
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (actual === 'integer' || actual === 'string') return undefined;
    return typeInvalid(
      fieldOf(place),
      actual,
      `${place.path} in body must be of type integer,string: ${JSON.stringify(actual)}`,
    );
  }
  const { type } = schema;
  if (type === undefined || type === '' || type === actual || (type === 'number' && actual === 'integer'))
    return undefined;
  return typeInvalid(
    fieldOf(place),
    actual,
    `${place.path} in body must be of type ${type}: ${JSON.stringify(actual)}`,
  );
}

export function scalarCauses(schema: Schema, value: Json, place: Place): Cause[] {
  const causes: Cause[] = [];
  if (typeof value === 'string') causes.push(...stringCauses(schema, value, place));
  if (typeof value === 'number') causes.push(...numberCauses(schema, value, place));
  if (schema.enum !== undefined && !schema.enum.some((each) => equal(each, value))) {
    const allowed = schema.enum.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
    causes.push(unsupported(fieldOf(place), value, allowed));
  }
  return causes;
}

function* stringCauses(schema: Schema, value: string, place: Place): Generator<Cause> {
  const { minLength, maxLength, pattern, format, type } = schema;
  const field = fieldOf(place);
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) yield tooLong(field, maxLength);
  if (minLength !== undefined && length < minLength)
    yield invalidValue(field, value, `${place.path} in body should be at least ${minLength} chars long`);
  if (pattern !== undefined && !compilePattern(pattern).test(value))
    yield invalidValue(field, value, `${place.path} in body should match '${pattern}'`);
  const checked = format !== undefined && (type === 'string' || type === undefined) && isKnownFormat(format);
  if (checked && !matchesFormat(format, value))
    yield typeInvalid(field, value, `${place.path} in body must be of type ${format}: ${JSON.stringify(value)}`);
}

function* numberCauses(schema: Schema, value: number, place: Place): Generator<Cause> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, type } = schema;
  const field = fieldOf(place);
  // Of bounds too: nothing fits then.
  const range = (number: number, what: string): Cause | undefined => {
    const isOutside = format === 'int32' && (number > 0x7fffffff || number < -0x80000000);
    if (type !== 'integer' || (!isOutside && Number.isInteger(number))) return undefined;
    const form = format === 'int32' || format === 'int64' ? `with format ${format}` : '(default format)';
    return invalidValue('<nil>', '', `${what} value must be of type integer ${form} in ${place.path}`);
  };
  const bounds = [
    range(value, 'Checked'),
    multipleOf === undefined ? undefined : range(multipleOf, 'MultipleOf'),
    minimum === undefined ? undefined : range(minimum, 'Minimum boundary'),
    maximum === undefined ? undefined : range(maximum, 'Maximum boundary'),
  ];
  yield* bounds.filter((cause) => cause !== undefined);
  if (multipleOf !== undefined && value % multipleOf !== 0)
    yield invalidValue(field, value, `${place.path} in body should be a multiple of ${multipleOf}`);
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    yield invalidValue(
      field,
      value,
      `${place.path} in body should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`,
    );
  }
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    yield invalidValue(
      field,
      value,
      `${place.path} in body should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`,
    );
  }
}
