/** A schema as the spec declares it to the schema that the CRD has: `$ref`s to core types are followed, shorthands become rules. */
import type { SchemaSpec } from '../spec/spec.ts';
import { coreSchema } from './core-types.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { rulesOf, SHORTHANDS } from './shorthands.ts';

const RULES = 'x-kubernetes-validations';

/** A schema with every `$ref` replaced by what it means. What stands beside it (a description, a default) wins; rules of both hold. */
export const resolveSchema = (schema: SchemaSpec): JsonObject => {
  const core: JsonObject = schema.$ref === undefined ? {} : coreSchema(schema.$ref);
  const keywords = resolveKeywords(schema, resolveSchema);
  const resolved: JsonObject = { ...core, ...keywords };
  const rules = rulesOf(schema, (resolved['required'] ?? []) as readonly string[]);
  if (rules.length === 0) return Object.keys(keywords).length === 0 ? core : resolved;
  return { ...resolved, [RULES]: [...rules, ...((core[RULES] ?? []) as readonly JsonObject[])] };
};

/** In allOf, anyOf, oneOf and not neither references nor shorthands can stand; the rules say so. */
const resolveBranch = (schema: SchemaSpec): JsonObject => ({
  ...resolveKeywords(schema, resolveBranch),
  ...(schema[RULES] !== undefined && { [RULES]: schema[RULES] }),
});

/** What a spec's schema has and a CRD's has not, or has in other words. */
const OWN: ReadonlySet<string> = new Set(['$ref', RULES, ...SHORTHANDS]);

type Resolve = (schema: SchemaSpec) => JsonObject;

const resolveKeywords = (schema: SchemaSpec, resolve: Resolve): JsonObject =>
  Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !OWN.has(keyword))
      .map(([keyword, value]) => [keyword, resolveKeyword(keyword, value, resolve)]),
  );

/** Schemas stand under known keywords only: a default that looks like a schema is data. */
const resolveKeyword = (keyword: string, value: unknown, resolve: Resolve): JsonValue => {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as Record<string, SchemaSpec>).map(([name, schema]) => [name, resolve(schema)]),
      );
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as readonly SchemaSpec[]).map((schema) => resolveBranch(schema));
    case 'not':
      return resolveBranch(value as SchemaSpec);
    case 'items':
      return resolve(value as SchemaSpec);
    case 'additionalProperties':
      return typeof value === 'boolean' ? value : resolve(value as SchemaSpec);
    default:
      return value as JsonValue;
  }
};
