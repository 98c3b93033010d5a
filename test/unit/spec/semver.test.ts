import { expect, test } from 'vitest';
import { isSemver } from '../../../generators/core/spec/semver.ts';

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
