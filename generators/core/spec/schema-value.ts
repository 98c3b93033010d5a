/** A value against a structural schema, as the API server validates defaults and objects: types, bounds, and no unknown fields. */
import { isInteger, isNumber, type JsonObject, jsonText, type JsonValue } from '../model/json.ts';
import { quote, suggest } from './near.ts';
import type { Path } from './path.ts';
import { readPattern } from './re2.ts';

export interface ValueFault {
  /** From the value that was given. */
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** What the schema (with references resolved) has against the value. */
export const checkValue = (value: JsonValue, schema: JsonObject, path: Path = []): ValueFault[] => {
  if (value === null)
    return schema.nullable === true || schema.type === undefined
      ? []
      : [fault(path, `null is not allowed${typed(schema)}.`, 'Leave it out, or set nullable: true.')];
  if (!hasType(value, schema))
    return [fault(path, `${show(value)} is not allowed${typed(schema)}.`, yamlHint(value, schema))];
  return [
    ...checkBounds(value, schema, path),
    ...checkChoices(value, schema, path),
    ...checkInside(value, schema, path),
  ];
};

const fault = (path: Path, message: string, hint?: string): ValueFault => ({
  path,
  message,
  ...(hint !== undefined && { hint }),
});

const typed = (schema: JsonObject): string =>
  schema['x-kubernetes-int-or-string'] === true
    ? ': it must be an integer or a string'
    : `: it must be of type ${String(schema.type)}`;

const yamlHint = (value: JsonValue, schema: JsonObject): string | undefined =>
  schema.type === 'string' && ['boolean', 'number', 'bigint'].includes(typeof value)
    ? 'Quote it: YAML 1.1 takes on, yes, 010 and the like for something else than strings.'
    : undefined;

const hasType = (value: JsonValue, schema: JsonObject): boolean => {
  if (schema['x-kubernetes-int-or-string'] === true) return isInteger(value) || typeof value === 'string';
  switch (schema.type) {
    case undefined:
      return true;
    case 'integer':
      return isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'number':
      return isNumber(value);
    default:
      return typeof value === schema.type;
  }
};

const checkBounds = (value: JsonValue, schema: JsonObject, path: Path): ValueFault[] => {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    multipleOf,
    minLength = 0,
    maxLength = Infinity,
    minItems = 0,
    maxItems = Infinity,
    minProperties = 0,
    maxProperties = Infinity,
  } = schema as Record<string, number | undefined>;
  const range = (size: number, least: number, most: number, noun: string): ValueFault[] => {
    if (size < least) return [fault(path, `${show(value)} has fewer than ${least} ${noun}.`)];
    return size > most ? [fault(path, `${show(value)} has more than ${most} ${noun}.`)] : [];
  };
  if (isNumber(value)) {
    if (value < minimum || (schema.exclusiveMinimum === true && value === minimum))
      return [fault(path, `${value} is below the minimum of ${minimum}.`)];
    if (value > maximum || (schema.exclusiveMaximum === true && value === maximum))
      return [fault(path, `${value} is above the maximum of ${maximum}.`)];
    const quotient = multipleOf === undefined ? 0 : Number(value) / multipleOf;
    return Math.abs(quotient - Math.round(quotient)) < 1e-9
      ? []
      : [fault(path, `${value} is no multiple of ${multipleOf}.`)];
  }
  if (typeof value === 'string') {
    const pattern = typeof schema.pattern === 'string' ? readPattern(schema.pattern) : undefined;
    const mismatch = pattern?.ok === true && pattern.regexp?.test(value) === false;
    return [
      ...range([...value].length, minLength, maxLength, 'characters'),
      ...(mismatch ? [fault(path, `${show(value)} does not match the pattern ${String(schema.pattern)}.`)] : []),
    ];
  }
  if (Array.isArray(value)) return range(value.length, minItems, maxItems, 'items');
  return typeof value === 'object' && value !== null
    ? range(Object.keys(value).length, minProperties, maxProperties, 'fields')
    : [];
};

const checkChoices = (value: JsonValue, schema: JsonObject, path: Path): ValueFault[] => {
  const {
    allOf = [],
    anyOf = [],
    oneOf = [],
    not,
  } = schema as { allOf?: JsonObject[]; anyOf?: JsonObject[]; oneOf?: JsonObject[]; not?: JsonObject };
  const passes = (branch: JsonObject): boolean =>
    checkValue(value, { 'x-kubernetes-preserve-unknown-fields': true, ...branch }, path).length === 0;
  const allowed = schema.enum as readonly JsonValue[] | undefined;
  return [
    ...(allowed !== undefined && !allowed.some((item) => jsonText(item) === jsonText(value))
      ? [fault(path, `${show(value)} is not one of ${allowed.map((item) => jsonText(item)).join(', ')}.`)]
      : []),
    ...allOf.flatMap((branch) => checkValue(value, { 'x-kubernetes-preserve-unknown-fields': true, ...branch }, path)),
    ...(anyOf.length > 0 && !anyOf.some(passes) ? [fault(path, `${show(value)} matches none of anyOf.`)] : []),
    ...(oneOf.length > 0 && oneOf.filter(passes).length !== 1
      ? [fault(path, `${show(value)} does not match exactly one of oneOf.`)]
      : []),
    ...(not !== undefined && passes(not) ? [fault(path, `${show(value)} matches what "not" excludes.`)] : []),
  ];
};

const checkInside = (value: JsonValue, schema: JsonObject, path: Path): ValueFault[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, i) =>
      schema.items === undefined ? [] : checkValue(item, schema.items as JsonObject, [...path, i]),
    );
  const {
    properties = {},
    additionalProperties,
    required = [],
  } = schema as {
    properties?: Record<string, JsonObject>;
    additionalProperties?: JsonObject | boolean;
    required?: readonly string[];
  };
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
  const fields = schema['x-kubernetes-embedded-resource'] === true ? { ...EMBEDDED, ...properties } : properties;
  return [
    ...Object.entries(value).flatMap(([name, item]) => {
      if (Object.hasOwn(fields, name)) return checkValue(item as JsonValue, fields[name]!, [...path, name]);
      if (typeof additionalProperties === 'object')
        return checkValue(item as JsonValue, additionalProperties, [...path, name]);
      return open ? [] : [fault([...path, name], 'the schema has no such field.', suggest(name, Object.keys(fields)))];
    }),
    ...required
      .filter((name) => !Object.hasOwn(value, name))
      .map((name) => fault(path, `the required field ${quote(name)} is missing.`)),
  ];
};

/** Fields that every object has. */
const EMBEDDED: Record<string, JsonObject> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};

const show = (value: JsonValue): string => {
  const text = jsonText(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
