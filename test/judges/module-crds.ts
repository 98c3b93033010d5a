/** CustomResourceDefinitions out of a Go module that carries them: fetched once, by exact version and checksum. */
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { runGo } from './go.ts';
import { JUDGE_CACHE } from './judges.ts';

export interface CrdModule {
  readonly module: string;
  readonly version: string;
  /** As go.sum would hold it. */
  readonly sum: string;
  /** Where they are in it. */
  readonly files: string;
}

/** All of a module, from the cache or fetched now. Throws GoMissing when they must be fetched without Go. */
export const moduleCrds = async ({ module, version, sum, files }: CrdModule): Promise<readonly JsonObject[]> => {
  const file = join(JUDGE_CACHE, `${module.split('/').at(-1)}-${version}-crds.json`);
  if (!existsSync(file)) {
    const answer = await runGo(
      `CRDs of ${module}`,
      ['mod', 'download', '-json', `${module}@${version}`],
      import.meta.dirname,
    );
    const { Dir, Sum } = JSON.parse(answer) as { readonly Dir: string; readonly Sum: string };
    if (Sum !== sum) throw new Error(`${module}@${version} has the checksum ${Sum}, not ${sum}.`);
    const paths = globSync(files, { cwd: Dir }).sort();
    if (paths.length === 0) throw new Error(`${module}@${version} has no ${files}.`);
    const crds = paths.map((path) => load(readFileSync(join(Dir, path), 'utf8')) as JsonObject);
    mkdirSync(JUDGE_CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(crds));
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as readonly JsonObject[];
};
