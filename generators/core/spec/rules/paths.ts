/** Paths from a version into its schema: scale, printer columns, selectable fields. */
import type { JsonObject } from '../../model/json.ts';
import { hasStatus, rootSchema } from '../../model/root-schema.ts';
import { quote, suggest } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { PrinterColumnSpec, ScaleSpec, SchemaSpec, Spec, VersionSpec } from '../spec.ts';
import { followPath, isColumnPath, isFieldPath } from './json-path.ts';
import { checkSelectable } from './selectable.ts';

/** Every path is well-formed, starts where it must and leads to a field of the right type. */
export const checkPaths = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, { versions }] of apis.entries())
    for (const [j, version] of versions.entries()) checkVersion(version, ['spec', 'apis', i, 'versions', j], report);
};

const checkVersion = (version: VersionSpec, path: Path, report: Report): void => {
  const schema = rootSchema(version.schema);
  const { scale, status } = version.subresources ?? {};
  if (scale !== undefined) checkScale(scale, schema, [...path, 'subresources', 'scale'], report);
  if (scale !== undefined && (!hasStatus(version.schema) || status === false))
    report.warning(
      [...path, 'subresources', 'scale'],
      'the scale subresource reads a status that is not there.',
      'Give the schema a status, and the status subresource.',
      'key',
    );
  const names = new Set<string>();
  for (const [k, column] of (version.additionalPrinterColumns ?? []).entries()) {
    const at = [...path, 'additionalPrinterColumns', k];
    if (names.has(column.name))
      report.warning([...at, 'name'], `the column ${quote(column.name)} is there twice.`, 'Give it another name.');
    names.add(column.name);
    checkColumn(column, schema, [...at, 'jsonPath'], report);
  }
  checkSelectable(version.selectableFields ?? [], schema as SchemaSpec, [...path, 'selectableFields'], report);
};

const SCALE_PATHS = [
  ['specReplicasPath', '.spec.', ['integer']],
  ['statusReplicasPath', '.status.', ['integer']],
  ['labelSelectorPath', '.', ['string']],
] as const;

const checkScale = (scale: ScaleSpec, schema: JsonObject, path: Path, report: Report): void => {
  for (const [field, prefix, types] of SCALE_PATHS) {
    const jsonPath = scale[field];
    if (jsonPath === undefined) continue;
    const at = [...path, field];
    const inside = field === 'labelSelectorPath' ? /^\.(?:spec|status)\./.test(jsonPath) : jsonPath.startsWith(prefix);
    if (!inside)
      report.error(
        at,
        `${quote(jsonPath)} must be a path under ${field === 'labelSelectorPath' ? '.spec or .status' : prefix.slice(0, -1)}.`,
        `Use e.g. ${field === 'labelSelectorPath' ? '.status.selector' : `${prefix}replicas`}.`,
      );
    else if (!isFieldPath(jsonPath))
      report.warning(
        at,
        `${quote(jsonPath)} is no path of fields: scaling will not work.`,
        'Use names with dots between them, without brackets.',
      );
    else checkTarget(jsonPath, schema, types, at, report);
  }
};

const checkTarget = (
  jsonPath: string,
  schema: JsonObject,
  types: readonly string[],
  at: Path,
  report: Report,
): void => {
  const found = followPath(jsonPath, schema);
  if (found.missing !== undefined)
    report.warning(
      at,
      `the schema has no field ${quote(found.missing)} at ${quote(jsonPath)}: scaling will not work.`,
      suggest(found.missing, found.fields),
    );
  else if (found.schema?.type !== undefined && !types.includes(found.schema.type as string))
    report.warning(
      at,
      `${quote(jsonPath)} is of type ${quote(String(found.schema.type))}: scaling will not work.`,
      `It should be of type ${types.map(quote).join(' or ')}.`,
    );
};

const COLUMN_TYPES: Readonly<Record<string, readonly string[]>> = {
  integer: ['integer'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
  date: ['string'],
};

const checkColumn = ({ jsonPath, type }: PrinterColumnSpec, schema: JsonObject, at: Path, report: Report): void => {
  if (!jsonPath.startsWith('.'))
    return report.error(
      at,
      `${quote(jsonPath)} must be a path that starts with a dot.`,
      `Use ${quote(`.${jsonPath.replace(/^\$?\.?/, '')}`)}.`,
    );
  if (!isColumnPath(jsonPath))
    return report.warning(
      at,
      `${quote(jsonPath)} is no JSONPath that kubectl understands: the column stays empty.`,
      'Use e.g. .spec.size, or .status.conditions[?(@.type=="Available")].status.',
    );
  const found = followPath(jsonPath, schema);
  if (found.missing !== undefined)
    report.warning(
      at,
      `the schema has no field ${quote(found.missing)}: the column stays empty.`,
      suggest(found.missing, found.fields),
    );
  else if (found.schema?.type !== undefined && COLUMN_TYPES[type]?.includes(found.schema.type as string) === false)
    report.warning(
      at,
      `${quote(jsonPath)} is of type ${quote(String(found.schema.type))}, the column of type ${quote(type)}.`,
      'Use the same type.',
    );
  return undefined;
};
