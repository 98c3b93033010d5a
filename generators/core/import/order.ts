/** The order in which a person writes the fields of an API and the keywords of a schema: what it is first, what is in it last. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { ApiSpec } from '../spec/spec.ts';

/** The same API, its schemas in reading order. Fields that are not known come after those that are, as they stand. */
export const inReadingOrder = (api: ApiSpec): JsonObject => ({
  ...(api as unknown as JsonObject),
  versions: api.versions.map((version) => ({
    ...(version as unknown as JsonObject),
    schema: Object.fromEntries(
      Object.entries(version.schema).map(([field, value]) => [
        field,
        isObject(value as JsonValue) ? orderedSchema(value as JsonObject) : value,
      ]),
    ) as JsonObject,
  })),
});

const KEYWORDS = `description title externalDocs type format nullable default example enum pattern minLength maxLength
   minimum exclusiveMinimum maximum exclusiveMaximum multipleOf minItems maxItems uniqueItems minProperties maxProperties
   x-kubernetes-int-or-string x-kubernetes-embedded-resource x-kubernetes-preserve-unknown-fields
   x-kubernetes-list-type x-kubernetes-list-map-keys x-kubernetes-map-type x-kubernetes-validations
   allOf anyOf oneOf not required properties additionalProperties items`.split(/\s+/);
const RANKS: ReadonlyMap<string, number> = new Map(KEYWORDS.map((keyword, i) => [keyword, i]));
const rankOf = ([keyword]: readonly [string, unknown]): number => RANKS.get(keyword) ?? KEYWORDS.length;

const orderedSchema = (schema: JsonObject): JsonObject => {
  const entries = Object.entries(schema) as [string, JsonValue][];
  return Object.fromEntries(
    entries.sort((a, b) => rankOf(a) - rankOf(b)).map(([keyword, value]) => [keyword, orderedKeyword(keyword, value)]),
  );
};

/** Schemas stand under known keywords only: a default keeps its order. */
const orderedKeyword = (keyword: string, value: JsonValue): JsonValue => {
  if (keyword === 'properties' && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [name, orderedNested(schema as JsonValue)]),
    );
  if (!SCHEMAS.has(keyword)) return value;
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(orderedNested) : orderedNested(value);
};

const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']);

const orderedNested = (value: JsonValue): JsonValue => (isObject(value) ? orderedSchema(value) : value);

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
