/** What is said of the commit that artifacts are of, by the real git, however its user has set it up. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type GitSource, gitSource } from '../../../generators/core/command/git-source.ts';
import { folder, put } from '../apply/tree.ts';

const FILES = ['charts/gadget/Chart.yaml', 'deploy/flux/a.yaml'];
const TIME = '1700000000';

const git = (cwd: string, args: readonly string[], input = ''): string => {
  const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, GIT_COMMITTER_DATE: `${TIME} +0000` };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, input, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};

/** A repository with the files in one commit. */
const repository = (): string => {
  const root = folder(Object.fromEntries(FILES.map((path) => [path, `${path}\n`])));
  git(root, ['init', '--quiet', '--initial-branch=main']);
  git(root, ['add', '.']);
  git(root, ['commit', '--quiet', '--message=all']);
  return root;
};

const sourceOf = (root: string): GitSource => gitSource(root, FILES, '0.1.0', {});

const NO_COMMIT = { provenance: {} };

test('the commit, its time and its branch', () => {
  const root = repository();
  expect(sourceOf(root)).toEqual({
    provenance: { created: '2023-11-14T22:13:20Z', revision: `main@sha1:${git(root, ['rev-parse', 'HEAD'])}` },
    warnings: [],
  });
});

test('the tag of the version, where git lists tags in columns, too', () => {
  const root = repository();
  for (const tag of ['v0.1.0', 'v0.1.0-rc.1']) git(root, ['tag', tag]);
  git(root, ['config', 'column.ui', 'always']);
  expect(sourceOf(root).provenance.revision).toMatch(/^v0\.1\.0@sha1:/);
});

test('the time of a signed commit, where git shows signatures', () => {
  const root = repository();
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----\n\n';
  const commit = git(root, ['cat-file', 'commit', 'HEAD']).replace('\n\n', `\n${signature}`);
  git(root, ['update-ref', 'HEAD', git(root, ['hash-object', '-t', 'commit', '-w', '--stdin'], `${commit}\n`)]);
  const gpg = join(root, '.git/gpg');
  writeFileSync(gpg, '#!/bin/sh\necho "gpg: Good signature" >&2\n', { mode: 0o755 });
  git(root, ['config', 'log.showSignature', 'true']);
  git(root, ['config', 'gpg.program', gpg]);
  expect(git(root, ['show', '--no-patch', '--format=%ct'])).toMatch(/signature/i);
  expect(sourceOf(root)).toMatchObject({ provenance: { created: '2023-11-14T22:13:20Z' }, warnings: [] });
});

test('nothing of a file that is changed, or that git does not have', () => {
  const root = repository();
  put(root, { [FILES[1]!]: 'other\n' });
  expect(sourceOf(root)).toMatchObject({ ...NO_COMMIT, warnings: [{ file: FILES[1], severity: 'warning' }] });
  git(root, ['checkout', '--quiet', '.']);
  git(root, ['rm', '--quiet', '--cached', FILES[0]!]);
  expect(sourceOf(root)).toMatchObject({ ...NO_COMMIT, warnings: [{ file: FILES[0], severity: 'warning' }] });
});

test('nothing where git cannot compare: the commit’s files are not in the repository', () => {
  const root = repository();
  put(root, { [FILES[1]!]: 'other\n' });
  const tree = git(root, ['rev-parse', 'HEAD^{tree}']);
  rmSync(join(root, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  expect(sourceOf(root)).toEqual({
    ...NO_COMMIT,
    warnings: [expect.objectContaining({ severity: 'warning', message: expect.stringContaining('cannot tell') })],
  });
});

test('nothing where git cannot list its files', () => {
  const root = repository();
  writeFileSync(join(root, '.git/index'), 'none');
  expect(sourceOf(root)).toEqual({
    ...NO_COMMIT,
    warnings: [expect.objectContaining({ severity: 'warning', message: expect.stringContaining('cannot tell') })],
  });
});

test('why nothing is known where there is no git, no repository, or no commit', () => {
  const said = (root: string) => {
    const { provenance, warnings } = sourceOf(root);
    return [provenance, ...warnings.map(({ severity, message }) => `${severity} ${message}`)];
  };
  const root = folder();
  const rest = ', so the artifacts do not say which commit they are of; with it they have other digests.';
  expect(said(root)).toEqual([{}, `warning this folder is in no git repository${rest}`]);
  git(root, ['init', '--quiet']);
  expect(said(root)).toEqual([{}, `warning the git repository has no commit${rest}`]);
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(said(root)).toEqual([{}, `warning git cannot be run${rest}`]);
});
