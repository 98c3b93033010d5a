/**
 * A generated operator, built: the files that the generator plans for an operator.yaml in a scratch folder, bundled by the
 * project's own build script. Packages come from this repository's node_modules, so nothing is installed; that a project
 * installs by itself is what test/cli shows.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { configFiles } from '../../../generators/core/plan/config.ts';
import { projectFiles } from '../../../generators/core/plan/project.ts';
import { sourceFiles } from '../../../generators/core/plan/source.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';

const repository = join(import.meta.dirname, '../../..');

export interface Project {
  readonly folder: string;
  readonly model: Model;
  /** The bundled operator. */
  readonly main: string;
  readonly remove: () => Promise<void>;
}

/** Generates and builds the operator of a spec file: `examples/memcached/operator.yaml`. */
export const buildProject = async (specFile: string): Promise<Project> => {
  const { spec, problems } = loadSpec(await readFile(join(repository, specFile)), specFile);
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  const model = buildModel(spec);
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-e2e-'));
  for (const { path, content } of [...projectFiles(model), ...(await sourceFiles(model)), ...configFiles(model)]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  // The condition takes the runtime from its sources: what is tested is what is in the tree.
  await promisify(execFile)('npm', ['run', '--silent', 'build', '--', '--conditions=source'], { cwd: folder });
  return {
    folder,
    model,
    main: join(folder, 'dist/main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
