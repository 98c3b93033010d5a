import { expect, test } from 'vitest';
import { isNewer, isSemver } from '../../../generators/core/spec/semver.ts';

test.each([
  ['0.1.0', true],
  ['1.2.3-rc.1+build.5', true],
  ['1.0.0-0', true],
  ['1.0.0+01', true],
  ['18446744073709551615.0.0', true],
  ['18446744073709551616.0.0', false],
  ['0.0.99999999999999999999', false],
  ['v1.0.0', false],
  ['1.0', false],
  ['01.0.0', false],
  ['1.0.0-01', false],
  ['1.0.0-', false],
  ['1.0.0+a_b', false],
  ['', false],
])('%s: %s', (version, expected) => {
  expect(isSemver(version)).toBe(expected);
});

// The order that semver.org gives as its example, and what it leaves to the words.
const ORDER = [
  '0.9.9',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-11',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.9',
  '1.0.10',
  '1.9.0',
  '1.10.0',
  '9.0.0',
  '10.0.0',
];

test('newer is what comes later', () => {
  const pairs = ORDER.flatMap((one, i) => ORDER.map((other, j) => [one, other, i > j] as const));
  expect(pairs.filter(([one, other, expected]) => isNewer(one, other) !== expected)).toEqual([]);
});

test.each([
  ['1.0.0+b', '1.0.0+a'],
  ['x', '1.0.0'],
  ['2.0.0', 'x'],
  ['latest', 'x'],
])('%s is not newer than %s', (one, other) => expect(isNewer(one, other)).toBe(false));
