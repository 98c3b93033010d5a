/** The model of a spec's text, which must be right. */
import { buildModel } from '../../../../generators/core/model/build.ts';
import type { Model } from '../../../../generators/core/model/model.ts';
import { loadSpec } from '../../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../../generators/core/spec/problem.ts';

export const modelOf = (text: string): Model => {
  const { spec, problems } = loadSpec(text, 'operator.yaml');
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};
