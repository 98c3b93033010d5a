/** A value against a JSON Schema as helm reads it, by ajv, in words for people. Loaded only where there are values to check: ajv is large. */
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonValue } from '../../model/json.ts';
import { quote, suggest } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import { readPattern } from '../../spec/re2.ts';
import { show } from '../../spec/value-rules/fault.ts';
import { pointerSteps } from '../json-pointer.ts';
import { withoutBranches } from './branches.ts';
import { type Draft, dialectOf } from './dialect.ts';

export interface SchemaFault {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** It is about the key, not about the value. */
  readonly isKey: boolean;
  /** More keys beside those of a mapping could mend it, or fewer of them. */
  readonly isOfMapping: boolean;
}

export type SchemaReader =
  | {
      readonly ok: true;
      /** What the schema has against a value, each thing once. */
      readonly faultsOf: (value: JsonValue) => readonly SchemaFault[];
      /** References to other documents: what those ask for is not asked for here. */
      readonly unread: readonly string[];
    }
  /** `reason` is a part of a sentence. */
  | { readonly ok: false; readonly reason: string };

/** What helm cannot read, or ajv, is told and not thrown: such a schema is somebody else's. */
export const readSchema = (schema: JsonValue): SchemaReader => {
  if (!isObject(schema) && typeof schema !== 'boolean') return { ok: false, reason: `${show(schema)} is no schema` };
  const dialect = dialectOf(schema);
  if (dialect === undefined)
    return { ok: false, reason: `${show((isObject(schema) && schema.$schema) || '')} is no $schema that helm has` };
  const { draft, unread } = dialect;
  try {
    const judges = (unread.length === 0 ? [true] : [true, false]).map((others) => {
      const read = dialect.schema(others);
      return { read, validate: validatorOf(read, draft) };
    });
    const errorsBy = (value: JsonValue) =>
      judges.map(({ read, validate }) => (validate(value) ? [] : withoutBranches(validate.errors ?? [], read)));
    const certainErrors = (value: JsonValue): readonly ErrorObject[] => {
      const [errors = [], ...others] = errorsBy(value);
      return others.length === 0 ? errors : errors.filter((error) => others.every((some) => has(some, error)));
    };
    const faultsOf = (given: JsonValue): readonly SchemaFault[] => {
      const value = inNumbers(given);
      try {
        return certainErrors(value).map((error) => faultOf(error, value));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [{ path: [], isKey: false, isOfMapping: true, message: 'the schema refers to itself without an end.' }];
      }
    };
    return { ok: true, faultsOf, unread };
  } catch (error) {
    // Whatever ajv throws is about the schema.
    return { ok: false, reason: (error as Error).message.split('\n')[0]!.replace(/\.$/, '') };
  }
};

/** The same error, and none of what other documents have seen or not. */
const has = (errors: readonly ErrorObject[], { keyword, instancePath, schemaPath, params }: ErrorObject): boolean =>
  !keyword.startsWith('unevaluated') &&
  errors.some(
    (other) =>
      other.instancePath === instancePath &&
      other.schemaPath === schemaPath &&
      JSON.stringify(other.params) === JSON.stringify(params),
  );

/**
 * Formats are left out: helm checks them up to draft 7, each in its own way. Patterns are Go's. The schema is not held to its metaschema,
 * of which each library has its own.
 */
const OPTIONS: Options = {
  allErrors: true,
  strict: false,
  verbose: true,
  validateFormats: false,
  validateSchema: false,
  meta: false,
  logger: false,
  ownProperties: true,
  // 0.3 is a multiple of 0.1.
  multipleOfPrecision: 6,
  code: {
    regExp: Object.assign(
      (pattern: string) => {
        const read = readPattern(pattern);
        if (!read.ok) throw new Error(`the pattern ${quote(pattern)} is none of Go's: ${read.message}`);
        return { test: read.matches, toString: () => pattern };
      },
      { code: 'readPattern' },
    ),
  },
};

const validatorOf = (schema: JsonValue, draft: Draft): ValidateFunction => {
  const ajv = draft === 2020 ? new Ajv2020(OPTIONS) : draft === 2019 ? new Ajv2019(OPTIONS) : new Ajv(OPTIONS);
  return ajv.compile(schema as object | boolean);
};

/** ajv knows no bigint. */
const inNumbers = (value: JsonValue): JsonValue => {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(inNumbers);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inNumbers(item as JsonValue)]))
    : value;
};

const faultOf = (error: ErrorObject, root: JsonValue): SchemaFault => ({
  ...wordsFor(error, root),
  isOfMapping: isObject(error.data) && !ALONE.has(error.keyword),
});

/** What is wrong with a mapping whatever else is in it. */
const ALONE: ReadonlySet<string> = new Set(['additionalProperties', 'propertyNames', 'type', 'unevaluatedProperties']);

const wordsFor = (error: ErrorObject, root: JsonValue): Omit<SchemaFault, 'isOfMapping'> => {
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
