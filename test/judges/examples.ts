import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildModel } from '../../generators/core/model/build.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { planFiles } from '../../generators/core/plan/files.ts';
import { bundleNow, type KeptBundle } from '../../generators/core/plan/kept.ts';
import type { PlannedFile } from '../../generators/core/plan/plan.ts';
import { formatProblem } from '../../generators/core/spec/problem.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import type { Spec } from '../../generators/core/spec/spec.ts';

const ROOT = join(import.meta.dirname, '../../examples');

/** The folders of `examples/` that are made of a spec; the others are written by hand, for the runtime alone. */
export const exampleNames = globSync('*/operator.yaml', { cwd: ROOT }).map(dirname).toSorted();

/** The models of `examples/`, by the name of the folder. */
export const exampleModels = (): Readonly<Record<string, Model>> =>
  Object.fromEntries(exampleNames.map((name) => [name, buildModel(exampleSpec(name))]));

/** The bundles of the releases of one folder: of earlier ones as `released/<version>.yaml`, the spec of that time, makes them. */
export const exampleKept = (name: string): readonly KeptBundle[] => {
  const model = buildModel(exampleSpec(name));
  return (model.delivery.olm?.history.releases ?? []).map(({ version }) =>
    bundleNow(version === model.version ? model : buildModel(exampleSpec(name, `released/${version}.yaml`))),
  );
};

/** All files of one folder's project. */
export const examplePlan = (name: string): Promise<readonly PlannedFile[]> =>
  planFiles(buildModel(exampleSpec(name)), exampleKept(name));

/** The spec of one folder of `examples/`. Throws its problems, if it has any. */
export const exampleSpec = (name: string, path = 'operator.yaml'): Spec => {
  const file = join(ROOT, name, path);
  const { spec, problems } = loadSpec(readFileSync(file), file);
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return spec;
};
