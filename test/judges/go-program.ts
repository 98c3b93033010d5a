/** Programs built from Go modules of this repository, kept outside of it and found there by a hash of what they are built from. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { runGo } from './go.ts';

/** Where programs are kept, and what they read. */
export const JUDGE_CACHE = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'generator-k8s-operator',
  'judges',
);

export interface GoProgram {
  /** The main package, as the folder's module sees it. */
  readonly package: string;
  readonly tags?: string;
}

/** The path of its binary, built in `folder` now if it is not in the cache. `what` is told beside its name. Throws GoMissing without Go. */
export const goProgram = async (what: string, name: string, folder: string, program: GoProgram): Promise<string> => {
  const binary = join(JUDGE_CACHE, `${name}-${sourceHash(folder, program)}`);
  if (existsSync(binary)) return binary;
  mkdirSync(JUDGE_CACHE, { recursive: true });
  const { package: main, tags } = program;
  const unfinished = `${binary}.${process.pid}`;
  await runGo(
    `${what} ${name}`,
    [
      'build',
      '-v',
      '-trimpath',
      '-mod=readonly',
      '-ldflags',
      '-s -w',
      ...(tags === undefined ? [] : ['-tags', tags]),
      '-o',
      unfinished,
      main,
    ],
    folder,
  );
  renameSync(unfinished, binary);
  return binary;
};

const sourceHash = (folder: string, program: GoProgram): string => {
  const hash = createHash('sha256').update(JSON.stringify(program));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
};
