import { describe, expect, test } from 'vitest';
import { conflictProblem } from '../../../generators/core/spec/conflict-markers.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { documentsOf } from '../../../generators/core/delivered/tree.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';

const place = (text: string): string | undefined => {
  const problem = conflictProblem('file', text);
  return problem === undefined ? undefined : formatProblem(problem);
};
const WORDS = 'has conflict markers of git (<<<<<<<). Decide for one side, and remove the markers.';

describe('conflict markers are found', () => {
  test.each([
    ['of a merge', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n', 'file:2:1'],
    ['with the base', '<<<<<<< HEAD\nb\n||||||| 1234567\n=======\n=======\nc\n>>>>>>> theirs\n', 'file:1:1'],
    ['with Windows line ends', 'a\r\n\r\n<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> theirs\r\n', 'file:3:1'],
    ['without names', '<<<<<<<\n=======\n>>>>>>>', 'file:1:1'],
    ['behind a heading', 'Heading\n=======\n<<<<<<< HEAD\n=======\n>>>>>>> theirs\n', 'file:3:1'],
    ['twice, at the first', '<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n', 'file:1:1'],
  ])('%s', (_, text, at) => expect(place(text)).toBe(`${at}  ${WORDS}`));
});

describe('what only looks like them is none', () => {
  test.each([
    ['an underlined heading', 'Heading\n=======\n'],
    ['a beginning', '<<<<<<< HEAD\n'],
    ['no middle', '<<<<<<< HEAD\n>>>>>>> theirs\n'],
    ['another order', '>>>>>>> a\n=======\n<<<<<<< b\n'],
    ['indented', '    <<<<<<< HEAD\n    =======\n    >>>>>>> theirs\n'],
    ['longer', '<<<<<<<<\n========\n>>>>>>>>\n'],
  ])('%s', (_, text) => expect(place(text)).toBeUndefined());
});

test('a spec has one problem, where they begin', () => {
  const text =
    'apiVersion: k8s-operator/v1alpha1\n<<<<<<< HEAD\nkind: Operator\n=======\nkind: Operater\n>>>>>>> theirs\na: b\n';
  expect(loadSpec(text, 'operator.yaml').problems.map(formatProblem)).toEqual([`operator.yaml:2:1  ${WORDS}`]);
});

test('so has a file of several documents', () => {
  const text = 'a: 1\n---\n<<<<<<< HEAD\nb: 1\n---\nc: 1\n=======\nb: 2\n---\nc: 2\n>>>>>>> theirs\n';
  expect(documentsOf(text, 'file.yaml').problems.map(formatProblem)).toEqual([`file.yaml:3:1  ${WORDS}`]);
});
