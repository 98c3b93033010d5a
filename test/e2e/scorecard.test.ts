/** The scorecard before Operator SDK's own: the same verdicts on sound bundles, and on bundles with all that can be wrong. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { MANIFESTS_ANNOTATION, openBundle } from '../../generators/core/olm/open-bundle.ts';
import type { BundleFile } from '../../generators/core/olm/bundle-file.ts';
import { scorecard, type TestResult } from '../../generators/core/olm/scorecard/scorecard.ts';
import { CONSISTENCY } from '../../generators/core/olm/scorecard/consistency.ts';
import { KUBERNETES } from '../../generators/core/olm/validate/check-bundle.ts';
import { formatProblem, type Problem } from '../../generators/core/spec/problem.ts';
import { ifAvailable } from '../judges/availability.ts';
import { bundleObjects, draftOf, filesOf } from '../judges/bundle-mutations/draft.ts';
import type { Mutation } from '../judges/bundle-mutations/mutation.ts';
import { DEFECTS } from '../judges/bundle-mutations/of-consistency.ts';
import { MUTATIONS } from '../judges/bundle-mutations/mutations.ts';
import { EXAMPLE_MUTATIONS } from '../judges/bundle-mutations/of-examples.ts';
import { exampleModels } from '../judges/examples.ts';
import { judge as olmcheckBinary } from '../judges/judges.ts';
import { olmVerdicts } from '../judges/olmcheck.ts';
import { SCORECARD_TESTS, scorecardJudge, type ScorecardTest, type ScorecardVerdicts } from '../judges/scorecard.ts';

const scratch = mkdtempSync(join(tmpdir(), 'scorecard-'));
const judge = await ifAvailable(scorecardJudge);
afterAll(() => {
  rmSync(scratch, { recursive: true });
  judge?.remove();
});

const models = exampleModels();

let written = 0;
const write = (files: readonly BundleFile[]): string => {
  const folder = join(scratch, String(written++));
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
};

/** Theirs and ours in the same words: `error` of theirs is what they say of examples that cannot be read. */
type Verdict = readonly ['pass' | 'fail', ...(readonly string[])];

const MATCHERS: Readonly<Record<ScorecardTest, readonly (readonly [theirs: RegExp, ours: RegExp, word: string])[]>> = {
  'basic-check-spec': [
    [/^spec missing from/, /has no spec/, 'no spec'],
    [/^error getting custom resources/, /no list of objects/, 'unreadable'],
  ],
  'olm-bundle-validation': [],
  'olm-crds-have-validation': [
    [/^Add CRD validation for (?:spec|status) field `(.*)` in/, /has no field "(.*)" in the/, 'field'],
    [/^Add CRD validation for \w*\/(.*)$/, /has no schema in (.*)\. Add/, 'schema'],
    [/^failed to parse alm-examples/, /no list of objects/, 'unreadable'],
  ],
  'olm-crds-have-resources': [[/^Owned CRDs do not have resources/, /has no resources/, 'resources']],
  'olm-spec-descriptors': [
    [/^(.*) does not have a spec descriptor$/s, /: "(.*)" has no descriptor in spec/, 'descriptor'],
    [/^Failed to find an owned CRD/, /which no owned kind is/, 'not owned'],
    [/^failed to parse alm-examples/, /no list of objects/, 'unreadable'],
  ],
  'olm-status-descriptors': [
    [/ does not have status spec/, / has no status\./, 'no status'],
    [/ does not have a status descriptor$/, /has no status descriptor/, 'descriptor'],
    [/^Failed to find an owned CRD/, /which no owned kind is/, 'not owned'],
    [/^failed to parse alm-examples/, /no list of objects/, 'unreadable'],
  ],
};

/** They tell some things of the first object alone, and some twice: as an error and as a suggestion. */
const inWords = (name: ScorecardTest, side: 0 | 1, texts: readonly string[]): readonly string[] =>
  [
    ...new Set(
      texts.flatMap((text) =>
        MATCHERS[name].flatMap((matcher) => {
          const found = matcher[side].exec(text);
          return found === null ? [] : [[matcher[2], found[1] ?? ''].join(' ').trim()];
        }),
      ),
    ),
  ].toSorted();

const theirs = (name: ScorecardTest, verdict: ScorecardVerdicts[ScorecardTest]): Verdict | 'ended' => {
  if ('ended' in verdict) return 'ended';
  const { state, errors = [], suggestions = [] } = verdict;
  return [state === 'pass' ? 'pass' : 'fail', ...inWords(name, 0, [...errors, ...suggestions])];
};

const ours = (name: ScorecardTest, { state, problems }: TestResult): Verdict => [
  state,
  ...inWords(name, 1, problems.map(formatProblem)),
];

