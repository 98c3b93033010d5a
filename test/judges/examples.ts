import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildModel } from '../../generators/core/model/build.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { formatProblem } from '../../generators/core/spec/problem.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';

const ROOT = join(import.meta.dirname, '../../examples');

/** The models of `examples/`, by the name of the folder. */
export const exampleModels = (): Readonly<Record<string, Model>> =>
  Object.fromEntries(readdirSync(ROOT).map((name) => [name, exampleModel(name)]));

const exampleModel = (name: string): Model => {
  const file = join(ROOT, name, 'operator.yaml');
  const { spec, problems } = loadSpec(readFileSync(file), file);
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};
