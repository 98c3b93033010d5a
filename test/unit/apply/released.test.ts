/** What becomes of the files of a release. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PlannedFile } from '../../../generators/core/plan/plan.ts';
import { type Tree, apply, folder, managed, put, read, released } from './tree.ts';

/** A first run makes `first`; the user does `edit` (undefined deletes); a second run has the plan `next`. */
interface Case {
  readonly name: string;
  readonly first: readonly PlannedFile[];
  readonly edit?: Readonly<Record<string, string | undefined>>;
  readonly next: readonly PlannedFile[];
  readonly force?: true;
  readonly actions: Readonly<Record<string, string>>;
  readonly tree: Tree;
}

const CASES: readonly Case[] = [
  {
    name: 'a released file that is as it was stays',
    first: [released('a', '1\n')],
    next: [released('a', '1\n')],
    actions: { a: 'unchanged' },
    tree: { a: '1\n' },
  },
  {
    name: 'a released file never becomes another, and nothing else is written',
    first: [released('a', '1\n')],
    next: [released('a', '2\n'), managed('b', 'b\n')],
    actions: { a: 'conflict', b: 'create' },
    tree: { a: '1\n' },
  },
  {
    name: 'force makes a released file another',
    first: [released('a', '1\n')],
    next: [released('a', '2\n')],
    force: true,
    actions: { a: 'update' },
    tree: { a: '2\n' },
  },
  {
    name: 'an edited released file is a conflict, also where the plan has the edit',
    first: [released('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [released('a', 'mine\n')],
    actions: { a: 'conflict' },
    tree: { a: 'mine\n' },
  },
  {
    name: 'force takes an edited released file as it is',
    first: [released('a', '1\n')],
    edit: { a: 'mine\n' },
    next: [released('a', 'mine\n')],
    force: true,
    actions: { a: 'unchanged' },
    tree: { a: 'mine\n' },
  },
  {
    name: 'a released file that is there without a lock is adopted',
    first: [],
    edit: { a: '1\n' },
    next: [released('a', '1\n')],
    actions: { a: 'unchanged' },
    tree: { a: '1\n' },
  },
  {
    name: 'a file that the user adds to a release is a conflict, although the plan has it',
    first: [released('r/a', '1\n')],
    edit: { 'r/b': 'mine\n' },
    next: [released('r/a', '1\n'), released('r/b', 'mine\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'conflict' },
    tree: { 'r/a': '1\n', 'r/b': 'mine\n' },
  },
  {
    name: 'force takes a file that was added to a release',
    first: [released('r/a', '1\n')],
    edit: { 'r/b': 'mine\n' },
    next: [released('r/a', '1\n'), released('r/b', 'mine\n')],
    force: true,
    actions: { 'r/a': 'unchanged', 'r/b': 'unchanged' },
    tree: { 'r/a': '1\n', 'r/b': 'mine\n' },
  },
  {
    name: 'a release never gets another file, and its neighbour does',
    first: [released('r/a', '1\n')],
    next: [released('r/a', '1\n'), released('r/b', '2\n'), released('s/b', '2\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'conflict', 's/b': 'create' },
    tree: { 'r/a': '1\n' },
  },
  {
    name: 'a release never loses a file',
    first: [released('r/a', '1\n'), released('r/b', '2\n')],
    next: [released('r/a', '1\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'conflict' },
    tree: { 'r/a': '1\n', 'r/b': '2\n' },
  },
  {
    name: 'a release never loses a file, not even one that the user has deleted',
    first: [released('r/a', '1\n'), released('r/b', '2\n')],
    edit: { 'r/b': undefined },
    next: [released('r/a', '1\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'conflict' },
    tree: { 'r/a': '1\n' },
  },
  {
    name: 'a deleted file of a release comes back as it was',
    first: [released('r/a', '1\n'), released('r/b', '2\n')],
    edit: { 'r/b': undefined },
    next: [released('r/a', '1\n'), released('r/b', '2\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'create' },
    tree: { 'r/a': '1\n', 'r/b': '2\n' },
  },
  {
    name: 'a deleted file of a release does not come back as another',
    first: [released('r/a', '1\n'), released('r/b', '2\n')],
    edit: { 'r/b': undefined },
    next: [released('r/a', '1\n'), released('r/b', '3\n')],
    actions: { 'r/a': 'unchanged', 'r/b': 'conflict' },
    tree: { 'r/a': '1\n' },
  },
  {
    name: 'force makes a release another, with files more and less',
    first: [released('r/a', '1\n'), released('r/b', '2\n')],
    next: [released('r/a', '1\n'), released('r/c', '3\n')],
    force: true,
    actions: { 'r/a': 'unchanged', 'r/b': 'delete', 'r/c': 'create' },
    tree: { 'r/a': '1\n', 'r/c': '3\n' },
  },
  {
    name: 'what was released stays when the plan has no such release any more, also by force',
    first: [released('r/a', '1\n'), managed('r/m', 'm\n')],
    next: [],
    force: true,
    actions: { 'r/a': 'keep', 'r/m': 'delete' },
    tree: { 'r/a': '1\n' },
  },
];

test.each(CASES)('$name', async ({ first, edit = {}, next, force, actions, tree }) => {
  const root = folder();
  await apply(root, first);
  for (const [path, text] of Object.entries(edit)) {
    if (text === undefined) rmSync(join(root, path));
    else put(root, { [path]: text });
  }
  expect(await apply(root, next, force)).toEqual(actions);
  expect(read(root)).toEqual(tree);
});
