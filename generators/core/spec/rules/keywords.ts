/** Keywords that Kubernetes has no use for, or not there (kube-apiserver's ValidateCustomResourceDefinitionOpenAPISchema). */
import { isNumber } from '../../model/json.ts';
import { quote } from '../near.ts';
import { readPattern } from '../re2.ts';
import type { Report } from '../report.ts';
import { goNumber } from '../value-rules/numbers.ts';
import type { SchemaPlace } from './schema-tree.ts';

const SIZES = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'] as const;

/** Reports keywords that are out of place, in branches and outside of them. */
export const checkKeywords = (place: SchemaPlace, report: Report): void => {
  const { schema, path, branch, meta, noDefault } = place;
  const { pattern, properties, additionalProperties } = schema;
  if (schema.default !== undefined && schema.default !== null && noDefault !== undefined && !branch)
    report.error([...path, 'default'], `there can be no default ${noDefault}.`, 'Remove it.', 'key');
  if (
    properties !== undefined &&
    Object.keys(properties).length > 0 &&
    additionalProperties !== undefined &&
    additionalProperties !== true
  )
    report.error(
      [...path, 'additionalProperties'],
      'properties and additionalProperties exclude each other.',
      'Use properties for known fields, additionalProperties for a map.',
      'key',
    );
  if (meta && !branch && schema['x-kubernetes-embedded-resource'] === true)
    report.error(
      [...path, 'x-kubernetes-embedded-resource'],
      'there can be no embedded resource inside of metadata.',
      'Remove it.',
      'key',
    );
  if (schema['x-kubernetes-map-type'] !== undefined && schema.type !== 'object' && !branch)
    report.error(
      [...path, 'x-kubernetes-map-type'],
      'only an object has a map type.',
      'Use "type: object", or remove it.',
      'key',
    );
  for (const keyword of SIZES)
    if (isNumber(schema[keyword]) && typeof goNumber(schema[keyword]) !== 'bigint')
      report.error([...path, keyword], `${keyword} is an integer of 64 bits.`, 'Use a smaller number, or remove it.');
  const read = pattern === undefined || place.mayHaveType ? undefined : readPattern(pattern);
  if (read?.ok === false) report.error([...path, 'pattern'], `${quote(pattern!)} ${read.message}`, read.hint);
};
