/** Operator SDK's olm-spec-descriptors and olm-status-descriptors (internal/scorecard/tests/olm.go). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { formatGvk } from '../../validate/gvk.ts';
import { type Sample, samplesOf, tellSample } from '../samples.ts';
import type { OwnedKind, Subject } from '../subject.ts';
import type { Test } from '../test.ts';
import { blockOf } from './block.ts';
import { tellUnreadable } from './unreadable.ts';

const OWNED: Path = ['spec', 'customresourcedefinitions', 'owned'];

/** A test that judges each example by itself. */
const ofSamples = (
  { name, description }: Pick<Test, 'name' | 'description'>,
  judge: (subject: Subject, sample: Sample, findings: Findings) => void,
): Test => ({
  name,
  suite: 'olm',
  description,
  judge: (subject, findings) => {
    const samples = samplesOf(subject);
    if (samples === undefined) return tellUnreadable(subject, findings);
    for (const sample of samples) judge(subject, sample, findings);
    return undefined;
  },
});

export const specDescriptors: Test = ofSamples(
  { name: 'olm-spec-descriptors', description: 'Every field in the spec of an example has a descriptor.' },
  (subject, sample, findings) => {
    const { index, title } = sample;
    const tell = (path: Path, message: string, hint: string): void =>
      tellSample(findings, subject, 'error', [index, ...path], message, hint);
    const spec = blockOf(subject, sample, 'spec', findings);
    if (spec === null) return tell([], `the example ${title} has no spec.`, 'Show what a user would write there.');
    const owned = spec === undefined ? undefined : ownedFor(subject, sample, findings);
    if (spec === undefined || owned === undefined) return undefined;
    const [, { name = '', specDescriptors: described = [] }] = owned;
    const paths = new Set(described.map(({ path }) => path));
    for (const field of Object.keys(spec).filter((key) => !paths.has(key)))
      tell(
        ['spec', field],
        `${quote(field)} has no descriptor in spec.`,
        `Add one to specDescriptors of ${quote(name)}.`,
      );
    return undefined;
  },
);

export const statusDescriptors: Test = ofSamples(
  { name: 'olm-status-descriptors', description: 'Each kind whose example has a status has a descriptor of one.' },
  (subject, sample, findings) => {
    const owned = ownedFor(subject, sample, findings);
    const status = owned === undefined ? undefined : blockOf(subject, sample, 'status', findings);
    if (owned === undefined || status === undefined) return undefined;
    const [i, { name = '', statusDescriptors: described = [] }] = owned;
    if (status === null || Object.keys(status).length === 0)
      return tellSample(
        findings,
        subject,
        'warning',
        [sample.index],
        `the example ${sample.title} has no status.`,
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
  },
);

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
