/**
 * Measures a value against the JSON Schema of operator.yaml and says what is wrong in words. Interprets the schema directly: the
 * few keywords that it uses take less than compiling it would (ajv: 60 ms of a command that takes 80), and messages need no
 * translation. That the verdict is ajv's is tested.
 */
import { isInteger, isNumber, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Report } from './report.ts';
import { operatorSchema } from './schema/operator.ts';
import { checkFields } from './shape/fields.ts';
import { checkChoice, checkNumber, checkString } from './shape/scalars.ts';
import type { Schema, Spot } from './shape/schema.ts';
import { article, describe, orRemove } from './shape/words.ts';

/** The schema of a whole operator.yaml. */
export const operatorShape = operatorSchema as Schema;

/** Whether the value is as the schema wants it. */
export const isSound = (value: JsonValue, schema: Schema): boolean => {
  let sound = true;
  const fail = () => {
    sound = false;
  };
  check(value, schema, { path: [], isOptional: false, report: { error: fail, warning: () => {} } });
  return sound;
};

/** Reports everything in which the value departs from the schema of operator.yaml; whether there was nothing. */
export const checkShape = (value: JsonValue, report: Report): boolean => checkBy(value, operatorShape, report);

/** The same by another schema. */
export const checkBy = (value: JsonValue, schema: Schema, report: Report): boolean => {
  const before = report.problems().length;
  check(value, schema, { path: [], isOptional: false, report });
  return report.problems().length === before;
};

const check = (value: JsonValue, written: Schema, spot: Spot): void => {
  const schema = resolve(written);
  const { type } = schema;
  if (type !== undefined && !isOfTypes(value, type)) {
    const right = `Give ${article([type].flat(), value)}${orRemove(value, spot)}.`;
    spot.report.error(spot.path, `${describe(value)} is not allowed here.`, right);
    return;
  }
  checkChoice(value, schema, spot);
  if (typeof value === 'string') checkString(value, schema, spot);
  else if (isNumber(value)) checkNumber(Number(value), schema, spot);
  else if (Array.isArray(value)) checkArray(value as readonly JsonValue[], schema, spot);
  else if (isObject(value)) checkObject(value, schema, spot);
  if (schema.if?.type !== undefined && schema.else !== undefined && !isOfTypes(value, schema.if.type))
    check(value, schema.else, spot);
};

/** What a schema refers to, or the schema itself. */
export const resolve = (schema: Schema): Schema =>
  schema.$ref === undefined
    ? schema
    : (operatorSchema.$defs[schema.$ref.slice('#/$defs/'.length) as 'api' | 'schema'] as Schema);

const checkArray = (
  value: readonly JsonValue[],
  { items, minItems = 0, maxItems = Infinity }: Schema,
  { path, report }: Spot,
): void => {
  if (value.length < minItems)
    report.error(
      path,
      minItems === 1 ? 'the list is empty.' : `the list needs ${minItems} items.`,
      'Give at least one item.',
    );
  if (value.length > maxItems)
    report.error(path, `the list has ${value.length} items, at most ${maxItems} are allowed.`);
  if (items === undefined) return;
  for (const [i, item] of value.entries()) check(item, items, { path: [...path, i], isOptional: false, report });
};

const checkObject = (value: JsonObject, schema: Schema, spot: Spot): void => {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  for (const [name, item] of Object.entries(value) as [string, JsonValue][]) {
    const field = Object.hasOwn(properties, name) ? properties[name]! : additionalProperties;
    const isOptional = Object.hasOwn(properties, name) && !required.includes(name);
    if (typeof field === 'object') check(item, field, { ...spot, path: [...spot.path, name], isOptional });
  }
  checkFields(value, schema, spot);
};

const isOfTypes = (value: JsonValue, types: string | readonly string[]): boolean =>
  typeof types === 'string' ? isOfType(value, types) : types.some((type) => isOfType(value, type));

const isOfType = (value: JsonValue, type: string): boolean => {
  if (type === 'object') return isObject(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return isInteger(value);
  if (type === 'number') return isNumber(value);
  return typeof value === type;
};
