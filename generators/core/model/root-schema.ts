/** The short form of a CRD's root to the whole openAPIV3Schema, as controller-gen prints it. */
import type { RootSchemaSpec, SchemaSpec } from '../spec/spec.ts';
import { coreSchema } from './core-types.ts';
import type { JsonObject, JsonValue } from './json.ts';

const API_VERSION = `APIVersion defines the versioned schema of this representation of an object.
Servers should convert recognized schemas to the latest internal value, and
may reject unrecognized values.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources`;

const KIND = `Kind is a string value representing the REST resource this object represents.
Servers may infer this from the endpoint the client submits requests to.
Cannot be updated.
In CamelCase.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds`;

/**
 * The whole schema. When `required` is not given, `spec` is always there for the code that reads it: required if it has required
 * fields, else `{}` by default, in which the API server then fills in the defaults of its fields. `required: []` leaves it optional.
 */
export const rootSchema = ({ description, required, spec, status }: RootSchemaSpec): JsonObject => {
  const specSchema = resolveRefs(spec) as JsonObject;
  const needed = Array.isArray(specSchema.required) && specSchema.required.length > 0;
  const defaulted = required === undefined && !needed && specSchema.type === 'object' && !('default' in specSchema);
  const roots = required ?? (needed && !('default' in specSchema) ? ['spec'] : []);
  return {
    ...(description !== undefined && { description }),
    type: 'object',
    properties: {
      apiVersion: { description: API_VERSION, type: 'string' },
      kind: { description: KIND, type: 'string' },
      metadata: { type: 'object' },
      spec: { ...specSchema, ...(defaulted && { default: {} }) },
      ...(status !== undefined && { status: resolveRefs(status) }),
    },
    ...(roots.length > 0 && { required: [...roots] }),
  };
};

/** A schema with every `$ref` replaced by what it means; what stands beside it (a description, a default) wins. */
export const resolveRefs = (schema: SchemaSpec): JsonValue => {
  const { $ref, ...rest } = schema;
  const entries = Object.entries(rest).map(([keyword, value]) => [keyword, resolveKeyword(keyword, value)] as const);
  return { ...($ref !== undefined && coreSchema($ref)), ...Object.fromEntries(entries) };
};

/** Schemas stand under known keywords only: a default that looks like a schema is data. */
const resolveKeyword = (keyword: string, value: unknown): JsonValue => {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as Record<string, SchemaSpec>).map(([name, schema]) => [name, resolveRefs(schema)]),
      );
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return (value as readonly SchemaSpec[]).map(resolveRefs);
    case 'items':
    case 'not':
      return resolveRefs(value as SchemaSpec);
    case 'additionalProperties':
      return typeof value === 'boolean' ? value : resolveRefs(value as SchemaSpec);
    default:
      return value as JsonValue;
  }
};
