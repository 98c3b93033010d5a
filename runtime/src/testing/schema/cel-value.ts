/** Values as CEL sees them: integers as bigint, times as Date, names that CEL cannot write escaped. */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { childSchema, type Schema } from './schema.ts';

const KEYWORDS = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

/** A property's name in CEL: `x-y` is `x__dash__y`, `namespace` is `__namespace__`; undefined when it cannot be reached. */
export function celName(name: string): string | undefined {
  if (KEYWORDS.has(name)) return `__${name}__`;
  const escaped = name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(escaped) ? escaped : undefined;
}

export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Date
  | Uint8Array
  | CelValue[]
  | { [key: string]: CelValue };

export function toCel(schema: Schema | undefined, value: Json): CelValue {
  if (typeof value === 'number') return schema?.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value === 'string') return fromText(schema, value);
  if (Array.isArray(value)) return value.map((item) => toCel(schema?.items, item));
  if (!isObject(value)) return value;
  const out: { [key: string]: CelValue } = {};
  for (const [name, child] of Object.entries(value)) {
    const declared = schema?.properties !== undefined && Object.hasOwn(schema.properties, name);
    const key = declared ? celName(name) : name;
    if (key !== undefined) out[key] = toCel(schema === undefined ? undefined : childSchema(schema, name), child);
    // `namespace` compiles with and without escape.
    if (declared && key !== undefined && key !== name && name === 'namespace') out[name] = out[key] ?? null;
  }
  return out;
}

function fromText(schema: Schema | undefined, text: string): CelValue {
  if (schema?.type !== 'string') return text;
  if (schema.format === 'date-time' || schema.format === 'datetime' || schema.format === 'date') return new Date(text);
  if (schema.format === 'byte') return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}
