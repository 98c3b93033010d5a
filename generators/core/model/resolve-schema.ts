/** A schema as the spec declares it to the schema that the CRD has: `$ref`s to core types are followed. */
import type { SchemaSpec } from '../spec/spec.ts';
import { coreSchema } from './core-types.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** A schema with every `$ref` replaced by what it means; what stands beside it (a description, a default) wins. */
export const resolveSchema = (schema: SchemaSpec): JsonObject => {
  const { $ref, ...rest } = schema;
  const entries = Object.entries(rest).map(([keyword, value]) => [keyword, resolveKeyword(keyword, value)] as const);
  return { ...($ref !== undefined && coreSchema($ref)), ...Object.fromEntries(entries) };
};

/** Schemas stand under known keywords only: a default that looks like a schema is data. */
const resolveKeyword = (keyword: string, value: unknown): JsonValue => {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as Record<string, SchemaSpec>).map(([name, schema]) => [name, resolveSchema(schema)]),
      );
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as readonly SchemaSpec[]).map(resolveSchema);
    case 'items':
    case 'not':
      return resolveSchema(value as SchemaSpec);
    case 'additionalProperties':
      return typeof value === 'boolean' ? value : resolveSchema(value as SchemaSpec);
    default:
      return value as JsonValue;
  }
};
