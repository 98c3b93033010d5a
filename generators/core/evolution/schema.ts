/**
 * A schema as Kubernetes' Go types hold it, which is what crdify compares: an empty string, list or map and a false are the same as
 * nothing, a null is nothing, and keywords that the types lack are dropped. Two schemas are the same if their normal forms are.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';

/** What Go's zero value is to each keyword of JSONSchemaProps. A pointer has none but null. */
const KEYWORDS: Readonly<
  Record<string, 'text' | 'flag' | 'list' | 'pointer' | 'number' | 'schema' | 'schemas' | 'map' | 'rules'>
> = {
  $ref: 'pointer',
  $schema: 'text',
  additionalItems: 'schema',
  additionalProperties: 'schema',
  allOf: 'schemas',
  anyOf: 'schemas',
  default: 'pointer',
  definitions: 'map',
  dependencies: 'map',
  description: 'text',
  enum: 'list',
  example: 'pointer',
  exclusiveMaximum: 'flag',
  exclusiveMinimum: 'flag',
  externalDocs: 'pointer',
  format: 'text',
  id: 'text',
  items: 'schema',
  maximum: 'number',
  maxItems: 'pointer',
  maxLength: 'pointer',
  maxProperties: 'pointer',
  minimum: 'number',
  minItems: 'pointer',
  minLength: 'pointer',
  minProperties: 'pointer',
  multipleOf: 'number',
  not: 'schema',
  nullable: 'flag',
  oneOf: 'schemas',
  pattern: 'text',
  patternProperties: 'map',
  properties: 'map',
  required: 'list',
  title: 'text',
  type: 'text',
  uniqueItems: 'flag',
  'x-kubernetes-embedded-resource': 'flag',
  'x-kubernetes-int-or-string': 'flag',
  'x-kubernetes-list-map-keys': 'list',
  'x-kubernetes-list-type': 'pointer',
  'x-kubernetes-map-type': 'pointer',
  'x-kubernetes-preserve-unknown-fields': 'pointer',
  'x-kubernetes-validations': 'rules',
};

/** The normal form. */
export const normalize = (schema: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(schema).flatMap(([keyword, value]) => {
      const normal = value === undefined || value === null ? undefined : normalKeyword(keyword, value);
      return normal === undefined ? [] : [[keyword, normal]];
    }),
  );

const normalKeyword = (keyword: string, value: JsonValue): JsonValue | undefined => {
  switch (Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined) {
    case 'text':
      return value === '' ? undefined : value;
    case 'flag':
      return value === false ? undefined : value;
    case 'list':
      return isEmpty(value) ? undefined : value;
    case 'pointer':
      return value;
    case 'number':
      // A float64 in Go.
      return typeof value === 'bigint' ? Number(value) : value;
    case 'schema':
      return isObject(value) ? normalize(value) : value;
    case 'schemas':
      return isEmpty(value) || !Array.isArray(value) ? undefined : value.map(normalItem);
    case 'map':
      return isEmpty(value) || !isObject(value) ? undefined : mapValues(value, normalItem);
    case 'rules':
      return isEmpty(value) || !Array.isArray(value) ? undefined : value.map(normalRule);
    case undefined:
      return undefined;
  }
};

const normalItem = (item: JsonValue): JsonValue => (isObject(item) ? normalize(item) : item);

const normalRule = (rule: JsonValue): JsonValue =>
  isObject(rule)
    ? Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== '' && value !== null))
    : rule;

const mapValues = (map: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value ?? null)]));

const isEmpty = (value: JsonValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;

/** A mapping, not a list or a scalar. */
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
