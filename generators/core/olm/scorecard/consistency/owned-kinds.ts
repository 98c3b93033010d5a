/** The kinds that a ClusterServiceVersion owns, beside their CRDs: what a console offers has to be served. */
import { isObject } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import type { JudgedCrd } from '../../validate/judged.ts';
import { fieldIn, firstField, keepsUnknownFields, schemaOf, servedVersions } from '../schemas.ts';
import { type OwnedKind, type Subject, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

const OWNED: Path = ['spec', 'customresourcedefinitions', 'owned'];

export const ownedKinds: Test = {
  name: 'owned-kinds-are-served',
  suite: 'consistency',
  description:
    'Each owned version is served, each served version is owned, and descriptors are of fields that there are.',
  judge: (subject, findings) => {
    const owned = subject.spec.customresourcedefinitions?.owned ?? [];
    for (const [i, kind] of owned.entries()) {
      const crd = subject.crds.find(({ value }) => value.metadata?.name === kind.name);
      if (crd !== undefined) checkOwned(subject, crd, kind, [...OWNED, i], findings);
    }
    for (const crd of subject.crds) checkServed(subject, crd, findings);
  },
};

const checkOwned = ({ document }: Subject, crd: JudgedCrd, kind: OwnedKind, path: Path, findings: Findings): void => {
  const { name = '', version = '' } = kind;
  if (servedVersions(crd).get(version) === false)
    findings.error(
      document,
      [...path, 'version'],
      `${quote(version)} of ${quote(name)} is owned, and the CRD does not serve it.`,
      'Set served: true in the CRD, or remove the kind here.',
    );
  const schema = schemaOf(crd, version);
  if (schema === undefined) return;
  for (const [list, part] of [
    ['specDescriptors', 'spec'],
    ['statusDescriptors', 'status'],
  ] as const)
    for (const [i, { path: field = '' }] of (kind[list] ?? []).entries())
      if (!keepsUnknownFields(crd) && fieldIn(valueAt(schema, 'properties', part), field) === 'absent')
        findings.error(
          document,
          [...path, list, i, 'path'],
          `${quote(field)} is no field in the ${part} of ${quote(name)}.`,
          'Write the path of a field of the schema, or remove the descriptor.',
        );
  const spec = valueAt(schema, 'properties', 'spec');
  const described = new Set((kind.specDescriptors ?? []).map((descriptor) => firstField(spec, descriptor.path ?? '')));
  const fields = valueAt(spec, 'properties');
  const missing = isObject(fields) ? Object.keys(fields).filter((field) => !described.has(field)) : [];
  if (missing.length > 0)
    findings.warning(
      document,
      path,
      `of the spec of ${quote(name)} ${missing.map(quote).join(', ')} ${missing.length === 1 ? 'has' : 'have'} no descriptor.`,
      'Add one to specDescriptors, so that a console can show it.',
    );
};

const checkServed = (subject: Subject, { document, value }: JudgedCrd, findings: Findings): void => {
  const owned = subject.spec.customresourcedefinitions?.owned ?? [];
  const name = value.metadata?.name ?? '';
  for (const [i, version] of (value.spec?.versions ?? []).entries())
    if (
      valueAt(version, 'served') === true &&
      !owned.some((kind) => kind.name === name && kind.version === version.name)
    )
      findings.warning(
        document,
        ['spec', 'versions', i, 'name'],
        `${quote(version.name ?? '')} of ${quote(name)} is served, and the ClusterServiceVersion does not own it.`,
        'Add it to spec.customresourcedefinitions.owned.',
      );
};
