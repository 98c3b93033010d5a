/** The versions of a kind (apiextensions validation.go, validateCustomResourceDefinitionSpec and validateCustomResourceDefinitionVersion). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { isNameLabel, LABEL_RULE } from '../../../spec/rules/dns.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCrd } from '../judged.ts';
import type { CrdVersion, PrinterColumn } from './crd.ts';
import { checkSelectableFields } from './selectable.ts';

const VERSIONS: Path = ['spec', 'versions'];
const TYPES: readonly string[] = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS: readonly string[] = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** Names are names and differ, one is stored, and what is in each is sound. */
export const checkVersions = (crd: JudgedCrd, findings: Findings): void => {
  const { document, value, version } = crd;
  const { versions = [] } = value.spec ?? {};
  const names = versions.map(({ name = '' }) => name);
  for (const [i, each] of versions.entries()) {
    const path: Path = [...VERSIONS, i];
    const name = each.name ?? '';
    if (!isNameLabel(name))
      findings.error(document, [...path, 'name'], `${quote(name)} is no version.`, `${LABEL_RULE}, as in v1alpha1.`);
    if (names.indexOf(name) !== i)
      findings.error(
        document,
        [...path, 'name'],
        `the version ${quote(name)} is there twice.`,
        'Remove one of the two.',
      );
    checkDeprecation(crd, each, path, findings);
    checkViews(crd, each, path, findings);
  }
  if (version === 'v1beta1') checkViews(crd, value.spec ?? {}, ['spec'], findings);
  const stored = versions.filter(({ storage }) => storage === true).length;
  if (stored !== 1 && !(version === 'v1beta1' && versions.length === 0 && value.spec?.version !== undefined))
    findings.error(
      document,
      VERSIONS,
      versions.length === 0
        ? 'there is no version.'
        : `${stored === 0 ? 'no version is' : `${stored} versions are`} stored.`,
      'Set storage: true in one version.',
      'key',
    );
  checkSelectableFields(crd, findings);
};

type Views = Pick<CrdVersion, 'subresources' | 'additionalPrinterColumns'>;

const checkViews = (crd: JudgedCrd, views: Views, path: Path, findings: Findings): void => {
  checkScale(crd, views, path, findings);
  for (const [i, column] of (views.additionalPrinterColumns ?? []).entries())
    checkColumn(crd, column, [...path, 'additionalPrinterColumns', i], findings);
};

const checkDeprecation = ({ document }: JudgedCrd, version: CrdVersion, path: Path, findings: Findings): void => {
  const { deprecated = false, deprecationWarning: warning } = version;
  if (warning === undefined) return;
  const tell = (message: string, hint: string) =>
    findings.error(document, [...path, 'deprecationWarning'], message, hint);
  if (!deprecated)
    tell('a version that is not deprecated has no warning.', 'Set deprecated: true, or remove the warning.');
  else if (warning === '') tell('the warning is empty.', 'Say what to use instead, or remove it.');
  else if (Buffer.byteLength(warning) > 256) tell('the warning has more than 256 bytes.', 'Shorten it.');
  else if (/[^\P{C}]|[^\P{Z} ]/u.test(warning))
    tell('the warning has characters that cannot be printed.', 'Write it on one line.');
};

/** statusReplicasPath is left out, as its name has `status` in it. */
const checkScale = ({ document }: JudgedCrd, { subresources }: Views, path: Path, findings: Findings): void => {
  const { scale } = subresources ?? {};
  if (scale === undefined) return;
  const tell = (field: string, message: string, hint: string) =>
    findings.error(document, [...path, 'subresources', 'scale', field], message, hint);
  const { specReplicasPath: replicas = '', labelSelectorPath: selector = '' } = scale;
  if (!replicas.startsWith('.spec.'))
    tell(
      'specReplicasPath',
      replicas === '' ? 'the path is missing.' : `${quote(replicas)} leads to no field of spec.`,
      'Use .spec.replicas.',
    );
  if (selector !== '' && !selector.startsWith('.spec.') && !selector.startsWith('.status.'))
    tell('labelSelectorPath', `${quote(selector)} leads to no field of spec or status.`, 'Use .status.selector.');
};

const checkColumn = ({ document }: JudgedCrd, column: PrinterColumn, path: Path, findings: Findings): void => {
  const { name = '', type = '', format = '', JSONPath = '', jsonPath = JSONPath } = column;
  const tell = (field: string, message: string, hint: string) =>
    findings.error(document, [...path, field], message, hint);
  if (name === '') tell('name', 'the column has no name.', 'Add one.');
  if (!TYPES.includes(type))
    tell(
      'type',
      type === '' ? 'the column has no type.' : `${quote(type)} is no type of a column.`,
      `Use ${TYPES.join(', ')}.`,
    );
  if (format !== '' && !FORMATS.includes(format))
    tell('format', `${quote(format)} is no format of a column.`, `Use ${FORMATS.join(', ')}.`);
  if (!jsonPath.startsWith('.'))
    tell(
      'jsonPath',
      jsonPath === '' ? 'the column has no jsonPath.' : `${quote(jsonPath)} does not begin with a dot.`,
      'Use .spec.size.',
    );
};
