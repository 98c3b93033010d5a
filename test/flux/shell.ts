/** A user's shell in a project: kubectl talks to the cluster, npx runs this repository's command. For the commands of docs/delivery.md. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { fluxProgram } from './programs.ts';

export interface Shell {
  /** Standard output of a command line, run at the root of the project. Errors: what it printed, when it fails. */
  readonly run: (command: string) => Promise<string>;
  /** The command lines of a section of docs/delivery.md. */
  readonly documented: (section: string) => Promise<readonly string[]>;
  /** Those in its text that begin so. */
  readonly mentioned: (section: string, command: string) => Promise<readonly string[]>;
}

const CLI = join(import.meta.dirname, '../../generators/cli.ts');

/** `project` is where commands run. */
export const openShell = async (
  project: string,
  { folder, kubeConfigPath }: Pick<ControlPlane, 'folder' | 'kubeConfigPath'>,
): Promise<Shell> => {
  const programs = await mkdtemp(join(folder, 'shell-'));
  const { kubectl, helm } = await findTools();
  for (const [name, path] of Object.entries({ kubectl, helm, sops: await fluxProgram('sops') })) {
    await symlink(path, join(programs, name));
  }
  await script(join(programs, 'npx'), `shift\nexec '${process.execPath}' --conditions=source '${CLI}' "$@"`);
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH']}`, KUBECONFIG: kubeConfigPath };
  return {
    run: async (command) => {
      try {
        const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: project, env, maxBuffer: 1 << 26 });
        return stdout;
      } catch (error) {
        const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
        throw new Error(`${command}\n${stdout}${stderr}`, { cause: error });
      }
    },
    documented: async (section) =>
      // What is for those who have no Flux comes last.
      (await sectionOf(project, section))
        .split('\nBy Helm alone')[0]!
        .split('\n')
        .filter((line) => line.startsWith('    '))
        .map((line) => line.trim()),
    mentioned: async (section, command) =>
      [...(await sectionOf(project, section)).matchAll(/`([^`]+)`/g)]
        .map(([, text]) => text!)
        .filter((text) => text.startsWith(`${command} `)),
  };
};

const sectionOf = async (project: string, section: string): Promise<string> => {
  const text = await readFile(join(project, 'docs/delivery.md'), 'utf8');
  const [, body] = text.split(`\n## ${section}\n`);
  if (body === undefined) throw new Error(`docs/delivery.md has no section "${section}".`);
  return body.split('\n## ')[0]!;
};

const script = async (path: string, text: string): Promise<void> => {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
};
