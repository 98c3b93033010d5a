import { describe, expect, test } from 'vitest';
import { LOCK } from '../../../generators/core/apply/path.ts';
import { type Case, outcome } from './cases.ts';
import { apply, changes, folder, managed, merged, put, read, seeded } from './tree.ts';

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const CASES: readonly Case[] = [
  {
    name: 'the same plan changes nothing',
    first: [managed('a', '1\n')],
    next: [managed('a', '1\n')],
    actions: { a: 'unchanged' },
    tree: { a: '1\n' },
  },
  {
    name: 'an unedited managed file is updated',
    first: [managed('a', '1\n')],
    next: [managed('a', '2\n')],
    actions: { a: 'update' },
    tree: { a: '2\n' },
  },
  {
    name: 'an edited managed file is a conflict, and nothing else is written',
    first: [managed('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [managed('a', '2\n'), managed('b', 'b\n')],
    actions: { a: 'conflict', b: 'create' },
    tree: { a: 'mine\n' },
  },
  {
    name: 'an edit that is what would be generated is no conflict',
    first: [managed('a', '1\n')],
    edit: { a: '2\n' },
    next: [managed('a', '2\n')],
    actions: { a: 'unchanged' },
    tree: { a: '2\n' },
  },
  {
    name: 'force overwrites an edited managed file',
    first: [managed('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [managed('a', '1\n')],
    force: true,
    actions: { a: 'update' },
    tree: { a: '1\n' },
  },
  {
    name: 'a deleted managed file comes back',
    first: [managed('a', '1\n')],
    edit: { a: undefined },
    next: [managed('a', '1\n')],
    actions: { a: 'create' },
    tree: { a: '1\n' },
  },
  {
    name: 'line ends of a Windows checkout are no edit',
    first: [managed('a', '1\n2\n')],
    edit: { a: '1\r\n2\r\n' },
    next: [managed('a', '1\n3\n')],
    actions: { a: 'update' },
    tree: { a: '1\n3\n' },
  },
  {
    name: 'a seeded file is never written again',
    first: [seeded('a', '1\n')],
    next: [seeded('a', '2\n')],
    actions: { a: 'keep' },
    tree: { a: '1\n' },
  },
  {
    name: 'a deleted seeded file stays deleted',
    first: [seeded('a', '1\n')],
    edit: { a: undefined },
    next: [seeded('a', '1\n')],
    force: true,
    actions: { a: 'keep' },
    tree: {},
  },
  {
    name: 'a deleted merged file stays deleted',
    first: [merged('a', '1\n')],
    edit: { a: undefined },
    next: [merged('a', '2\n')],
    actions: { a: 'keep' },
    tree: {},
  },
  {
    name: 'an edited merged file is kept while what is generated stays the same',
    first: [merged('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [merged('a', '1\n')],
    actions: { a: 'keep' },
    tree: { a: 'mine\n' },
  },
  {
    name: 'both sides of a merged file come together',
    first: [merged('a', '1\n2\n3\n4\n5\n')],
    edit: { a: 'mine\n2\n3\n4\n5\n' },
    next: [merged('a', '1\n2\n3\n4\nnew\n')],
    actions: { a: 'merge' },
    tree: { a: 'mine\n2\n3\n4\nnew\n' },
  },
  {
    name: 'the same line changed on both sides is a conflict',
    first: [merged('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [merged('a', 'new\n')],
    actions: { a: 'conflict' },
    tree: { a: 'mine\n' },
  },
  {
    name: 'force takes the generated side, and only of what conflicts',
    first: [merged('a', '1\n2\n3\n4\n5\n')],
    edit: { a: 'mine\n2\n3\n4\nmine\n' },
    next: [merged('a', 'new\n2\n3\n4\n5\n')],
    force: true,
    actions: { a: 'merge' },
    tree: { a: 'new\n2\n3\n4\nmine\n' },
  },
  {
    name: 'JSON is merged by key, neighbours included',
    first: [merged('p.json', json({ a: 1, b: 1 }))],
    edit: { 'p.json': json({ a: 2, b: 1, mine: 1 }) },
    next: [merged('p.json', json({ a: 1, b: 2, c: 3 }))],
    actions: { 'p.json': 'merge' },
    tree: { 'p.json': json({ a: 2, b: 2, c: 3, mine: 1 }) },
  },
  {
    name: 'an unedited file that is no longer planned goes, with its folder',
    first: [managed('d/a', '1\n'), seeded('d/e/s', '1\n')],
    next: [],
    actions: { 'd/a': 'delete', 'd/e/s': 'delete' },
    tree: {},
  },
  {
    name: 'an edited file that is no longer planned stays',
    first: [seeded('d/a', '1\n')],
    edit: { 'd/a': 'mine\n' },
    next: [],
    actions: { 'd/a': 'keep' },
    tree: { 'd/a': 'mine\n' },
  },
];

test.each(CASES)('$name', async (one) => expect(await outcome(one)).toEqual({ actions: one.actions, tree: one.tree }));

test('a run after a run changes nothing, the lock included', async () => {
  const root = folder();
  const plan = [managed('a', '1\n'), seeded('b', '1\n'), merged('package.json', '{}\n')];
  await apply(root, plan);
  const before = read(root, { records: true });
  const set = await changes(root, plan);
  expect([...set.changes, ...set.records].map(({ action }) => action)).toEqual(expect.arrayContaining(['unchanged']));
  expect([...set.changes, ...set.records].every(({ action }) => action === 'unchanged')).toBe(true);
  expect(Object.keys(before)).toEqual(['.k8s-operator/base/package.json', LOCK, 'a', 'b', 'package.json']);
});

test('a merge is remembered: the next run has nothing to merge', async () => {
  const root = folder();
  await apply(root, [merged('a', '1\n2\n3\n')]);
  put(root, { a: 'mine\n2\n3\n' });
  await apply(root, [merged('a', '1\n2\nnew\n')]);
  expect(await apply(root, [merged('a', '1\n2\nnew\n')])).toEqual({ a: 'keep' });
});

test('an edited seeded file is known as edited even after its template has changed', async () => {
  const root = folder();
  await apply(root, [seeded('a', '1\n')]);
  await apply(root, [seeded('a', '2\n')]);
  expect(await apply(root, [])).toEqual({ a: 'delete' });
});

describe('without a lock', () => {
  test('what is as generated is adopted, what is not is a conflict', async () => {
    const root = folder({ a: '1\n', b: 'mine\n', s: 'mine\n', 'p.json': '{"mine": 1}\n' });
    const set = await changes(root, [
      managed('a', '1\n'),
      managed('b', '1\n'),
      seeded('s', '1\n'),
      merged('p.json', '{"ours": 1}\n'),
    ]);
    expect(set.changes.map(({ path, action }) => [path, action])).toEqual([
      ['a', 'unchanged'],
      ['b', 'conflict'],
      ['p.json', 'merge'],
      ['s', 'keep'],
    ]);
  });
});
