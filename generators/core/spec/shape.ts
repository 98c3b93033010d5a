/**
 * Measures a value against the JSON Schema of operator.yaml and says what is wrong in words. Interprets the schema directly: the
 * few keywords that it uses take less than compiling it would (ajv: 60 ms of a command that takes 80), and messages need no
 * translation. That the verdict is ajv's is tested.
 */
import { isInteger, isNumber, type JsonObject, jsonText, type JsonValue } from '../model/json.ts';
import { nearest, quote, suggest } from './near.ts';
import type { Path } from './path.ts';
import { explainReference } from './references.ts';
import type { Report } from './report.ts';
import { operatorSchema } from './schema/operator.ts';
import { PATTERNS, UNKNOWN_FIELDS } from './schema/words.ts';

/** The keywords that the schema of operator.yaml is written in. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** Forms that exclude each other: the fields that make one, and how many fields it may have. */
  readonly oneOf?: readonly {
    readonly required: readonly string[];
    readonly maxProperties?: number;
    /** What must not be there beside them. */
    readonly properties?: Readonly<Record<string, false>>;
  }[];
  readonly if?: Schema;
  readonly else?: Schema;
}

/** The schema of a whole operator.yaml. */
export const operatorShape = operatorSchema as Schema;

type Findings = Pick<Report, 'error' | 'warning'>;

/** Whether the value is as the schema wants it. */
export const isSound = (value: JsonValue, schema: Schema): boolean => {
  let sound = true;
  const fail = () => {
    sound = false;
  };
  check(value, schema, [], { error: fail, warning: () => {} });
  return sound;
};

/** Reports everything in which the value departs from the schema of operator.yaml; whether there was nothing. */
export const checkShape = (value: JsonValue, report: Report): boolean => checkBy(value, operatorShape, report);

/** The same by another schema. */
export const checkBy = (value: JsonValue, schema: Schema, report: Report): boolean => {
  const before = report.problems().length;
  check(value, schema, [], report);
  return report.problems().length === before;
};

const check = (value: JsonValue, written: Schema, path: Path, report: Findings): void => {
  const schema = resolve(written);
  const { type } = schema;
  if (type !== undefined && ![type].flat().some((name) => isOfType(value, name))) {
    report.error(path, `${describe(value)} is not allowed here.`, `Give ${article([type].flat())}.`);
    return;
  }
  checkChoice(value, schema, path, report);
  if (typeof value === 'string') checkString(value, schema, path, report);
  else if (isNumber(value)) checkNumber(Number(value), schema, path, report);
  else if (Array.isArray(value)) checkArray(value as readonly JsonValue[], schema, path, report);
  else if (value !== null && typeof value === 'object') checkObject(value as JsonObject, schema, path, report);
  if (
    schema.if?.type !== undefined &&
    schema.else !== undefined &&
    ![schema.if.type].flat().some((name) => isOfType(value, name))
  )
    check(value, schema.else, path, report);
};

/** What a schema refers to, or the schema itself. */
export const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (operatorSchema.$defs[schema.$ref.slice('#/$defs/'.length) as 'api' | 'schema'] as Schema);

const checkChoice = (value: JsonValue, schema: Schema, path: Path, report: Findings): void => {
  const allowed = 'const' in schema ? [schema.const as JsonValue] : schema.enum;
  if (allowed === undefined || allowed.includes(value)) return;
  if (path.at(-1) === '$ref') {
    const { message, hint } = explainReference(String(value));
    report.error(path, message, hint);
    return;
  }
  if (path.at(-1) === 'uniqueItems') {
    report.error(path, 'uniqueItems is not allowed in a structural schema.', 'Use "x-kubernetes-list-type: set".');
    return;
  }
  const near =
    typeof value === 'string'
      ? suggest(
          value,
          allowed.filter((item) => typeof item === 'string'),
        )
      : undefined;
  const choice = allowed
    .map((item) => jsonText(item))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  report.error(
    path,
    `${describe(value)} is not allowed.`,
    near?.startsWith('Did') === true && allowed.length > 4 ? near : `Use ${choice}.`,
  );
};

const checkString = (
  value: string,
  { minLength = 0, maxLength = Infinity, pattern }: Schema,
  path: Path,
  report: Findings,
): void => {
  if (value.length < minLength) report.error(path, 'must not be empty.');
  if (value.length > maxLength) report.error(path, `has ${value.length} characters, at most ${maxLength} are allowed.`);
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    report.error(path, `${quote(value)} ${PATTERNS[pattern] ?? `does not match ${pattern}.`}`);
};

