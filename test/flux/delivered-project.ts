/** A user's project: an operator.yaml, and what the command makes of it. Packages come from this repository's node_modules. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildModel } from '../../generators/core/model/build.ts';
import { formatProblem } from '../../generators/core/spec/problem.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import type { Project } from '../e2e/harness/project.ts';

const repository = join(import.meta.dirname, '../..');
const execute = promisify(execFile);

/** The folder that a project is to be in. */
export const projectFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-delivered-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

/** Writes operator.yaml, and has the command write what follows from it. Errors: what is wrong with the spec. */
export const writeProject = async (folder: string, specification: string): Promise<Project> => {
  const { spec, problems } = loadSpec(Buffer.from(specification), 'operator.yaml');
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  await writeFile(join(folder, 'operator.yaml'), specification);
  const cli = join(repository, 'generators/cli.ts');
  await execute(process.execPath, ['--conditions=source', cli, 'update'], { cwd: folder });
  return {
    folder,
    model: buildModel(spec),
    main: join(folder, 'dist/main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

/** Builds the operator. */
export const buildOperator = async ({ folder }: Project): Promise<void> => {
  // The condition takes the runtime from its sources: what is tested is what is in the tree.
  await execute('npm', ['run', '--silent', 'build', '--', '--conditions=source'], { cwd: folder });
};

/** The operator.yaml of examples/<name>. */
export const exampleText = (name: string): Promise<string> =>
  readFile(join(repository, 'examples', name, 'operator.yaml'), 'utf8');
