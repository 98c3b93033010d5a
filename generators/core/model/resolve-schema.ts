/** A schema as the spec declares it to the schema that the CRD has: `$ref`s to core types are followed, shorthands become rules. */
import type { SchemaSpec } from '../spec/spec.ts';
import { coreSchema } from './core-types.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { rulesOf, SHORTHANDS } from './shorthands.ts';

const RULES = 'x-kubernetes-validations';

/**
 * A schema with every `$ref` replaced by what it means. What stands beside it (a description, a default) wins; rules of both hold.
 * Fields, items and values beside it are added to those of the type one by one: where they say no type of their own, they keep the
 * one that they have there.
 */
export const resolveSchema = (schema: SchemaSpec): JsonObject => resolve(schema, {});

/** `there` is what a type has in the place; a branch stands in allOf, anyOf, oneOf or not, where neither references nor shorthands can. */
const resolve = (schema: SchemaSpec, there: JsonObject, branch = false): JsonObject => {
  const base = baseOf(schema, there, branch);
  const keywords = Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !OWN.has(keyword))
      .map(([keyword, value]) => [keyword, resolveKeyword(keyword, value, base, branch)]),
  );
  const resolved: JsonObject = { ...base, ...keywords };
  const required = (resolved['required'] ?? []) as readonly string[];
  const rules = branch ? (schema[RULES] ?? []) : rulesOf(schema, required);
  if (rules.length === 0) return Object.keys(keywords).length === 0 ? base : resolved;
  return { ...resolved, [RULES]: [...rules, ...((base[RULES] ?? []) as readonly JsonObject[])] };
};

const baseOf = (schema: SchemaSpec, there: JsonObject, branch: boolean): JsonObject => {
  if (branch) return {};
  if (schema.$ref !== undefined) return coreSchema(schema.$ref);
  const isWhole = schema.type !== undefined || schema['x-kubernetes-int-or-string'] === true;
  return isWhole ? {} : there;
};

/** What a spec's schema has and a CRD's has not, or has in other words. */
const OWN: ReadonlySet<string> = new Set(['$ref', RULES, ...SHORTHANDS]);

/** Schemas stand under known keywords only: a default that looks like a schema is data. */
const resolveKeyword = (keyword: string, value: unknown, base: JsonObject, branch: boolean): JsonValue => {
  switch (keyword) {
    case 'properties': {
      const there = schemaOf(base['properties']);
      const entries = Object.entries(value as Record<string, SchemaSpec>).map(
        ([name, schema]) =>
          [name, resolve(schema, Object.hasOwn(there, name) ? schemaOf(there[name]) : {}, branch)] as const,
      );
      return { ...there, ...Object.fromEntries(entries) };
    }
    case 'items':
      return resolve(value as SchemaSpec, schemaOf(base['items']), branch);
    case 'additionalProperties':
      return typeof value === 'boolean'
        ? value
        : resolve(value as SchemaSpec, schemaOf(base['additionalProperties']), branch);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as readonly SchemaSpec[]).map((schema) => resolve(schema, {}, true));
    case 'not':
      return resolve(value as SchemaSpec, {}, true);
    default:
      return value as JsonValue;
  }
};

const schemaOf = (value: JsonValue | undefined): JsonObject => (typeof value === 'object' ? (value as JsonObject) : {});
