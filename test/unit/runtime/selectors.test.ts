import { expect, test } from 'vitest';
import { selector } from 'k8s-operator-runtime';
import {
  fieldSelectorText,
  type LabelSelector,
  matchesLabels,
  selectorText,
} from '../../../runtime/src/client/selectors.ts';

const labels = { app: 'web', tier: 'a', empty: '', size: '7' };
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});

test.each<[LabelSelector, boolean]>([
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
  ['size>6', true],
  ['size<7', false],
  ['app>6', false],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: {} }, true],
  [expression('tier', 'In', 'a', 'b'), true],
  [expression('tier', 'NotIn', 'a'), false],
  [expression('app', 'Exists'), true],
  [expression('app', 'DoesNotExist'), false],
  [{ matchLabels: { app: 'web' }, ...expression('tier', 'In', 'b') }, false],
])('%j selects the labels: %s', (given, selected) => {
  expect(matchesLabels(given)(labels)).toBe(selected);
});

test.each(['a b', 'a in b', '=x', 'a=b=c', 'a in (b'])('%j is refused', (text) => {
  expect(() => matchesLabels(text)).toThrow('is no label selector');
});

test('labels as text', () => {
  expect(selector({ a: 'b', c: 'd' })).toBe('a=b,c=d');
});

test('a selector of a spec as text', () => {
  expect(selectorText({ matchLabels: { a: 'b' }, ...expression('c', 'In', 'd', 'e') })).toBe('a=b,c in (d,e)');
  expect(selectorText({ matchExpressions: [] })).toBe('');
  expect(() => selectorText(expression('a', 'Like', 'b'))).toThrow('"Like" is no operator. Use In, NotIn,');
});

test('a value is not read as more than a value', () => {
  expect(() => selector({ a: 'b,c' })).toThrow('"b,c" is no value of label "a".');
  expect(() => selectorText(expression('a', 'In', 'b) , c in (d'))).toThrow('is no value of label "a".');
  expect(fieldSelectorText({ 'spec.a': 'b,c=d', 'spec.e': '\\' })).toBe('spec.a=b\\,c\\=d,spec.e=\\\\');
});
