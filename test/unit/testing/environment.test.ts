import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findBinaries } from '../../../runtime/src/testing/environment/binaries.ts';
import { flagsOf } from '../../../runtime/src/testing/environment/flags.ts';

const folderWith = async (...names: readonly string[]): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'assets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of names) await writeFile(join(folder, name), '', { mode: 0o755 });
  return folder;
};

test('binaries are looked for where the test says, else where $KUBEBUILDER_ASSETS says', async () => {
  const [one, other] = [await folderWith('etcd', 'kube-apiserver'), await folderWith('etcd', 'kube-apiserver')];
  const environment = { KUBEBUILDER_ASSETS: other };
  expect((await findBinaries(one, environment)).etcd).toBe(join(one, 'etcd'));
  expect((await findBinaries(undefined, environment))['kube-apiserver']).toBe(join(other, 'kube-apiserver'));
});

test('what is missing is said, with where it was looked for and how to get it', async () => {
  const folder = await folderWith('etcd');
  const help =
    'Get the binaries with "setup-envtest use -p path" (sigs.k8s.io/controller-runtime/tools/setup-envtest), and set KUBEBUILDER_ASSETS to the path that it prints.';
  await expect(findBinaries(undefined, { KUBEBUILDER_ASSETS: folder })).rejects.toThrow(
    `kube-apiserver: not in ${folder} ($KUBEBUILDER_ASSETS). ${help}`,
  );
  await expect(findBinaries('/nowhere')).rejects.toThrow(
    `etcd and kube-apiserver: not in /nowhere ("assets"). ${help}`,
  );
});

test('flags: defaults, in place of them, beside them, more than once, and none', () => {
  expect(flagsOf({ a: '1', b: '2', c: '3' }, { b: '4', c: null, d: ['5', '6'] })).toEqual([
    '--a=1',
    '--b=4',
    '--d=5',
    '--d=6',
  ]);
});
