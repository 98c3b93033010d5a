/**
 * checkov, from PyPI, in a Python environment of its own in the cache: every package by exact version and checksum. It starts in
 * seconds, so it is given many releases at once, a file each.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { whileLocked } from '../control-plane/cache.ts';
import type { Finding } from './finding.ts';
import { JUDGE_CACHE } from './judges.ts';

const REQUIREMENTS = join(import.meta.dirname, 'checkov/requirements.txt');

/** There is no Python on this machine that checkov could be installed with, or nowhere to have it from. */
export class CheckovMissing extends Error {
  override readonly name = 'CheckovMissing';
}

/** The Python that has checkov, installed now if it is not in the cache. Throws CheckovMissing. */
export const findCheckov = async (): Promise<string> => {
  const requirements = readFileSync(REQUIREMENTS);
  const folder = join(JUDGE_CACHE, `checkov-${createHash('sha256').update(requirements).digest('hex').slice(0, 12)}`);
  const [python, complete] = [join(folder, 'bin/python'), join(folder, '.complete')];
  if (existsSync(complete)) return python;
  return whileLocked(JUDGE_CACHE, async () => {
    if (existsSync(complete)) return python;
    await run('python3', ['-m', 'venv', '--clear', folder]);
    process.stderr.write('judge checkov: pip install …\n');
    await run(python, [...PIP, '--require-hashes', '--only-binary', ':all:', '-r', REQUIREMENTS]);
    writeFileSync(complete, '');
    process.stderr.write('judge checkov: done\n');
    return python;
  });
};

const PIP = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];

const run = async (command: string, args: readonly string[]): Promise<void> => {
  await promisify(execFile)(command, args, { maxBuffer: 1 << 26 }).catch((error: Error & { stderr?: string }) => {
    const words = (error.stderr || error.message).trim().split('\n').slice(-5).join('\n');
    throw new CheckovMissing(`checkov cannot be had: ${command} ${args.slice(0, 3).join(' ')}: ${words}`);
  });
};

interface Output {
  /** Absent where there is nothing that it has a rule for. */
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
}

/** What it finds in each YAML file of a folder, by the file's name. It passes over what it cannot read, without a word. */
export const checkov = async (folder: string): Promise<ReadonlyMap<string, readonly Finding[]>> => {
  // Without --skip-download it calls home.
  const args = ['--framework', 'kubernetes', '--output', 'json', '--compact', '--quiet', '--skip-download'];
  const child = spawn(await findCheckov(), ['-m', 'checkov.main', '--directory', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'ERROR' },
  });
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (!output.startsWith('{')) throw new Error(`checkov: ${complaint}${output}`);
  const { results } = JSON.parse(output) as Output;
  const found = new Map<string, Finding[]>();
  for (const { check_id, check_name, file_path, resource } of results?.failed_checks ?? []) {
    const file = basename(file_path);
    const [kind, , ...name] = resource.split('.');
    const finding: Finding = {
      judge: 'checkov',
      check: check_id,
      object: `${kind}/${name.join('.')}`,
      text: check_name,
    };
    found.set(file, [...(found.get(file) ?? []), finding]);
  }
  return found;
};
