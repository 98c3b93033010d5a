import { expect, test } from 'vitest';
import { readPattern } from '../../../generators/core/spec/re2.ts';

/** What Go's regexp says of the same pattern and texts. */
test.for<readonly [pattern: string, matching: readonly string[], others: readonly string[]]>([
  ['^a$', ['a'], ['a\n', 'b\na']],
  ['(?m)^a$', ['a', 'b\na', 'a\nb'], ['ba']],
  ['a.b', ['a-b', 'a🚀b'], ['a\nb']],
  ['(?s)a.b', ['a\nb'], ['ab']],
  ['(?i)straße|k', ['STRAßE', 'K', '\u212a'], ['strasse']],
  ['(?i)\\w', ['\u017f'], ['é']],
  ['^(?i:a)b$', ['Ab', 'ab'], ['AB']],
  ['^[[:^alpha:]\\pL]+$', ['1é', 'a1'], ['']],
  ['^\\p{Greek}\\P{greek}$', ['αa'], ['aα', 'αα']],
  ['^\\s$', [' ', '\t', '\f'], ['\v', '\u00a0']],
  ['^[[:space:]]$', ['\v'], ['\u00a0']],
  ['\\bé', ['aé'], ['é']],
  ['^\\Q.*\\E$', ['.*'], ['ab']],
  ['^a{2,3}?b{0}$', ['aa', 'aaa'], ['a', 'aaaa', 'aab']],
  ['^(|a|ab)(c|bcd)$', ['abcd', 'ac', 'bcd', 'abc'], ['ab']],
  ['^\\x{1F680}\\x41\\101$', ['🚀AA'], ['🚀A']],
  ['^[]a-]+$', [']-a'], ['b']],
  ['^(?P<n>x)(?<m>y)$', ['xy'], ['x']],
])('%s', ([pattern, matching, others]) => {
  const read = readPattern(pattern);
  expect(read.ok && matching.filter((text) => !read.matches(text))).toEqual([]);
  expect(read.ok && others.filter((text) => read.matches(text))).toEqual([]);
});

test('a pattern that takes JavaScript for ever takes no time', () => {
  const read = readPattern('^(a|aa|a*)*$');
  expect(read.ok && read.matches(`${'a'.repeat(200)}b`)).toBe(false);
});
