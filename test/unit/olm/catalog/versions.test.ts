import { describe, expect, test } from 'vitest';
import { parseRange } from '../../../../generators/core/olm/version-range.ts';
import { compareVersions, parseVersion } from '../../../../generators/core/olm/version.ts';

/** From the lowest, as semver.org has it. */
const ORDERED = [
  '0.0.0-0',
  '0.0.0',
  '0.1.0',
  '0.9.0',
  '0.10.0',
  '1.0.0-2',
  '1.0.0-11',
  '1.0.0--',
  '1.0.0-RC',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.1.0',
  '1.0.0-alpha.beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0',
  '9007199254740993.0.0',
  '18446744073709551615.0.0',
];

test('versions are in the order of semver.org, to the last digit', () => {
  const versions = ORDERED.map((text) => parseVersion(text)!);
  versions.forEach((a, i) =>
    versions.forEach((b, j) => expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j))),
  );
});

test.each(['1.0.0+a', '1.0.0+b.2', '1.0.0'])('build metadata has no rank: %s', (text) => {
  expect(compareVersions(parseVersion(text)!, parseVersion('1.0.0')!)).toBe(0);
});

test.each(['', 'v1.0.0', '1.0', '01.0.0', '1.0.0-01', '1.0.0-', '1.0.0+', '18446744073709551616.0.0', '1.0.0\n'])(
  'no version: %j',
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);

/** What range.go of blang/semver promises, and its tests. */
describe('a range', () => {
  test.each<[range: string, holds: string, fails: string]>([
    ['>1.0.0 <2.0.0', '1.1.1 1.8.7', '1.0.0 2.0.0'],
    ['>1.0.0 <3.0.0 !2.0.3-beta.2', '2.0.3 2.0.3-beta.1', '2.0.3-beta.2'],
    ['<2.0.0 || >=3.0.0', '1.2.3 3.0.0', '2.1.0'],
    ['>1.0.0 <2.0.0 || >3.0.0 !4.2.1', '1.2.3 1.9.9 3.1.1', '4.2.1 2.1.1'],
    ['>= 1.0.0   <2.0.0', '1.0.0', '2.0.0'],
    ['1.x', '1.0.0 1.9.9', '0.9.9 2.0.0'],
    ['1.2.x', '1.2.0 1.2.9', '1.1.9 1.3.0'],
    ['>1.2.x', '1.3.0', '1.2.9'],
    ['<=1.2.x', '1.2.9 0.1.0', '1.3.0'],
    // Lower than 1.0.0 and at least 2.0.0 at once: the library has no version for which that holds, and so must we.
    ['!=1.x || 1.5.0', '1.5.0', '0.1.0 2.0.0'],
    ['1.0.0', '1.0.0 1.0.0+a', '1.0.1'],
  ])('%s', (range, holds, fails) => {
    const found = parseRange(range);
    if (typeof found === 'string') throw new Error(found);
    const matches = (list: string) => list.split(' ').filter((text) => text !== '' && found(parseVersion(text)!));
    expect(matches(holds)).toEqual(holds.split(' '));
    expect(matches(fails)).toEqual([]);
  });

  test.each<[range: string, fault: string]>([
    ['', 'it names no version'],
    ['|| 1.0.0', 'there is no version beside a "||"'],
    ['1.0.0 || || 2.0.0', 'there is no version beside a "||"'],
    ['>=1.0', '"1.0" is no version'],
    ['~1.0.0', '"~" in "~1.0.0" is no comparison'],
    ['latest', 'there is no version in "latest"'],
    ['>=1.0.0,<2.0.0', '"1.0.0,<2.0.0" is no version'],
  ])('not %j', (range, fault) => {
    expect(parseRange(range)).toBe(fault);
  });
});
