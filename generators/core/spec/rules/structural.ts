/**
 * The rules of structural schemas, as kube-apiserver 1.36 has them
 * (kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 * What it refuses is an error here, what is legal but suspicious a warning.
 */
import { nearest, quote } from '../near.ts';
import type { Report } from '../report.ts';
import { readPattern } from '../re2.ts';
import type { SchemaSpec, Spec } from '../spec.ts';
import { checkListType } from './list-types.ts';
import { type SchemaPlace, schemasOf } from './walk-schema.ts';

/** Reports every schema that is not structural. */
export const checkStructural = (spec: Spec, report: Report): void => {
  for (const place of schemasOf(spec)) {
    if (place.branch) checkBranch(place, report);
    else if (place.schema.$ref === undefined) {
      checkType(place, report);
      checkListType(place, report);
    }
    checkBounds(place, report);
  }
};

const INT_OR_STRING = 'x-kubernetes-int-or-string';
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';

const checkType = ({ schema, path }: SchemaPlace, report: Report): void => {
  const { type, properties, additionalProperties, items } = schema;
  const root = path.at(-2) === 'schema' && (path.at(-1) === 'spec' || path.at(-1) === 'status');
  if (type === undefined && schema[INT_OR_STRING] !== true && schema[PRESERVE] !== true)
    report.error(path, 'the schema has no type.', `Add "type: ${guessType(schema)}".`, 'key');
  else if (root && path.at(-1) === 'spec' && type !== 'object' && type !== undefined)
    report.error([...path, 'type'], `the spec of a kind must be an object, not ${quote(type)}.`, 'Use "type: object".');
  if (type === 'array' && items === undefined)
    report.error(path, 'an array needs the schema of its items.', 'Add "items: {type: …}".', 'key');
  if (items !== undefined && type !== undefined && type !== 'array')
    report.error(
      [...path, 'items'],
      `only an array has items, and the type is ${quote(type)}.`,
      'Use "type: array", or remove items.',
      'key',
    );
  for (const keyword of ['properties', 'additionalProperties'] as const)
    if (schema[keyword] !== undefined && type !== undefined && type !== 'object')
      report.error(
        [...path, keyword],
        `only an object has ${keyword}, and the type is ${quote(type)}.`,
        `Use "type: object", or remove ${keyword}.`,
        'key',
      );
  if (properties !== undefined && additionalProperties !== undefined)
    report.error(
      [...path, 'additionalProperties'],
      'properties and additionalProperties exclude each other.',
      'Use properties for known fields, additionalProperties for a map.',
      'key',
    );
  if (schema[EMBEDDED] === true) {
    if (type !== 'object')
      report.error([...path, EMBEDDED], 'an embedded resource must be an object.', 'Add "type: object".', 'key');
    if (schema[PRESERVE] !== true && Object.keys(properties ?? {}).length === 0)
      report.error(
        [...path, EMBEDDED],
        'an embedded resource needs properties.',
        `Add properties, or "${PRESERVE}: true".`,
        'key',
      );
  }
  if (schema['x-kubernetes-map-type'] !== undefined && type !== 'object')
    report.error(
      [...path, 'x-kubernetes-map-type'],
      'only an object has a map type.',
      'Use "type: object", or remove it.',
      'key',
    );
};

const guessType = ({
  properties,
  additionalProperties,
  items,
  minLength,
  maxLength,
  pattern,
  minimum,
  maximum,
  default: value,
}: SchemaSpec): string => {
  if (properties !== undefined || additionalProperties !== undefined) return 'object';
  if (items !== undefined) return 'array';
  if (minLength !== undefined || maxLength !== undefined || pattern !== undefined || typeof value === 'string')
    return 'string';
  return minimum !== undefined || maximum !== undefined || typeof value === 'number'
    ? 'integer'
    : typeof value === 'boolean'
      ? 'boolean'
      : 'string';
};

/** What describes a value rather than validating it stands outside of branches. */
const OUTSIDE = [
  '$ref',
  'description',
  'title',
  'default',
  'nullable',
  'additionalProperties',
  PRESERVE,
  EMBEDDED,
  INT_OR_STRING,
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
] as const;

const checkBranch = ({ schema, path, intOrString }: SchemaPlace, report: Report): void => {
  for (const keyword of OUTSIDE)
    if (schema[keyword] !== undefined)
      report.error(
        [...path, keyword],
        `${keyword} is not allowed inside allOf, anyOf, oneOf and not.`,
        'Move it out, to the schema that these belong to.',
        'key',
      );
  if (
    schema.type !== undefined &&
    schema.type !== (intOrString && path.at(-2) === 'anyOf' ? ['integer', 'string'][Number(path.at(-1))] : undefined)
  )
    report.error(
      [...path, 'type'],
      'type is not allowed inside allOf, anyOf, oneOf and not.',
      'Move it out; for integer or string use "x-kubernetes-int-or-string: true".',
      'key',
    );
};

const checkBounds = ({ schema, path, branch }: SchemaPlace, report: Report): void => {
  const pattern = schema.pattern === undefined ? undefined : readPattern(schema.pattern);
  if (pattern?.ok === false)
    report.error([...path, 'pattern'], `${quote(schema.pattern!)} ${pattern.message}`, pattern.hint);
  for (const [least, most] of [
    ['minimum', 'maximum'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ] as const)
    if ((schema[least] ?? -Infinity) > (schema[most] ?? Infinity))
      report.warning([...path, least], `${least} is above ${most}: no value is valid.`, 'Swap them.');
  if (
    branch ||
    schema.properties === undefined ||
    schema.additionalProperties !== undefined ||
    schema[PRESERVE] === true
  )
    return;
  const fields = Object.keys(schema.properties);
  for (const [i, name] of (schema.required ?? []).entries()) {
    if (fields.includes(name)) continue;
    const near = nearest(name, fields);
    report.warning(
      [...path, 'required', i],
      `${quote(name)} is required, but no field has that name.`,
      near === undefined ? 'Add it to properties.' : `Did you mean ${quote(near)}?`,
    );
  }
};