const checkNumber = (
  value: number,
  { minimum = -Infinity, maximum = Infinity, exclusiveMinimum }: Schema,
  path: Path,
  report: Findings,
): void => {
  if (value < minimum) report.error(path, `${value} is too small.`, `Use at least ${minimum}.`);
  if (value > maximum) report.error(path, `${value} is too large.`, `Use at most ${maximum}.`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    report.error(path, `${value} is too small.`, `Use more than ${exclusiveMinimum}.`);
};

const checkArray = (
  value: readonly JsonValue[],
  { items, minItems = 0, maxItems = Infinity }: Schema,
  path: Path,
  report: Findings,
): void => {
  if (value.length < minItems)
    report.error(
      path,
      minItems === 1 ? 'the list is empty.' : `the list needs ${minItems} items.`,
      'Give at least one item.',
    );
  if (value.length > maxItems)
    report.error(path, `the list has ${value.length} items, at most ${maxItems} are allowed.`);
  if (items !== undefined) for (const [i, item] of value.entries()) check(item, items, [...path, i], report);
};

const checkObject = (value: JsonObject, schema: Schema, path: Path, report: Findings): void => {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  for (const [name, item] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) check(item as JsonValue, properties[name]!, [...path, name], report);
    else if (additionalProperties === false) reportUnknown(name, value, properties, path, report);
    else if (additionalProperties !== true) check(item as JsonValue, additionalProperties, [...path, name], report);
  }
  // A required field that is there under a misspelt name is one problem, not two.
  const misspelt =
    additionalProperties === false
      ? Object.keys(value)
          .filter((name) => !Object.hasOwn(properties, name))
          .map((name) => nearest(name, Object.keys(properties)))
      : [];
  for (const name of required) {
    if (Object.hasOwn(value, name) || misspelt.includes(name)) continue;
    report.error(path, `the field ${quote(name)} is missing.`, explain(properties[name]), 'key');
  }
  if (
    schema.oneOf !== undefined &&
    !schema.oneOf.some(({ required }) => required.some((name) => misspelt.includes(name)))
  )
    checkForm(value, schema.oneOf, path, report);
};

const checkForm = (value: JsonObject, forms: NonNullable<Schema['oneOf']>, path: Path, report: Findings): void => {
  const given = forms.filter(({ required }) => required.every((name) => Object.hasOwn(value, name)));
  const names = forms.map(({ required }) => required.map(quote).join(' and '));
  if (given.length === 0)
    return report.error(
      path,
      `the field ${names[0]} is missing.`,
      `Add it, or ${names.slice(1).join(' or ')} instead.`,
      'key',
    );
  const most = given[0]?.maxProperties ?? Infinity;
  if (given.length === 1 && Object.keys(value).length <= most) return undefined;
  const whole = given.find(({ maxProperties }) => maxProperties !== undefined)?.required[0] ?? '';
  return report.error(
    [...path, whole],
    `${quote(whole)} stands for all of the fields beside it.`,
    `Move ${Object.keys(value)
      .filter((name) => name !== whole)
      .map(quote)
      .join(', ')} into it, or remove it.`,
    'key',
  );
};

const reportUnknown = (
  name: string,
  value: JsonObject,
  properties: Readonly<Record<string, Schema>>,
  path: Path,
  report: Findings,
): void => {
  const known = UNKNOWN_FIELDS[name];
  if (known !== undefined && 'x-kubernetes-validations' in properties)
    return report.error([...path, name], `${name} is not allowed in a structural schema.`, known, 'key');
  const free = Object.keys(properties).filter((field) => !Object.hasOwn(value, field));
  return report.error([...path, name], 'unknown field.', suggest(name, free), 'key');
};

const isOfType = (value: JsonValue, type: string): boolean => {
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return isInteger(value);
  if (type === 'number') return isNumber(value);
  return typeof value === type;
};

/** A value as the subject of a sentence. */
const describe = (value: JsonValue): string => {
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `${typeof value === 'string' ? quote(value) : value}`;
};

const NOUNS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a string (quoted, if YAML takes it for something else)',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
};

const article = (types: readonly string[]): string => types.map((type) => NOUNS[type] ?? type).join(' or ');

/** What a missing field is for: the first sentence of its explanation, and a value to begin with. */
const explain = (schema: Schema | undefined): string | undefined => {
  const { description, examples } = (schema ?? {}) as { description?: string; examples?: readonly JsonValue[] };
  if (description === undefined) return undefined;
  const sentence = lowerFirst(description.replace(/\.(?: .*)?$/s, ''));
  const [example] = examples ?? [];
  return `Add it: ${sentence}${typeof example === 'string' && !sentence.includes(example) ? `, e.g. ${example}` : ''}.`;
};

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
