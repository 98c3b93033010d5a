/** A value against a JSON Schema, by ajv, in words for people. Loaded only where there are values to check: ajv is large. */
import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { quote, suggest } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import { show } from '../../spec/value-rules/fault.ts';
import { pointerSteps } from '../json-pointer.ts';

export interface SchemaFault {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** It is about the key, not about the value. */
  readonly isKey: boolean;
}

/** What the schema has against the value, each thing once. */
export const schemaFaults = (value: JsonValue, schema: JsonObject): readonly SchemaFault[] => {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter((error, _i, all) => !isBranch(error, all));
  return errors.map((error) => faultOf(error, value));
};

/** Formats are no part of what helm checks, and a schema of somebody else may have any words. */
const validatorOf = (schema: JsonObject) => {
  const options = { allErrors: true, strict: false, verbose: true, validateFormats: false };
  const isNew = typeof schema.$schema === 'string' && /\/20(?:19|20)-/.test(schema.$schema);
  return (isNew ? new Ajv2020(options) : new Ajv(options)).compile(schema);
};

const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not']);

/** Of a choice the whole is told, not each way in which it is not met; of a condition, what it demands and not that it does. */
const isBranch = (error: ErrorObject, all: readonly ErrorObject[]): boolean =>
  error.keyword === 'if' ||
  all.some(
    (other) =>
      other !== error &&
      CHOICES.has(other.keyword) &&
      error.schemaPath.startsWith(`${other.schemaPath}/`) &&
      error.instancePath.startsWith(other.instancePath),
  );

const faultOf = (error: ErrorObject, root: JsonValue): SchemaFault => {
  const path = pathOf(error.instancePath, root);
  const { keyword, params, parentSchema, data } = error as ErrorObject<string, Record<string, unknown>>;
  const value = data as JsonValue;
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params.additionalProperty ?? params.unevaluatedProperty);
      const known = isObject(parentSchema?.properties) ? Object.keys(parentSchema.properties) : [];
      const hint = suggest(key, known);
      return {
        path: [...path, key],
        isKey: true,
        message: 'the chart has no such value.',
        ...(hint !== undefined && { hint }),
      };
    }
    case 'required':
      return { path, isKey: true, message: `${quote(String(params.missingProperty))} is missing.`, hint: 'Add it.' };
    case 'type':
      return { path, isKey: false, message: `${show(value)} must be ${typeWords(params.type)}.` };
    case 'enum': {
      const allowed = (params.allowedValues as readonly JsonValue[]).map((item) => String(item));
      const hint = suggest(String(value), allowed, 'Use one of');
      return { path, isKey: false, message: `${show(value)} is not allowed.`, ...(hint !== undefined && { hint }) };
    }
    case 'pattern':
      return { path, isKey: false, message: `${show(value)} does not match ${String(params.pattern)}.` };
    case 'propertyNames':
      return { path: [...path, String(params.propertyName)], isKey: true, message: 'it cannot be called so.' };
    default:
      return { path, isKey: false, message: `${show(value)} ${error.message ?? 'is not allowed'}.` };
  }
};

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  array: 'a list',
  null: 'null',
};

const typeWords = (types: unknown): string =>
  [types]
    .flat()
    .map((type) => WORDS[String(type)] ?? String(type))
    .join(' or ');

/** Of a JSON pointer; indices are numbers where there is a list. */
const pathOf = (pointer: string, root: JsonValue): Path => {
  let value: JsonValue | undefined = root;
  return pointerSteps(pointer).map((key) => {
    const isIndex = Array.isArray(value);
    value = typeof value === 'object' && value !== null ? (value as Record<string, JsonValue>)[key] : undefined;
    return isIndex ? Number(key) : key;
  });
};
