/** The step of the generated CI that looks for breaking changes, as GitHub runs it: bash, in a clone of two commits. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { cli, edit, folder, git, k8sOperator, lastingFolder, NEW, run } from './program.ts';

/** A repository with a branch for each pull request, whose last commit merges it into what was there before. */
let origin: string;
beforeAll(() => {
  origin = lastingFolder();
  git(origin, 'init', '--quiet', '--initial-branch=nothing');
  git(origin, 'commit', '--quiet', '--allow-empty', '--message=nothing yet');
  const pull = (name: string, base: string, change: () => void): void => {
    git(origin, 'checkout', '--quiet', '-b', `${name}-work`, base);
    change();
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', `--message=${name}`);
    git(origin, 'checkout', '--quiet', '-b', name, base);
    git(origin, 'merge', '--quiet', '--no-ff', '--no-edit', `${name}-work`);
  };
  const spec = (from: string, to: string) => () => edit(origin, 'operator.yaml', (text) => text.replace(from, to));
  pull('first', 'nothing', () => k8sOperator(origin, ...NEW, '--output', '.'));
  pull('wider', 'first', spec('minimum: 1\n', 'minimum: 0\n'));
  pull('tighter', 'first', spec('maximum: 65535', 'maximum: 65000'));
});

test.each([
  ['first', 0, /^$/],
  ['wider', 0, /^Nothing breaks since HEAD\^\.$/m],
  ['tighter', 2, /breaks Memcached v1alpha1: the maximum was 65535 and is 65000/],
])('of the pull request %s ends with %i', (branch, code, words) => {
  const clone = folder();
  git(clone, 'clone', '--quiet', '--depth=2', `--branch=${branch}`, `file://${origin}`, '.');
  if (branch !== 'first') k8sOperator(clone, 'update');
  const { jobs } = parse(readFileSync(join(clone, '.github/workflows/ci.yaml'), 'utf8'));
  const steps: readonly { readonly run?: string; readonly if?: string }[] = jobs.ci.steps;
  const step = steps.find((one) => one.run?.includes('--against'));
  expect(step?.if).toMatch(/^github\.event_name == 'pull_request' && /);
  const script = step!.run!.replace(/npx --yes generator-k8s-operator@\S+/, `'${process.execPath}' '${cli}'`);
  const done = run('bash', ['-e', '-c', script], { cwd: clone });
  expect({ code: done.code, told: `${done.out}${done.err}` }).toEqual({ code, told: expect.stringMatching(words) });
});
