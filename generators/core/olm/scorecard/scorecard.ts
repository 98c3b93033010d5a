/**
 * The scorecard of a bundle: Operator SDK's six tests, with the verdicts of its own binary (scorecard-test v1.42.3), and tests of our
 * own, of which parts of a bundle must agree with which. Without a cluster; pure.
 */
import { posix } from 'node:path';
import { isObject } from '../../model/json.ts';
import type { Problem } from '../../spec/problem.ts';
import { isNotRead } from '../bundle-file.ts';
import { goText } from '../go-text.ts';
import type { Bundle } from '../open-bundle.ts';
import { findingsOf, KUBERNETES } from '../validate/check-bundle.ts';
import { createFindings } from '../validate/findings.ts';
import { judgedBundle } from '../validate/judged.ts';
import { CONSISTENCY } from './consistency.ts';
import { BUNDLE_VALIDATION, bundleValidation } from './sdk/bundle-validation.ts';
import { checkSpec } from './sdk/check-spec.ts';
import { crdsHaveResources } from './sdk/crds-have-resources.ts';
import { crdsHaveValidation } from './sdk/crds-have-validation.ts';
import { specDescriptors, statusDescriptors } from './sdk/descriptors.ts';
import { subjectOf } from './subject.ts';
import type { Test, TestResult } from './test.ts';

export type { TestResult } from './test.ts';

/**
 * The result of every test, always all and in the same order. A bundle that OLM cannot read fails them all; what is wrong with it is
 * told by `olm-bundle-validation`.
 */
export const scorecard = (bundle: Bundle): readonly TestResult[] => {
  const found = findingsOf(bundle);
  const { judged } = judgedBundle(bundle, KUBERNETES);
  const subject =
    judged !== undefined && isReadable(bundle, found.reading) ? subjectOf(judged, found.schemas) : undefined;
  const run = ({ judge, ...test }: Test): TestResult => {
    if (subject === undefined) return result(test, [notJudged(bundle)]);
    const findings = createFindings();
    judge(subject, findings);
    return result(test, findings.problems());
  };
  return [
    run(checkSpec),
    result(BUNDLE_VALIDATION, bundleValidation(found)),
    ...[crdsHaveValidation, crdsHaveResources, specDescriptors, statusDescriptors, ...CONSISTENCY].map(run),
  ];
};

/**
 * Whether OLM can read the bundle. A file of which it reads another document than we do is lost to it, which only that of the
 * ClusterServiceVersion may not be; and beside its annotations nothing in metadata/ is needed.
 */
const isReadable = (
  { folder, problems, manifests, csv, annotations }: Bundle,
  reading: readonly Problem[],
): boolean => {
  const isRead = new Set(manifests.map(({ source }) => source.file));
  const metadata = posix.join(folder, 'metadata/');
  const written = annotations?.value['annotations'];
  const isHarmless = (problem: Problem): boolean =>
    problem.severity !== 'error' ||
    (problems.includes(problem) &&
      (problem.file.startsWith(metadata) ||
        (isRead.has(problem.file) && !(isNotRead(problem) && problem.file === csv?.source.file))));
  return (
    reading.every(isHarmless) &&
    isObject(written) &&
    Object.keys(written).length > 0 &&
    Object.values(written).every((value = null) => value === null || goText(value) !== undefined)
  );
};

const notJudged = ({ folder }: Bundle): Problem => ({
  file: folder,
  path: '',
  message: 'this was not judged: the bundle cannot be read.',
  hint: `Mend first what ${BUNDLE_VALIDATION.name} finds.`,
  severity: 'error',
});

const result = (
  { name, suite, description }: Pick<TestResult, 'name' | 'suite' | 'description'>,
  problems: readonly Problem[],
): TestResult => ({
  name,
  suite,
  description,
  state: problems.some(({ severity }) => severity === 'error') ? 'fail' : 'pass',
  problems: [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].toSorted(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  ),
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
