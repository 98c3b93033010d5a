/** The names of an object's fields: unknown ones, missing ones, and forms that exclude each other. */
import type { JsonObject } from '../../model/json.ts';
import { nearest, quote, suggest } from '../near.ts';
import { UNKNOWN_FIELDS } from '../schema/words.ts';
import type { Schema, Spot } from './schema.ts';
import { explain } from './words.ts';

/** Reports fields that the object may not have, and those that it must have. A field that is misspelt is one problem, not two. */
export const checkFields = (value: JsonObject, schema: Schema, spot: Spot): void => {
  const { properties = {}, required = [], additionalProperties = true, oneOf } = schema;
  const unknown =
    additionalProperties === false ? Object.keys(value).filter((name) => !Object.hasOwn(properties, name)) : [];
  for (const name of unknown) reportUnknown(name, value, properties, spot);
  const misspelt = new Set(unknown.map((name) => nearest(name, Object.keys(properties))));
  for (const name of required) {
    if (Object.hasOwn(value, name) || misspelt.has(name)) continue;
    spot.report.error(spot.path, `the field ${quote(name)} is missing.`, explain(properties[name]), 'key');
  }
  if (oneOf !== undefined && !oneOf.some((form) => form.required.some((name) => misspelt.has(name))))
    checkForm(value, oneOf, spot);
};

const reportUnknown = (
  name: string,
  value: JsonObject,
  properties: Readonly<Record<string, Schema>>,
  { path, report }: Spot,
): void => {
  const known = Object.hasOwn(UNKNOWN_FIELDS, name) ? UNKNOWN_FIELDS[name] : undefined;
  if (known !== undefined && 'x-kubernetes-validations' in properties)
    return report.error([...path, name], `${name} is not allowed in a structural schema.`, known, 'key');
  const free = Object.keys(properties).filter((field) => !Object.hasOwn(value, field));
  return report.error([...path, name], 'unknown field.', suggest(name, free), 'key');
};

const checkForm = (value: JsonObject, forms: NonNullable<Schema['oneOf']>, { path, report }: Spot): void => {
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
