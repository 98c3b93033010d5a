/** Fields that may be selected by: what a path leads to (kube-apiserver's ValidFieldPath and ValidateCustomResourceSelectableFields). */
import { quote, suggest } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { SchemaSpec, VersionSpec } from '../spec.ts';
import { ownField } from './structure.ts';

/** Reports paths that lead nowhere, to no scalar, or to the same field. */
export const checkSelectable = (
  fields: NonNullable<VersionSpec['selectableFields']>,
  root: SchemaSpec,
  path: Path,
  report: Report,
): void => {
  const known = new Set<string>();
  for (const [i, { jsonPath }] of fields.entries()) {
    const at = [...path, i, 'jsonPath'];
    if (checkField(jsonPath, root, at, report) && known.has(jsonPath))
      report.error(at, `${quote(jsonPath)} is given twice.`, 'Remove one of the two.');
    known.add(jsonPath);
  }
};

const checkField = (jsonPath: string, root: SchemaSpec, at: Path, report: Report): boolean => {
  if (!/^(?:\.[^.[\]]+)+$/.test(jsonPath)) {
    report.error(at, `${quote(jsonPath)} is no path of fields.`, 'Use names with dots between them: .spec.color.');
    return false;
  }
  const names = jsonPath.slice(1).split('.');
  if (names[0] === 'metadata') {
    report.error(at, 'fields of metadata are selectable by themselves, or not at all.', 'Remove it.');
    return false;
  }
  let schema = root;
  for (const name of names) {
    const { properties = {}, additionalProperties } = schema;
    const fields = Object.keys(properties);
    const next = fields.length > 0 ? ownField(schema, name) : additionalProperties;
    if (typeof next !== 'object') {
      report.error(at, `the schema has no field ${quote(name)} at ${quote(jsonPath)}.`, suggest(name, fields));
      return false;
    }
    schema = next;
  }
  if (schema.type === 'string' || schema.type === 'boolean' || schema.type === 'integer') return true;
  report.error(
    at,
    `${quote(jsonPath)} is ${schema.type === undefined ? 'of no one type' : `of type ${quote(schema.type)}`}.`,
    'It must be of type "string" or "boolean" or "integer".',
  );
  return false;
};
