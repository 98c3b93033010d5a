/** Operator SDK's olm-crds-have-validation (internal/scorecard/tests/olm.go): groups do not count for it, nor does case in kinds. */
import { isObject, type JsonObject } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import type { JudgedCrd } from '../../validate/judged.ts';
import { type Sample, samplesOf, tellSample } from '../samples.ts';
import { type Subject, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';
import { blockOf } from './block.ts';
import { tellUnreadable } from './unreadable.ts';

export const crdsHaveValidation: Test = {
  name: 'olm-crds-have-validation',
  suite: 'olm',
  description: 'Every field of an example is in the schema of its kind.',
  judge: (subject, findings) => {
    const samples = samplesOf(subject);
    if (samples === undefined) return tellUnreadable(subject, findings);
    // Those of v1 come first, and what an example has wrong is told of the first version that does not fit.
    const versions = [...subject.crds]
      .sort((a, b) => (a.version < b.version ? -1 : a.version > b.version ? 1 : 0))
      .flatMap(versionsOf);
    for (const sample of samples)
      for (const version of versions.filter((each) => fits(sample, each)))
        if (!checkSample(subject, sample, version, findings)) break;
    return undefined;
  },
};

interface Version {
  readonly crd: JudgedCrd;
  readonly kind: string;
  readonly name: string;
  /** Undefined where the version has none. */
  readonly schema: JsonObject | undefined;
  readonly path: readonly (string | number)[];
}

/** In v1beta1 a CRD can have one version, and one schema, for all. */
const versionsOf = (crd: JudgedCrd): readonly Version[] => {
  const { versions = [], names = {}, ...spec } = crd.value.spec ?? {};
  const shared = crd.version === 'v1beta1' ? valueAt(spec, 'validation') : undefined;
  const listed = versions.length === 0 && spec.version !== undefined ? [{ name: spec.version }] : versions;
  return listed.map(({ name = '', ...version }, i) => {
    const schema = valueAt(version, 'schema') ?? shared;
    return {
      crd,
      kind: names.kind ?? '',
      name,
      schema: isObject(schema) ? schema : undefined,
      path: versions.length === 0 ? ['spec', 'version'] : ['spec', 'versions', i, 'name'],
    };
  });
};

const fits = ({ gvk }: Sample, { name, kind }: Version): boolean =>
  gvk.version.toLowerCase() === name.toLowerCase() && gvk.kind.toLowerCase() === kind.toLowerCase();

/** Whether the example may go on to the next version. */
const checkSample = (subject: Subject, sample: Sample, version: Version, findings: Findings): boolean => {
  const { crd, kind, name, schema, path } = version;
  if (schema === undefined) {
    findings.warning(
      crd.document,
      path,
      `${kind} has no schema in ${name}.`,
      'Add one: without it nothing is validated.',
    );
    return true;
  }
  let isFit = true;
  for (const part of ['spec', 'status'] as const) {
    const block = blockOf(subject, sample, part, findings);
    const fields = valueAt(schema, 'openAPIV3Schema', 'properties', part, 'properties');
    if (block === undefined) isFit = false;
    for (const field of Object.keys(block ?? {}).filter((key) => !isObject(fields) || !Object.hasOwn(fields, key))) {
      tellSample(
        findings,
        subject,
        'error',
        [sample.index, part, field],
        `the schema of ${kind} has no field ${quote(field)} in the ${part} of ${name}.`,
        `Add it to the schema, or remove it from the example.`,
      );
      isFit = false;
    }
  }
  return isFit;
};
