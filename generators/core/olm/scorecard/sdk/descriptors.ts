/** Operator SDK's olm-spec-descriptors and olm-status-descriptors (internal/scorecard/tests/olm.go). */
import { isObject } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { formatGvk } from '../../validate/gvk.ts';
import { type Sample, samplesOf, tellSample } from '../samples.ts';
import type { OwnedKind, Subject } from '../subject.ts';
import type { Test } from '../test.ts';
import { tellUnreadable } from './unreadable.ts';

const OWNED: Path = ['spec', 'customresourcedefinitions', 'owned'];

export const specDescriptors: Test = {
  name: 'olm-spec-descriptors',
  suite: 'olm',
  description: 'Every field in the spec of an example has a descriptor.',
  judge: (subject, findings) =>
    forEachSample(subject, findings, (sample) => {
      const { value, index, title } = sample;
      const spec = value['spec'] ?? null;
      if (spec === null)
        return tellSample(
          findings,
          subject,
          'error',
          [index],
          `the example ${title} has no spec.`,
          'Show what a user would write there.',
        );
      if (!isObject(spec))
        return tellSample(
          findings,
          subject,
          'error',
          [index, 'spec'],
          `the spec of ${title} is no mapping.`,
          'Write its fields below it.',
        );
      const owned = ownedFor(subject, sample, findings);
      const described = new Set(owned?.[1].specDescriptors?.map(({ path }) => path));
      for (const field of owned === undefined ? [] : Object.keys(spec).filter((key) => !described.has(key)))
        tellSample(
          findings,
          subject,
          'error',
          [index, 'spec', field],
          `${quote(field)} has no descriptor in spec.`,
          `Add one to specDescriptors of ${quote(owned![1].name ?? '')}.`,
        );
      return undefined;
    }),
};

export const statusDescriptors: Test = {
  name: 'olm-status-descriptors',
  suite: 'olm',
  description: 'Each kind whose example has a status has a descriptor of one.',
  judge: (subject, findings) =>
    forEachSample(subject, findings, (sample) => {
      const { value, index, title } = sample;
      const owned = ownedFor(subject, sample, findings);
      if (owned === undefined) return undefined;
      const [i, { name = '', statusDescriptors: described = [] }] = owned;
      const status = value['status'] ?? null;
      if (status !== null && !isObject(status))
        return tellSample(
          findings,
          subject,
          'error',
          [index, 'status'],
          `the status of ${title} is no mapping.`,
          'Write its fields below it.',
        );
      if (status === null || Object.keys(status).length === 0)
        return tellSample(
          findings,
          subject,
          'warning',
          [index],
          `the example ${title} has no status.`,
          'Operator SDK suggests one; who creates the object does not write it.',
        );
      if (described.length === 0)
        findings.error(
          subject.document,
          [...OWNED, i],
          `${quote(name)} has no status descriptor.`,
          'Add statusDescriptors.',
        );
      return undefined;
    }),
};

const forEachSample = (subject: Subject, findings: Findings, judge: (sample: Sample) => void): void => {
  const samples = samplesOf(subject);
  if (samples === undefined) return tellUnreadable(subject, findings);
  for (const sample of samples) judge(sample);
  return undefined;
};

/** The owned kind that an example is of, and its place in the list; groups do not count. */
const ownedFor = (
  subject: Subject,
  { value, gvk, index, title }: Sample,
  findings: Findings,
): readonly [number, OwnedKind] | undefined => {
  const owned = subject.spec.customresourcedefinitions?.owned ?? [];
  const at = owned.findIndex(({ kind = '', version = '' }) => kind === value['kind'] && version === gvk.version);
  if (at >= 0) return [at, owned[at]!];
  tellSample(
    findings,
    subject,
    'error',
    [index],
    `the example ${title} is of ${formatGvk(gvk)}, which no owned kind is.`,
    'Add that kind to spec.customresourcedefinitions.owned, or remove the example.',
  );
  return undefined;
};
