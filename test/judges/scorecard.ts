/** Runs Operator SDK's scorecard tests over a bundle folder, without a cluster. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { judge } from './judges.ts';

export interface ScorecardResult {
  readonly name: string;
  readonly state: 'pass' | 'fail' | 'error';
  readonly errors?: readonly string[];
  readonly suggestions?: readonly string[];
}

/** All six tests, each with its result: the binary exits 0 whatever it finds. */
export const SCORECARD_TESTS = [
  'basic-check-spec',
  'olm-bundle-validation',
  'olm-crds-have-validation',
  'olm-crds-have-resources',
  'olm-spec-descriptors',
  'olm-status-descriptors',
] as const;

export type ScorecardTest = (typeof SCORECARD_TESTS)[number];

/** The result of one test. The binary reads `/bundle`, so it gets a root of its own; who is not root gets that in a user namespace. */
export const scorecard = async (bundle: string, test: ScorecardTest): Promise<ScorecardResult> => {
  const { root, call } = await prepare();
  try {
    cpSync(bundle, join(root, 'bundle'), { recursive: true });
    const [command, ...args] = call(test);
    return resultIn(execFileSync(command!, args, OPTIONS));
  } finally {
    rmSync(root, { recursive: true });
  }
};

/** What all six say of one bundle; the word of its end for one that the binary does not survive, as when it cannot read the bundle. */
export type ScorecardVerdicts = Readonly<Record<ScorecardTest, ScorecardResult | { readonly ended: string }>>;

export interface ScorecardJudge {
  readonly judge: (bundle: string) => Promise<ScorecardVerdicts>;
  readonly remove: () => void;
}

/** For many bundles, one after the other. */
export const scorecardJudge = async (): Promise<ScorecardJudge> => {
  const { root, call } = await prepare();
  const run = async (test: ScorecardTest): Promise<ScorecardVerdicts[ScorecardTest]> => {
    const [command, ...args] = call(test);
    try {
      return resultIn((await promisify(execFile)(command!, args, OPTIONS)).stdout);
    } catch (error) {
      const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string };
      // 1 is log.Fatal, 2 a panic; all else is no verdict on the bundle.
      if (code !== 1 && code !== 2) throw error;
      return { ended: String(stderr).split('\n')[0]! };
    }
  };
  return {
    judge: async (bundle) => {
      rmSync(join(root, 'bundle'), { recursive: true, force: true });
      cpSync(bundle, join(root, 'bundle'), { recursive: true });
      const results = await Promise.all(SCORECARD_TESTS.map(async (test) => [test, await run(test)] as const));
      return Object.fromEntries(results) as ScorecardVerdicts;
    },
    remove: () => rmSync(root, { recursive: true }),
  };
};

const OPTIONS = {
  encoding: 'utf8',
  // What it prints holds every CRD with its schema.
  maxBuffer: 64 * 1024 * 1024,
  env: { PATH: `${process.env['PATH']}:/usr/sbin` },
} as const;

const prepare = async (): Promise<{ readonly root: string; readonly call: (test: string) => readonly string[] }> => {
  const binary = await judge('scorecard-test');
  const root = mkdtempSync(join(tmpdir(), 'scorecard-'));
  copyFileSync(binary, join(root, 'scorecard-test'));
  const asRoot = process.getuid?.() === 0 ? [] : ['unshare', '--user', '--map-root-user'];
  return { root, call: (test) => [...asRoot, 'chroot', root, '/scorecard-test', test] };
};

const resultIn = (output: string): ScorecardResult =>
  (JSON.parse(output) as { readonly results: readonly [ScorecardResult] }).results[0];
