/** Runs opm, with a configuration of its own: it trusts every image, and speaks plain HTTP where it is told to. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { judge, JUDGE_CACHE } from './judges.ts';

/** Kept with the judges: what opm keeps there is the same for every run. */
const home = (): string => {
  const folder = join(JUDGE_CACHE, 'opm-home');
  const containers = join(folder, '.config', 'containers');
  mkdirSync(containers, { recursive: true });
  writeFileSync(join(containers, 'policy.json'), JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }));
  return folder;
};

let ownHome: string | undefined;

/** What it prints. Throws its complaint when it fails, and GoMissing without Go. */
export const opm = async (...args: readonly string[]): Promise<string> => {
  ownHome ??= home();
  // It leaves a folder behind with each call.
  const scratch = mkdtempSync(join(tmpdir(), 'opm-'));
  const env = { PATH: process.env['PATH'], HOME: ownHome, TMPDIR: scratch };
  try {
    return (await promisify(execFile)(await judge('opm'), args, { env, cwd: ownHome, maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    throw new Error((error as { readonly stderr?: string }).stderr || String(error), { cause: error });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** What `opm validate` says against the catalogs in a folder; empty when it takes them. */
export const opmComplaint = async (folder: string): Promise<string> => {
  try {
    return await opm('validate', folder);
  } catch (error) {
    const [, message] = /level=fatal msg="(.*)"\s*$/s.exec((error as Error).message) ?? [];
    if (message === undefined) throw error;
    return JSON.parse(`"${message}"`) as string;
  }
};