/** What the newer validators refuse, or we do on purpose, and scorecard-test v1.42.3 lets pass. */
const STRICTER: readonly ((problem: Problem) => boolean)[] = [
  // operator-framework/api v0.45.0 has `release`, and looks at relatedImages.
  ({ path }) => /^spec\.(?:release|relatedImages\b)/.test(path),
  ({ message }) => message.startsWith('with spec.release'),
  // `operator-sdk bundle validate` refuses it, and opm finds nothing there.
  ({ path }) => path === `annotations["${MANIFESTS_ANNOTATION}"]`,
  // `operator-sdk bundle validate` looks at objects beside ClusterServiceVersion and CRDs, and OLM applies them; the scorecard does not ask.
  ({ file }) => !/(?:clusterserviceversion|cache\.example\.com_memcacheds|annotations)\.yaml$/.test(file),
  // Lost without a word: keys and documents beyond the first, and the second of two install modes.
  ({ message }) => /is given twice|a second document begins here|the install mode .* is there twice/.test(message),
];

const differencesOf = async (files: readonly BundleFile[]): Promise<readonly string[]> => {
  const verdicts = await judge!.judge(write(files));
  const results = new Map(scorecard(openBundle('bundle', files)).map((result) => [result.name, result]));
  const errors = results.get('olm-bundle-validation')!.problems.filter(({ severity }) => severity === 'error');
  const isStricter = errors.length > 0 && errors.every((problem) => STRICTER.some((reason) => reason(problem)));
  return SCORECARD_TESTS.flatMap((name) => {
    const result = results.get(name)!;
    const [told, expected] = [ours(name, result), theirs(name, verdicts[name])];
    const same = expected === 'ended' ? result.state === 'fail' : JSON.stringify(told) === JSON.stringify(expected);
    // A bundle that only they can read has no other verdict than that.
    const isOurs =
      isStricter &&
      (name === 'olm-bundle-validation' || result.problems.every(({ message }) => message.includes('was not judged')));
    return same || isOurs
      ? []
      : [
          `${name}: theirs ${JSON.stringify(verdicts[name])}, ours ${JSON.stringify(result.problems.map(formatProblem))}`,
        ];
  });
};

/** Every so many of those that other tests try all of: a process takes longer than all of ours. */
const EVERY = 24;

describe.skipIf(judge === undefined)('the six tests of Operator SDK', () => {
  test.each(Object.keys(models))('have the same verdicts on the bundle of the example %s', async (name) => {
    expect(await differencesOf(filesOf(draftOf(bundleObjects(models[name]!))))).toEqual([]);
  });

  const objects = bundleObjects(models['memcached']!);
  const changed = [...EXAMPLE_MUTATIONS, ...MUTATIONS.filter((_mutation, i) => i % EVERY === 0)];

  test('have the same verdicts on changed bundles', async () => {
    const differences: string[] = [];
    const judged = { pass: 0, fail: 0 };
    for (const { name, change } of changed as readonly Mutation[]) {
      const draft = draftOf(objects);
      change(draft);
      const files = filesOf(draft);
      for (const difference of await differencesOf(files)) differences.push(`${name}: ${difference}`);
      const results = scorecard(openBundle('bundle', files)).slice(0, SCORECARD_TESTS.length);
      judged[results.every(({ state }) => state === 'pass') ? 'pass' : 'fail']++;
    }
    expect(differences).toEqual([]);
    // A corpus of bundles that are all wrong, or all right, shows nothing.
    expect(judged.pass).toBeGreaterThan(20);
    expect(judged.fail).toBeGreaterThan(100);
  });
});

const olmcheck = await ifAvailable(() => olmcheckBinary('olmcheck'));

describe.skipIf(judge === undefined || olmcheck === undefined)('our own tests', () => {
  test('each have a defect that only they see', async () => {
    const objects = bundleObjects(models['memcached']!);
    const bundles = DEFECTS.map(({ change }) => {
      const draft = draftOf(objects);
      change(draft);
      return filesOf(draft);
    });
    const validated = await olmVerdicts(bundles.map(write), KUBERNETES);
    const told = [];
    for (const [i, files] of bundles.entries()) {
      const { findings, unreadable } = validated[i]!;
      const scored = Object.values(await judge!.judge(write(files)));
      told.push({
        name: DEFECTS[i]!.name,
        others: [
          ...(unreadable === undefined ? [] : [unreadable]),
          ...Object.values(findings).flatMap(({ errors, warnings }) => errors.concat(warnings)),
          ...scored.flatMap((result) => ('state' in result && result.state === 'pass' ? [] : [JSON.stringify(result)])),
        ],
        ours: scorecard(openBundle('bundle', files))
          .filter(({ name }) => name === DEFECTS[i]!.test)
          .flatMap(({ problems }) => problems.map(({ severity }) => severity)),
      });
    }
    expect(told).toEqual(
      DEFECTS.map(({ name, severity }) => ({ name, others: [], ours: expect.arrayContaining([severity]) })),
    );
    expect(new Set(DEFECTS.map(({ test: name }) => name))).toEqual(new Set(CONSISTENCY.map(({ name }) => name)));
  });
});
