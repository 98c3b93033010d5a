/** The tests of the scorecard, as they are, to docs/scorecard.md. */
import type { Suite, TestResult } from '../../core/olm/scorecard/test.ts';
import { REASONS } from './reasons.ts';

type Described = Pick<TestResult, 'name' | 'suite' | 'description'>;

const SUITES: Readonly<Record<Suite, string>> = { basic: 'Operator SDK', olm: 'Operator SDK', consistency: 'ours' };

/** The whole document. `findings` has for a test what it says of a bundle with a defect. Throws for a test without a reason. */
export const scorecardReference = (
  tests: readonly Described[],
  findings: ReadonlyMap<string, readonly string[]>,
): string =>
  [
    '<!-- Written from the tests themselves: npx vitest run --config test/vitest.config.ts --project unit test/unit/docs/scorecard-reference.test.ts -u -->',
    '',
    '# The tests of the scorecard',
    '',
    `\`k8s-operator scorecard [DIR]\` runs ${tests.length} tests on a bundle, without a cluster: the ${tests.filter(isOfSdk).length} of Operator SDK, with the verdicts of its own binary, and ${
      tests.filter((test) => !isOfSdk(test)).length
    } of ours, of which parts of a bundle must agree with which. No other judge of bundles looks at those.`,
    '',
    'A test *fails* on what keeps the operator from being installed, from starting or from doing its work, or that is plainly wrong; the exit code is then 2. It *suggests* what may be meant as it',
    'is, and what is better otherwise. Every finding has its file, line and column. How to call it, and its formats: [the command line](cli.md#releases-to-olm).',
    '',
    '| test | of | what holds where it passes |',
    '| --- | --- | --- |',
    ...tests.map((test) => `| [${test.name}](#${test.name}) | ${SUITES[test.suite]} | ${test.description} |`),
    '',
    ...tests.flatMap((test) => section(test, findings.get(test.name) ?? [])),
  ].join('\n');

const isOfSdk = ({ suite }: Described): boolean => suite !== 'consistency';

const section = ({ name, description }: Described, findings: readonly string[]): readonly string[] => {
  const reason = REASONS[name];
  if (reason === undefined) throw new Error(`no reason is given for the test ${name}`);
  const { why, fails, suggests, mend } = reason;
  return [
    `## ${name}`,
    '',
    description,
    '',
    why,
    '',
    ...fails.map((when) => `- **Fails** when ${when}.`),
    ...suggests.map((when) => `- **Suggests** when ${when}.`),
    '',
    `**Mend it:** ${mend}`,
    '',
    ...(findings.length === 0 ? [] : [...findings.map((finding) => `    ${finding}`), '']),
  ];
};
