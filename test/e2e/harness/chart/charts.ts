/** Generated charts on disk, with what their values files say. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import { buildModel } from '../../../../generators/core/model/build.ts';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import type { Model } from '../../../../generators/core/model/model.ts';
import { chartFiles } from '../../../../generators/core/plan/chart.ts';
import { loadSpec } from '../../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../../generators/core/spec/problem.ts';
import { mergeValues } from './values.ts';

const REPOSITORY = join(import.meta.dirname, '../../../..');

export interface Chart {
  readonly model: Model;
  /** Its folder. */
  readonly path: string;
  /** Values as they are by default. */
  readonly values: JsonObject;
  /** values.schema.json */
  readonly schema: JsonObject;
  /** Its values for clusters with strict policies, with a digest; a chart of definitions alone has nothing to harden. */
  readonly hardened?: JsonObject;
}

/** The model of the text of a spec. Throws its problems; warnings are none. */
export const modelOf = (text: string, file = 'operator.yaml'): Model => {
  const { spec, problems } = loadSpec(Buffer.from(text), file);
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};

/** The text of a spec of this repository: 'examples/memcached/operator.yaml'. */
export const specText = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8');

/** Writes all charts of a model into a folder; answers them by name. */
export const writeCharts = async (model: Model, folder: string): Promise<ReadonlyMap<string, Chart>> => {
  const files = chartFiles(model);
  await Promise.all(
    files.map(async ({ path, content }) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }),
  );
  const names = new Set(files.map(({ path }) => path.split('/')[1]!));
  return new Map(
    await Promise.all(
      [...names].map(async (name) => [name, await readChart(model, join(folder, 'charts', name))] as const),
    ),
  );
};

const readChart = async (model: Model, path: string): Promise<Chart> => {
  const hardened = join(path, 'ci/hardened-values.yaml');
  return {
    model,
    path,
    values: await readValues(join(path, 'values.yaml')),
    schema: JSON.parse(await readFile(join(path, 'values.schema.json'), 'utf8')) as JsonObject,
    ...(existsSync(hardened) && { hardened: mergeValues(await readValues(hardened), { image: { digest: DIGEST } }) }),
  };
};

/** The user's own image has one; here any will do. */
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const readValues = async (file: string): Promise<JsonObject> =>
  (load(await readFile(file, 'utf8')) ?? {}) as JsonObject;
