/**
 * Fields that may be selected by (apiextensions validation.go, ValidateCustomResourceSelectableFields). The API server keeps what all
 * versions have in common in one place, the schemas and the fields each by themselves, and asks that both are in the same.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../model/json.ts';
import type { Path } from '../../../spec/path.ts';
import type { Report } from '../../../spec/report.ts';
import { checkSelectable } from '../../../spec/rules/selectable.ts';
import type { SchemaSpec, VersionSpec } from '../../../spec/spec.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCrd } from '../judged.ts';

const MOST = 8;

/** Each leads to a scalar of the schema, and there are not too many. */
export const checkSelectableFields = ({ document, value }: JudgedCrd, findings: Findings): void => {
  const { versions = [] } = value.spec ?? {};
  const areAlike = (part: (version: (typeof versions)[number]) => unknown): boolean =>
    versions.every((version) => isDeepStrictEqual(part(version), part(versions[0]!)));
  const isApart =
    areAlike(({ schema }) => schema) !== areAlike(({ selectableFields = [] }) => selectableFields) &&
    versions.length > 1;
  for (const [i, { schema, selectableFields: fields = [] }] of versions.entries()) {
    if (fields.length === 0) continue;
    const path: Path = ['spec', 'versions', i, 'selectableFields'];
    const root = schema?.openAPIV3Schema;
    if (root === undefined)
      findings.error(document, path, 'without a schema there are no fields to select by.', 'Add the schema.', 'key');
    else if (isApart)
      findings.error(
        document,
        path,
        'the API server takes them only where schemas and selectable fields both differ between versions, or both do not.',
        'Give every version the same, or change the schema of one.',
        'key',
      );
    else checkAll(fields, root, path, reportTo(document, findings));
  }
};

const checkAll = (
  fields: readonly { readonly jsonPath?: string }[],
  root: JsonObject,
  path: Path,
  report: Pick<Report, 'error'>,
): void => {
  const paths = fields.map(({ jsonPath = '' }) => ({ jsonPath }));
  checkSelectable(
    paths as NonNullable<VersionSpec['selectableFields']>,
    root as unknown as SchemaSpec,
    path,
    report as Report,
  );
  if (new Set(paths.map(({ jsonPath }) => jsonPath)).size > MOST)
    report.error(path, `there are more than ${MOST} selectable fields.`, 'Remove some.', 'key');
};

const reportTo = (document: JudgedCrd['document'], findings: Findings): Pick<Report, 'error'> => ({
  error: (...finding) => findings.error(document, ...finding),
});
