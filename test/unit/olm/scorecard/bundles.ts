/** The bundle of the memcached example as texts, to be changed, and what a test of the scorecard says of it. */
import { expect } from 'vitest';
import type { Model } from '../../../../generators/core/model/model.ts';
import type { Bundle } from '../../../../generators/core/olm/open-bundle.ts';
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { scorecard, type TestResult } from '../../../../generators/core/olm/scorecard/scorecard.ts';
import { olmFiles } from '../../../../generators/core/plan/olm.ts';
import { formatProblem } from '../../../../generators/core/spec/problem.ts';
import { memcachedModel } from '../memcached-model.ts';

export const CSV = 'manifests/memcached-operator.clusterserviceversion.yaml';
export const CRD = 'manifests/cache.example.com_memcacheds.yaml';
export const SERVICE = 'manifests/memcached-operator-metrics.service.yaml';
export const ANNOTATIONS = 'metadata/annotations.yaml';

type Change = (text: string) => string;

/** The bundle of a model, some of its files changed, others added: a change of a file that is not there is given nothing. */
export const bundle = (changes: Readonly<Record<string, Change>> = {}, model: Model = memcachedModel()): Bundle => {
  const texts = new Map(
    olmFiles(model)
      .filter(({ path }) => path.startsWith('bundle/'))
      .map(({ path, content }) => [path.slice('bundle/'.length), String(content)]),
  );
  for (const [path, change] of Object.entries(changes)) texts.set(path, change(texts.get(path) ?? ''));
  const files = [...texts].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  return openBundle(
    'bundle',
    files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  );
};

/** The same with its ClusterServiceVersion changed. */
export const withCsv = (...changes: readonly Change[]): Bundle => bundle({ [CSV]: all(...changes) });

/** One change after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (text) =>
    changes.reduce((changed, change) => change(changed), text);

/** Another text in the place of one, which must be there. */
export const swap =
  (from: string | RegExp, to: string): Change =>
  (text) => {
    expect(text).toMatch(from);
    return text.replace(from, () => to);
  };

/** Lines behind a line, which must be there. */
export const after =
  (line: string, ...lines: readonly string[]): Change =>
  (text) =>
    swap(`${line}\n`, `${[line, ...lines].join('\n')}\n`)(text);

/** A file of its own. */
export const added =
  (...lines: readonly string[]): Change =>
  () =>
    `${lines.join('\n')}\n`;

/** The result of one test. */
export const resultOf = (name: string, given: Bundle): TestResult =>
  scorecard(given).find((result) => result.name === name)!;

/** What one test finds, in the form in which it is told; but for the line and the column there is what stands there. */
export const found = (name: string, given: Bundle): readonly string[] =>
  resultOf(name, given).problems.map((problem) => {
    const { line, column, ...rest } = problem;
    const told = formatProblem(rest);
    if (line === undefined || column === undefined) return told;
    const { bytes } = given.files.find(({ path }) => `bundle/${path}` === problem.file)!;
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    const there = lines[line - 1]!.slice(column - 1);
    return told.replace(problem.file, () => `${problem.file.replace('bundle/', '')} at ‹${there}›`);
  });
