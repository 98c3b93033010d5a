/** CRDs that a spec has already, as a server gives them back: what it fills in and leaves out is no difference. */
import { expect, test } from 'vitest';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { EXISTING, importInto, thing } from './definitions.ts';

test('what a server fills in, or leaves out, makes no difference', () => {
  const flag = 'a: {type: integer, minimum: 1, exclusiveMinimum: false, nullable: false}';
  const written = thing({ properties: flag });
  const served = written
    .replace(', exclusiveMinimum: false, nullable: false', '')
    .replace(/\nspec:\n/, '\nspec:\n  conversion: {strategy: None}\n');
  expect(served).toContain('conversion');
  expect(served).not.toContain('nullable');
  expect(importInto(importInto(EXISTING, written).text!, served).imported?.apis.map(({ action }) => action)).toEqual([
    'same',
  ]);
  expect(importInto(importInto(EXISTING, served).text!, written).imported?.apis.map(({ action }) => action)).toEqual([
    'same',
  ]);
});

test.each([
  [
    'a default of the same name',
    'a: {type: object, x-kubernetes-preserve-unknown-fields: true, default: {nullable: false}}',
  ],
  ['a flag that is set', 'a: {type: object, x-kubernetes-preserve-unknown-fields: true, default: {}, nullable: true}'],
])('%s makes one', (_, properties) => {
  const plain = 'a: {type: object, x-kubernetes-preserve-unknown-fields: true, default: {}}';
  const { loaded } = importInto(importInto(EXISTING, thing({ properties: plain })).text!, thing({ properties }));
  expect(loaded.problems.map(formatProblem).join()).toContain('and differs here.');
});
