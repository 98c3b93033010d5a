/** What a value is, what it should be, and what a field is for, in words. */
import { type JsonValue, jsonText } from '../../model/json.ts';
import { quote } from '../near.ts';
import type { Schema, Spot } from './schema.ts';

/** A value as the subject of a sentence. */
export const describe = (value: JsonValue): string => {
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `${typeof value === 'string' ? quote(value) : value}`;
};

const NOUNS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

/** What a value should be that is of none of these types. */
export const article = (types: readonly string[], value: JsonValue): string => {
  const right = types.map((type) => NOUNS[type] ?? type).join(' or ');
  return value !== null && types.includes('string') ? `${right} (quoted, if YAML takes it for something else)` : right;
};

/** The values that are allowed. */
export const choiceOf = (values: readonly JsonValue[]): string =>
  values
    .map((item) => jsonText(item))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');

/** Of a field that stands there with nothing in it, which Kubernetes takes for one that is not there. */
export const orRemove = (value: JsonValue, { path, isOptional }: Spot): string => {
  const field = path.at(-1);
  return value === null && isOptional && typeof field === 'string' ? `, or remove ${quote(field)}` : '';
};

/** Why a field that is missing should be added. */
export const explain = (schema: Schema | undefined): string | undefined => {
  const { description, examples } = (schema ?? {}) as { description?: string; examples?: readonly JsonValue[] };
  if (description === undefined) return undefined;
  const sentence = lowerFirst(description.replace(/\.(?: .*)?$/s, ''));
  const [example] = examples ?? [];
  return `Add it: ${sentence}${typeof example === 'string' && !sentence.includes(example) ? `, e.g. ${example}` : ''}.`;
};

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
