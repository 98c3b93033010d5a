/** Runs Operator SDK's scorecard tests over a bundle folder, without a cluster. */
import { execFileSync } from 'node:child_process';
import { cpSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The result of one test. The binary reads `/bundle`, so it gets a root of its own; who is not root gets that in a user namespace. */
export const scorecard = async (bundle: string, test: (typeof SCORECARD_TESTS)[number]): Promise<ScorecardResult> => {
  const binary = await judge('scorecard-test');
  const root = mkdtempSync(join(tmpdir(), 'scorecard-'));
  const [command, ...args] = [
    ...(process.getuid?.() === 0 ? [] : ['unshare', '--user', '--map-root-user']),
    'chroot',
    root,
    '/scorecard-test',
    test,
  ];
  try {
    copyFileSync(binary, join(root, 'scorecard-test'));
    cpSync(bundle, join(root, 'bundle'), { recursive: true });
    const output = execFileSync(command!, args, {
      encoding: 'utf8',
      env: { PATH: `${process.env['PATH']}:/usr/sbin` },
    });
    return (JSON.parse(output) as { readonly results: readonly [ScorecardResult] }).results[0];
  } finally {
    rmSync(root, { recursive: true });
  }
};
