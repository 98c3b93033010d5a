/** Schemas outside of branches: each has a type, and what is said of it fits that (kube-apiserver's validateStructuralInvariants). */
import { quote } from '../near.ts';
import type { Report } from '../report.ts';
import type { SchemaSpec } from '../spec.ts';
import type { SchemaPlace } from './schema-tree.ts';

const INT_OR_STRING = 'x-kubernetes-int-or-string';
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';

/** Reports a schema that is not structural by itself. */
export const checkStructure = (place: SchemaPlace, report: Report): void => {
  const { schema, path, level } = place;
  const { type, items } = schema;
  if (type === undefined && schema[EMBEDDED] !== true && schema[INT_OR_STRING] !== true && schema[PRESERVE] !== true)
    report.error(
      path,
      'the schema has no type.',
      `Add "type: ${level === 'root' ? 'object' : guessType(schema)}".`,
      'key',
    );
  if (type === 'array' && items === undefined)
    report.error(path, 'an array needs the schema of its items.', 'Add "items: {type: …}".', 'key');
  for (const keyword of [PRESERVE, EMBEDDED] as const)
    if (schema[INT_OR_STRING] === true && schema[keyword] === true)
      report.error(
        [...path, keyword],
        `an int-or-string has no fields, and ${keyword} is about those.`,
        `Remove it, or "${INT_OR_STRING}".`,
        'key',
      );
  if (schema[EMBEDDED] === true) checkEmbedded(place, report);
  if (level !== 'root' && schema[EMBEDDED] !== true) return;
  for (const name of ['apiVersion', 'kind'] as const) checkMetaType(place, name, 'string', report);
  checkMetaType(place, 'metadata', 'object', report);
};

const checkMetaType = ({ schema, path }: SchemaPlace, name: string, type: string, report: Report): void => {
  const field = ownField(schema, name);
  if (field !== undefined && field.type !== type)
    report.error(
      [...path, 'properties', name, ...(field.type === undefined ? [] : ['type'])],
      `${name} of an object is of type ${quote(type)}.`,
      `Use "type: ${type}".`,
    );
};

/** The schema of a field, and nothing of JavaScript's. */
export const ownField = ({ properties = {} }: SchemaSpec, name: string): SchemaSpec | undefined =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

const checkEmbedded = ({ schema, path }: SchemaPlace, report: Report): void => {
  if (schema.type !== 'object')
    report.error([...path, EMBEDDED], 'an embedded resource must be an object.', 'Use "type: object".', 'key');
  if (schema.additionalProperties !== undefined)
    report.error(
      [...path, 'additionalProperties'],
      'an embedded resource is an object, not a map.',
      `Use properties, or "${PRESERVE}: true".`,
      'key',
    );
  if (schema[PRESERVE] !== true && Object.keys(schema.properties ?? {}).length === 0)
    report.error(
      [...path, EMBEDDED],
      'an embedded resource needs properties.',
      `Add properties, or "${PRESERVE}: true".`,
      'key',
    );
};

const guessType = (schema: SchemaSpec): string => {
  const {
    properties,
    additionalProperties,
    items,
    minLength,
    maxLength,
    pattern,
    format,
    minimum,
    maximum,
    enum: choice,
  } = schema;
  const value = schema.default ?? choice?.[0];
  if (properties !== undefined || additionalProperties !== undefined) return 'object';
  if (items !== undefined) return 'array';
  if (minLength !== undefined || maxLength !== undefined || pattern !== undefined || typeof value === 'string')
    return 'string';
  if (minimum !== undefined || maximum !== undefined || typeof value === 'number' || format?.startsWith('int') === true)
    return 'integer';
  return typeof value === 'boolean' ? 'boolean' : 'string';
};
