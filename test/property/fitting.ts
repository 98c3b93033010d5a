/** A value that a schema of `schemas.ts` takes, for its defaults and examples: as little as the schema asks for. */
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';
import type { SchemaSpec } from '../../generators/core/spec/spec.ts';

/** Patterns and what they match. */
export const PATTERNS: Readonly<Record<string, string>> = {
  '^[a-z]+$': 'abcde',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$': 'abcde',
  '^\\d+(\\.\\d+)?$': '12345',
  '^(\\+|-)?[0-9]+[KMG]i?$': '1024M',
  '[[:alpha:]]': 'abcde',
};

export const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-02T03:04:05Z',
  date: '2026-01-02',
  duration: '5m',
  byte: 'YWJjZA==',
  uuid: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  ipv4: '10.0.0.1',
  cidr: '10.0.0.0/8',
  hostname: 'example.com',
  uri: 'https://example.com/a',
  email: 'a@example.com',
};

/** The least value; the `index`th of several that differ, where the schema lets them. */
export const fitting = (schema: SchemaSpec, index = 0): JsonValue => {
  const { enum: choice } = schema;
  if (choice !== undefined) return choice[index % choice.length]!;
  if (schema['x-kubernetes-int-or-string'] === true) return index;
  switch (schema.type) {
    case 'string':
      return fittingText(schema, index);
    case 'integer':
    case 'number': {
      const step = schema.multipleOf ?? 1;
      const least = (schema.minimum ?? 0) + (schema.exclusiveMinimum === true ? 1 : 0);
      return (Math.ceil(least / step) + index) * step;
    }
    case 'boolean':
      return index % 2 === 0;
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, (_, i) => fitting(schema.items!, i));
    default:
      return fittingObject(schema, index);
  }
};

const fittingText = ({ pattern, format, minLength = 0 }: SchemaSpec, index: number): string => {
  if (pattern !== undefined) return PATTERNS[pattern]!;
  if (format !== undefined && format in FORMATS) return FORMATS[format]!;
  return `${'abcdefgh'[index % 8]}`.padEnd(minLength, 'x');
};

const fittingObject = (
  { properties = {}, additionalProperties, required = [], minProperties = 0, ...schema }: SchemaSpec,
  index: number,
): JsonObject => {
  const embedded = schema['x-kubernetes-embedded-resource'] === true ? { apiVersion: 'v1', kind: 'ConfigMap' } : {};
  const own = required.map((name) => [name, fitting(properties[name]!, index)] as const);
  const free =
    typeof additionalProperties === 'object'
      ? Array.from({ length: minProperties }, (_, i) => [`key${i}`, fitting(additionalProperties, i)] as const)
      : [];
  return { ...embedded, ...Object.fromEntries([...own, ...free]) };
};
