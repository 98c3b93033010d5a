import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCK } from '../../../generators/core/apply/path.ts';
import { apply, changes, folder, managed, put, read, seeded } from './tree.ts';

describe('the lock is not trusted', () => {
  const lock = (files: object, more: object = {}): string =>
    JSON.stringify({ lockVersion: 1, generator: 'x', spec: '0'.repeat(64), files, ...more });
  const row = { owner: 'managed', sha256: '0'.repeat(64) };

  test.each([
    ['no JSON', '{', 'is not JSON.'],
    ['git markers', '{\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n}', 'has conflict markers of git'],
    ['a list', '[]', 'is not a JSON object.'],
    ['no files', lock([]), '"files" is no object.'],
    ['a path out of the project', lock({ '../a': row }), '"../a" is no path inside the project.'],
    ['an absolute path', lock({ '/etc/passwd': row }), '"/etc/passwd" is no path inside the project.'],
    ['a path in the middle', lock({ 'a/../../b': row }), 'is no path inside the project.'],
    ['a backslash', lock({ '..\\a': row }), 'is no path inside the project.'],
    ['a hook of git', lock({ '.git/hooks/pre-commit': row }), 'is no path inside the project.'],
    ['the spec', lock({ 'Operator.yaml': row }), '"Operator.yaml" is never generated.'],
    ['its own records', lock({ '.k8s-operator/lock.json': row }), 'is never generated.'],
    ['an unknown owner', lock({ a: { ...row, owner: 'root' } }), '"a" has no valid owner and sha256.'],
    ['a wrong hash', lock({ a: { ...row, sha256: 'x' } }), '"a" has no valid owner and sha256.'],
    ['a newer shape', lock({}, { lockVersion: 2 }), 'was written by a newer version.'],
  ])('%s is refused', async (_, text, message) => {
    const root = folder({ [LOCK]: text, a: '1\n' });
    await expect(changes(root, [managed('a', '2\n')])).rejects.toMatchObject({
      problems: [{ file: LOCK, message: expect.stringContaining(message) }],
    });
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('1\n');
  });

  test('names of Object.prototype are names of files', async () => {
    const root = folder();
    expect(await apply(root, [seeded('constructor', '1\n'), seeded('toString', '1\n')])).toEqual({
      constructor: 'create',
      toString: 'create',
    });
  });
});

describe('what is no file', () => {
  test.each([
    ['a symbolic link', (root: string) => symlinkSync('/etc/hostname', join(root, 'a')), 'is a symbolic link'],
    ['a folder', (root: string) => put(root, { 'a/b': '' }), 'is a folder where a file should be'],
  ])('%s is not written over, even by force', async (_, make, note) => {
    const root = folder();
    make(root);
    const {
      changes: [change],
    } = await changes(root, [managed('a', '1\n')], true);
    expect(change).toMatchObject({ action: 'conflict', note: expect.stringContaining(note) });
  });

  test('nothing is read or written behind a linked folder', async () => {
    const outside = folder({ b: 'outside\n' });
    const root = folder();
    symlinkSync(outside, join(root, 'd'));
    const { changes: found } = await changes(root, [managed('d/b', '1\n'), seeded('d/c', '1\n')], true);
    expect(found.map(({ action, note }) => [action, note])).toEqual([
      ['conflict', expect.stringContaining('is below d, which is a symbolic link')],
      ['keep', expect.any(String)],
    ]);
  });

  test('a linked .k8s-operator is refused', async () => {
    const outside = folder();
    const root = folder();
    symlinkSync(outside, join(root, '.k8s-operator'));
    await expect(changes(root, [managed('a', '1\n')])).rejects.toMatchObject({ problems: [{ file: LOCK }] });
    expect(read(outside)).toEqual({});
  });
});
