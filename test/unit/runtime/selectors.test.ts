import { expect, test } from 'vitest';
import { selector } from 'k8s-operator-runtime';
import { matchesLabels } from '../../../runtime/src/client/selectors.ts';

const labels = { app: 'web', tier: 'a', empty: '' };

test.each<[string | Record<string, string>, boolean]>([
  [{}, true],
  [{ app: 'web' }, true],
  [{ app: 'web', tier: 'b' }, false],
  [{ toString: 'x' }, false],
  ['', true],
  ['app=web', true],
  ['app==web , tier=a', true],
  ['app!=web', false],
  ['other!=web', true],
  ['tier in (a, b)', true],
  ['tier in (b),app', false],
  ['tier notin (b)', true],
  ['other notin (b)', true],
  ['app', true],
  ['!app', false],
  ['!other', true],
  ['empty=', true],
  ['example.com/x=y', false],
])('%j selects the labels: %s', (given, selected) => {
  expect(matchesLabels(given)(labels)).toBe(selected);
});

test.each(['a b', 'a in b', '=x', 'a=b=c', 'a in (b'])('%j is refused', (text) => {
  expect(() => matchesLabels(text)).toThrow('is no label selector');
});

test('labels as text', () => {
  expect(selector({ a: 'b', c: 'd' })).toBe('a=b,c=d');
});
