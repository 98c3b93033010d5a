/** The sample object of an API: the one that the spec gives, or one derived from the schema. */
import type { ApiSpec } from '../spec/spec.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** The whole object. `schema` is that of the storage version, with references resolved. */
export const buildSample = ({ kind, sample = {} }: ApiSpec, apiVersion: string, schema: JsonObject): JsonObject => {
  const { properties = {}, required = [] } = schema as { properties?: JsonObject; required?: readonly string[] };
  const spec = sample.spec ?? (properties.spec === undefined ? undefined : sampleOf(properties.spec as JsonObject));
  return {
    apiVersion,
    kind,
    metadata: { name: `${kind.toLowerCase()}-sample`, ...sample.metadata },
    ...(spec !== undefined &&
      (required.includes('spec') || sample.spec !== undefined || Object.keys(spec as JsonObject).length > 0) && {
        spec,
      }),
  };
};

/**
 * A value that the schema accepts, as far as that can be told without solving patterns: its example, its default, the first of its
 * enum, or the smallest of its type. Objects have their required fields and those with an example or a default.
 */
export const sampleOf = (schema: JsonObject): JsonValue => {
  if (schema.example !== undefined) return schema.example;
  const fields = isEmptyObject(schema.default) ? undefined : (schema.default ?? undefined);
  if (fields !== undefined) return fields;
  if (Array.isArray(schema.enum)) return schema.enum[0] as JsonValue;
  if (schema['x-kubernetes-int-or-string'] === true) return smallestNumber(schema);
  switch (schema.type) {
    case 'object':
      return sampleObject(schema);
    case 'array': {
      const count = (schema.minItems as number | undefined) ?? 0;
      return Array.from({ length: count }, (_, i) => distinct(sampleOf(schema.items as JsonObject), i, schema));
    }
    case 'string':
      return sampleString(schema);
    case 'integer':
    case 'number':
      return smallestNumber(schema);
    case 'boolean':
      return false;
    default:
      return {};
  }
};

const isEmptyObject = (value: JsonValue | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

const sampleObject = ({
  properties = {},
  required = [],
  additionalProperties,
  minProperties = 0,
}: JsonObject): JsonValue => {
  const entries = Object.entries(properties as Record<string, JsonObject>)
    .filter(
      ([name, field]) =>
        (required as string[]).includes(name) ||
        field.example !== undefined ||
        (field.default !== undefined && field.default !== null && !isEmptyObject(field.default)),
    )
    .map(([name, field]) => [name, sampleOf(field)] as const);
  const missing = Math.max((minProperties as number) - entries.length, 0);
  const rest =
    typeof additionalProperties === 'object'
      ? Array.from(
          { length: missing },
          (_, i) => [`key-${i + 1}`, sampleOf(additionalProperties as JsonObject)] as const,
        )
      : [];
  const optional = Object.entries(properties as Record<string, JsonObject>).filter(
    ([name]) => !entries.some(([other]) => other === name),
  );
  const filled =
    rest.length > 0 ? rest : optional.slice(0, missing).map(([name, field]) => [name, sampleOf(field)] as const);
  return Object.fromEntries([...entries, ...filled]);
};

const smallestNumber = ({
  type,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
}: JsonObject): number => {
  const step = (multipleOf as number | undefined) ?? (type === 'number' ? 0.5 : 1);
  const least = minimum as number | undefined;
  const most = maximum as number | undefined;
  if ((least !== undefined && least > 0) || (exclusiveMinimum === true && (least ?? 0) >= 0)) {
    const up = Math.ceil((least ?? 0) / step) * step;
    return exclusiveMinimum === true && up === least ? up + step : up;
  }
  if (most !== undefined && most < 1) {
    const down = Math.floor(most / step) * step;
    return exclusiveMaximum === true && down === most ? down - step : down;
  }
  return multipleOf === undefined && (most === undefined || most > 1) ? 1 : 0;
};

/** What a format asks for. */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  duration: '30s',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
  ip: '192.0.2.1',
  ipv6: '2001:db8::1',
  cidr: '192.0.2.0/24',
  uri: 'https://example.com',
  url: 'https://example.com',
  email: 'someone@example.com',
  hostname: 'example.com',
  byte: 'c2FtcGxl',
  mac: '00:00:5e:00:53:01',
};

const CANDIDATES = [
  'sample',
  'example.com',
  '1',
  '1Gi',
  '30s',
  'Sample',
  'a',
  'https://example.com',
  'sample/sample',
  '1.0.0',
  '0 * * * *',
  'v1',
  '100m',
  '/sample',
  'sample:latest',
];

const sampleString = ({ format, pattern, minLength = 0, maxLength = Infinity }: JsonObject): string => {
  const fits = (text: string): boolean =>
    text.length >= (minLength as number) &&
    text.length <= (maxLength as number) &&
    matches(text, pattern as string | undefined);
  const candidates = [
    FORMATS[format as string],
    ...CANDIDATES,
    'a'.repeat(Math.min(minLength as number, 1024)),
    '1'.repeat(Math.min(minLength as number, 1024)),
  ].filter((text) => text !== undefined);
  return candidates.find(fits) ?? candidates[0]!;
};

const matches = (text: string, pattern: string | undefined): boolean => {
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    // RE2 that JavaScript does not know: the API server will tell.
    return true;
  }
};

/** Items of sets and maps differ. */
const distinct = (item: JsonValue, i: number, schema: JsonObject): JsonValue => {
  if (i === 0 || schema['x-kubernetes-list-type'] === undefined || schema['x-kubernetes-list-type'] === 'atomic')
    return item;
  if (typeof item === 'string') return `${item}-${i + 1}`;
  if (typeof item === 'number') return item + i;
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
  const [key] = (schema['x-kubernetes-list-map-keys'] as string[] | undefined) ?? [];
  return key === undefined
    ? item
    : { ...item, [key]: distinct((item as JsonObject)[key] as JsonValue, i, { 'x-kubernetes-list-type': 'set' }) };
};
