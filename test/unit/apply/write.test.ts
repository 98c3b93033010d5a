import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../generators/core/apply/change.ts';
import { recover, refuseHalfWritten } from '../../../generators/core/apply/exclusive.ts';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { RUNNING, STATE } from '../../../generators/core/apply/path.ts';
import { write } from '../../../generators/core/apply/write.ts';
import { folder, put, read } from './tree.ts';

const create = (path: string, text: string): Change => ({
  path,
  action: 'create',
  owner: 'managed',
  after: Buffer.from(text),
});
const update = (path: string, before: string, text: string): Change => ({
  ...create(path, text),
  action: 'update',
  before: Buffer.from(before),
});
const remove = (path: string, before: string): Change => ({
  path,
  action: 'delete',
  owner: 'managed',
  before: Buffer.from(before),
});

const faultOf = (work: () => void): Fault => {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

/** A pid that no process has: that of one that has just ended. */
const deadPid = (): number => spawnSync('true').pid;

test('creates, updates and deletes, and leaves no trace of itself', () => {
  const root = folder({ u: '1', 'd/e/r': '1', k: 'k' });
  write(root, [create('n/e/w', 'new'), update('u', '1', '2'), remove('d/e/r', '1')]);
  expect(read(root, { records: true })).toEqual({ 'n/e/w': 'new', u: '2', k: 'k' });
  expect(readdirSync(root).toSorted()).toEqual(['k', 'n', 'u']);
});

test('makes the root, and an executable file executable', () => {
  const root = join(folder(), 'a', 'b');
  write(root, [{ ...create('x', ''), executable: true }, create('y', '')]);
  expect(statSync(join(root, 'x')).mode & 0o111).toBe(0o111);
  expect(statSync(join(root, 'y')).mode & 0o111).toBe(0);
});

describe('all or nothing', () => {
  test.each([
    ['a file that came in the meantime', { n: 'theirs' }, 'n'],
    ['a file that changed in the meantime', { u: 'theirs' }, 'u'],
    ['a folder where a file goes', { 'n/x': '' }, 'n'],
    ['a file where a folder goes', { z: '' }, 'z/deep'],
  ])('%s stops it before anything is written', (_, tree, file) => {
    const root = folder({ u: '1', ...tree });
    const before = read(root, { records: true });
    const fault = faultOf(() => write(root, [update('u', '1', '2'), create('n', ''), create('z/deep', '')]));
    expect(fault.problems).toMatchObject([{ file, message: 'was changed by something else in the meantime.' }]);
    expect(read(root, { records: true })).toEqual(before);
    expect(existsSync(join(root, STATE))).toBe(false);
  });

  test('an error in the middle takes everything back', () => {
    const root = folder({ a: '1', 'd/r': '1' });
    const long = 'x'.repeat(300);
    const fault = faultOf(() =>
      write(root, [update('a', '1', '2'), remove('d/r', '1'), create('new/b', ''), create(`other/${long}`, '')]),
    );
    expect(fault.problems[0]?.message).toBe('the path is too long for this file system.');
    expect(read(root, { records: true })).toEqual({ a: '1', 'd/r': '1' });
    expect(readdirSync(root).toSorted()).toEqual(['a', 'd']);
  });

  test('a root that cannot be made leaves nothing', () => {
    const parent = folder({ file: '' });
    const fault = faultOf(() => write(join(parent, 'file', 'x'), [create('a', '')]));
    expect(fault.problems[0]?.message).toBe('a part of the path is a file, not a folder.');
    expect(read(parent)).toEqual({ file: '' });
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder is said so', () => {
    const root = folder({ a: '1' });
    chmodSync(root, 0o555);
    const fault = faultOf(() => write(root, [update('a', '1', '2')]));
    chmodSync(root, 0o755);
    expect(fault.problems[0]?.message).toBe('permission denied.');
  });
});

describe('another run', () => {
  test('that is alive is not disturbed', () => {
    const root = folder({ [`${RUNNING}/pid`]: String(process.pid), a: '1' });
    recover(root);
    expect(faultOf(() => write(root, [update('a', '1', '2')])).problems).toMatchObject([
      { message: 'another run is writing here.' },
    ]);
    expect(read(root)).toEqual({ a: '1' });
  });

  /** What stands on disk when a run that updates u, deletes r and creates n/c is killed after so many of its moves. */
  const killedAfter = (moves: number): string => {
    const root = folder({ u: 'old', r: 'old', [`${RUNNING}/pid`]: String(deadPid()) });
    const steps = [
      { path: 'u', replaces: true, writes: true },
      { path: 'r', replaces: true, writes: false },
      { path: 'n/c', replaces: false, writes: true },
    ];
    put(root, {
      [`${RUNNING}/journal.json`]: JSON.stringify({ steps, folders: ['n'] }),
      [`${RUNNING}/new-0`]: 'new',
      [`${RUNNING}/new-2`]: 'new',
    });
    mkdirSync(join(root, 'n'));
    const paths: readonly (readonly [string, string])[] = [
      ['u', `${RUNNING}/old-0`],
      [`${RUNNING}/new-0`, 'u'],
      ['r', `${RUNNING}/old-1`],
      [`${RUNNING}/new-2`, 'n/c'],
    ];
    for (const [from, to] of paths.slice(0, moves)) spawnSync('mv', [join(root, from), join(root, to)]);
    return root;
  };

  test.each([0, 1, 2, 3, 4])('that was killed after %i moves is undone', (moves) => {
    const root = killedAfter(moves);
    recover(root);
    expect(read(root, { records: true })).toEqual({ u: 'old', r: 'old' });
    expect(readdirSync(root).toSorted()).toEqual(['r', 'u']);
  });

  test('that was killed while files moved is told to those who only read, until it is undone', () => {
    const root = killedAfter(2);
    expect(faultOf(() => refuseHalfWritten(root)).problems).toMatchObject([
      { file: RUNNING, message: expect.stringContaining('a run was killed while it wrote') },
    ]);
    recover(root);
    expect(() => refuseHalfWritten(root)).not.toThrow();
  });

  test('that is alive, or has moved nothing yet, is not', () => {
    const alive = folder({ [`${RUNNING}/pid`]: String(process.pid), [`${RUNNING}/journal.json`]: '{}' });
    expect(() => refuseHalfWritten(alive)).not.toThrow();
    const early = folder({ [`${RUNNING}/pid`]: String(deadPid()) });
    expect(() => refuseHalfWritten(early)).not.toThrow();
  });

  test('that left a journal with paths out of the project is refused', () => {
    const outside = folder({ victim: 'x' });
    const steps = [{ path: `../${outside.split('/').at(-1)}/victim`, replaces: false, writes: true }];
    const root = folder({
      [`${RUNNING}/pid`]: String(deadPid()),
      [`${RUNNING}/journal.json`]: JSON.stringify({ steps, folders: [] }),
    });
    expect(faultOf(() => recover(root)).problems[0]?.message).toBe('what a killed run left cannot be read.');
    expect(read(outside)).toEqual({ victim: 'x' });
  });
});
