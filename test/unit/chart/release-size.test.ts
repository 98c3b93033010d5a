/** Whoever makes a chart that helm cannot install is told. That helm cannot is tried in e2e/chart-crds.test.ts. */
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { releaseProblems } from '../../../generators/core/plan/release-size.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { largeModel } from './large.ts';
import { chartModels } from './models.ts';

const told = (model: Model): readonly string[] =>
  releaseProblems(model, chartFiles(model), 'operator.yaml').map(formatProblem);

describe('a release that its Secret does not hold', () => {
  test('is told of, with the way out', () => {
    expect(told(largeModel(20))).toEqual([
      expect.stringMatching(
        /^operator\.yaml {2}warning: spec\.delivery\.helm: a release of charts\/large-operator takes 1\.\d MiB\. .*crds: static/,
      ),
    ]);
  });

  test('is that of the definitions, where they have a chart of their own', () => {
    expect(told(largeModel(20, 'separate'))).toEqual([expect.stringContaining('charts/large-operator-crds takes')]);
  });

  test('is none where they are in it once', () => {
    expect(told(largeModel(20, 'static'))).toEqual([]);
    expect(told(largeModel(40, 'static')).join()).toMatch(/takes 1\.\d MiB.*Shorten the descriptions/);
  });

  test('is none of less', () => {
    expect(told(largeModel(10))).toEqual([]);
    expect(Object.values(chartModels()).flatMap(told)).toEqual([]);
  });
});
