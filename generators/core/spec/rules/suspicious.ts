/** What the API server accepts, but hardly was meant: warnings. */
import { isNumber } from '../../model/json.ts';
import { formatsOf, isKnownFormat } from '../formats.ts';
import { nearest, quote } from '../near.ts';
import type { Report } from '../report.ts';
import type { SchemaSpec } from '../spec.ts';
import type { SchemaPlace } from './schema-tree.ts';

const RANGES = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
] as const;

const SIZES = RANGES.slice(1).flat();

/** Which keywords say something of which types. */
const ABOUT: readonly (readonly [type: string, ...keywords: (keyof SchemaSpec)[]])[] = [
  ['array', 'items'],
  ['object', 'properties', 'additionalProperties'],
];

/** Warns of a schema that says less than it seems to. `formats` are those that were warned of. */
export const checkSuspicious = (place: SchemaPlace, formats: Set<string>, report: Report): void => {
  const { schema, path, branch, declared } = place;
  if (declared === undefined) return;
  checkFormat(place, formats, report);
  for (const [least, most] of RANGES) {
    const [low, high] = [schema[least], schema[most]];
    if (isNumber(low) && isNumber(high) && low > high)
      report.warning([...path, least], `${least} is above ${most}: no value is valid.`, 'Swap them.');
  }
  for (const keyword of SIZES)
    if (isNumber(schema[keyword]) && schema[keyword] < 0)
      report.warning([...path, keyword], `${keyword} is below zero.`, 'Use zero, or remove it.');
  if (isNumber(schema.multipleOf) && schema.multipleOf <= 0)
    report.warning(
      [...path, 'multipleOf'],
      'nothing is a multiple of it: no value is valid.',
      'Use a number above zero.',
    );
  if (branch) return;
  for (const [type, ...keywords] of ABOUT)
    for (const keyword of keywords)
      if (schema[keyword] !== undefined && schema.type !== undefined && schema.type !== type)
        report.warning(
          [...path, keyword],
          `only an ${type} has ${keyword}, and the type is ${quote(schema.type)}.`,
          `Use "type: ${type}", or remove ${keyword}.`,
          'key',
        );
  checkRequired(place, report);
};

const checkFormat = ({ schema, path }: SchemaPlace, formats: Set<string>, report: Report): void => {
  const type = schema['x-kubernetes-int-or-string'] === true ? undefined : schema.type;
  const { format } = schema;
  if (format === undefined || format === '' || isKnownFormat(format, type)) return;
  const key = `${type} ${format}`;
  if (formats.has(key)) return;
  formats.add(key);
  const known = formatsOf(type);
  const near = nearest(format, known);
  report.warning(
    [...path, 'format'],
    `the API server does not know the format ${quote(format)}${type === undefined ? '' : ` for the type ${quote(type)}`}: it is not checked.`,
    near === undefined ? 'Use a pattern where it has to be.' : `Did you mean ${quote(near)}?`,
  );
};

const checkRequired = ({ schema, path }: SchemaPlace, report: Report): void => {
  if (
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true
  )
    return;
  const fields = Object.keys(schema.properties);
  for (const [i, name] of (schema.required ?? []).entries()) {
    if (Object.hasOwn(schema.properties, name) || isOfEveryObject(name, path)) continue;
    const near = nearest(name, fields);
    report.warning(
      [...path, 'required', i],
      `${quote(name)} is required, but no field has that name.`,
      near === undefined ? 'Add it to properties.' : `Did you mean ${quote(near)}?`,
    );
  }
};

/** The root may leave out what every object has. */
const isOfEveryObject = (name: string, path: SchemaPlace['path']): boolean =>
  path.at(-1) === 'openAPIV3Schema' && ['apiVersion', 'kind', 'metadata'].includes(name);
