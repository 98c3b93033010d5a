/** Examples as the API server would take them: of a version that is served, and with all that the schema and its rules ask for. */
import { faultsOfSample } from '../../../model/sample.ts';
import { quote } from '../../../spec/near.ts';
import { isDnsName } from '../../../spec/rules/dns.ts';
import type { Findings } from '../../validate/findings.ts';
import { type Sample, samplesOf, tellSample } from '../samples.ts';
import { keepsUnknownFields, schemaOf, servedVersions, withUnknownFields } from '../schemas.ts';
import { type Subject, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

export const examples: Test = {
  name: 'examples-are-valid',
  suite: 'consistency',
  description: 'The API server would take each example as it is.',
  judge: (subject, findings) => {
    // What is no list of objects at all is told by the validators.
    for (const sample of samplesOf(subject) ?? []) checkSample(subject, sample, findings);
  },
};

const checkSample = (subject: Subject, { value, gvk, index, title }: Sample, findings: Findings): void => {
  const tell = (path: readonly (string | number)[], message: string, hint?: string): void =>
    tellSample(findings, subject, 'error', [index, ...path], message, hint);
  const crd = subject.crds.find(
    ({ value: { spec = {} } }) => spec.group === gvk.group && spec.names?.kind === gvk.kind,
  );
  if (crd === undefined) return;
  if (servedVersions(crd).get(gvk.version) !== true)
    return tell(['apiVersion'], `${quote(gvk.version)} of ${quote(gvk.kind)} is not served.`, 'Use a version that is.');
  const name = valueAt(value, 'metadata', 'name');
  if (name === undefined && valueAt(value, 'metadata', 'generateName') === undefined)
    tell(['metadata'], `the example ${title} has no name.`, 'Add metadata with a name.');
  else if (name !== undefined && (typeof name !== 'string' || !isDnsName(name)))
    tell(
      ['metadata', 'name'],
      `${quote(String(name))} is no name of an object.`,
      'Use lower-case letters, digits, dashes and dots.',
    );
  const schema = schemaOf(crd, gvk.version);
  if (schema === undefined || subject.unsound.has(crd.document.source.file)) return undefined;
  const whole = keepsUnknownFields(crd) ? withUnknownFields(schema) : schema;
  for (const { path, message, hint } of faultsOfSample(value, whole)) tell(path, message, hint);
  return undefined;
};
