/** The small grammars that Go's libraries have: versions and their ranges, addresses of mail, names of images, quantities, rules. */
import { describe, expect, test } from 'vitest';
import { goText } from '../../../../generators/core/olm/go-text.ts';
import { imageFault } from '../../../../generators/core/olm/image-reference.ts';
import { isMailbox } from '../../../../generators/core/olm/validate/mailbox.ts';
import { ruleFault } from '../../../../generators/core/olm/validate/metadata/constraint-rule.ts';
import { isRange } from '../../../../generators/core/olm/version-range.ts';
import { isQuantity } from '../../../../generators/core/olm/validate/quantity.ts';
import { formatVersion, parseTolerant } from '../../../../generators/core/olm/validate/semver.ts';
import { compareVersions, parseVersion } from '../../../../generators/core/olm/version.ts';

test('versions are those of blang/semver', () => {
  expect(['1.2.3', '1.2.3-rc.1+b.2', '0.0.0'].map((text) => parseVersion(text) !== undefined)).toEqual([
    true,
    true,
    true,
  ]);
  const none = [
    '',
    '1',
    '1.2',
    'v1.2.3',
    '01.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3+',
    '1.2.3-a_b',
    '18446744073709551616.0.0',
  ];
  expect(none.filter((text) => parseVersion(text) !== undefined)).toEqual([]);
  expect([' v1 ', '1.2', '01.02.03-rc', '1.0.0'].map((text) => formatVersion(parseTolerant(text)!))).toEqual([
    '1.0.0',
    '1.2.0',
    '1.2.3-rc',
    '1.0.0',
  ]);
  expect(['', 'v', '1.2-rc', '1.2.3.4', 'x'].filter((text) => parseTolerant(text) !== undefined)).toEqual([]);
});

test('versions are in the order of blang/semver', () => {
  const order = [
    '0.9.9',
    '1.0.0-1',
    '1.0.0-2',
    '1.0.0-10',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-beta',
    '1.0.0',
    '1.0.1',
    '1.10.0',
  ];
  const versions = order.map((text) => parseVersion(text)!);
  expect(versions.toReversed().toSorted(compareVersions).map(formatVersion)).toEqual(order);
  expect(compareVersions(parseVersion('1.0.0+a')!, parseVersion('1.0.0+b')!)).toBe(0);
});

test.each<[string, boolean]>([
  ['1.0.0', true],
  ['>=1.0.0 <2.0.0', true],
  ['>= 1.0.0 || !=0.5.0', true],
  ['1.x', true],
  ['>1.2.x', true],
  ['', false],
  ['1.0', false],
  ['~1.0.0', false],
  ['|| 1.0.0', false],
  ['1.0.0 ||', false],
  ['latest', false],
])('%s is a range of versions: %s', (text, verdict) => {
  expect(isRange(text)).toBe(verdict);
});

test.each<[string, boolean]>([
  ['a@b', true],
  ['A Person <a@b.c> (at work)', true],
  ['"A, Person" <a@b.c>', true],
  ['"a b"@c', true],
  ['a@[127.0.0.1]', true],
  ['', false],
  ['a', false],
  ['a@', false],
  ['a..b@c', false],
  ['a b@c', false],
  ['a@b, c@d', false],
  ['a@[x]', false],
])('%s is an address of mail: %s', (text, verdict) => {
  expect(isMailbox(text)).toBe(verdict);
});

test('a long text that is no address is told soon', () => {
  expect(isMailbox(`${'a '.repeat(400)}`)).toBe(false);
  expect(isMailbox(`${'('.repeat(900)}`)).toBe(false);
});

test.each<[string, string | undefined]>([
  ['ubuntu', undefined],
  ['ghcr.io/acme/cache:1.0', undefined],
  [`localhost:5000/a@sha256:${'0'.repeat(64)}`, undefined],
  ['Ubuntu', 'it has capitals.'],
  ['a b', 'its name has characters that no name of an image has.'],
  ['ghcr.io/a:', 'behind the colon there is no tag.'],
  ['ghcr.io/a@sha256:0', 'behind the @ there is no digest.'],
  ['0'.repeat(64), 'it is the id of an image.'],
  [`ghcr.io/${'a'.repeat(256)}`, 'its name has more than 255 characters.'],
])('of the image %s is told: %s', (image, message) => {
  expect(imageFault(image)?.message).toBe(message);
});

test.each<[string, boolean]>([
  ['1', true],
  ['100m', true],
  ['1.5Gi', true],
  ['-1e3', true],
  ['.5', true],
  ['', false],
  ['Mi', false],
  ['1MiB', false],
  ['1 Gi', false],
])('%s is a quantity: %s', (text, verdict) => {
  expect(isQuantity(text)).toBe(verdict);
});

describe('rules of dependencies', () => {
  test.each(['true', 'properties.exists(p, p.type == "a" && semver_compare(p.value, "1.0.0") >= 0)'])(
    'take %s',
    (rule) => {
      expect(ruleFault(rule)).toBeUndefined();
    },
  );

  test.each<[string, RegExp]>([
    ['properties.size()', /must be bool, but is int/],
    ['semver_compare("1.0.0", "2.0.0")', /must be bool, but is int/],
    ['semver_compare("1.0.0") == 0', /semver_compare/],
    ['nothing', /nothing/],
    ['1 +', /ends/],
  ])('refuse %s', (rule, message) => {
    expect(ruleFault(rule)?.message).toMatch(message);
  });
});

test('scalars are written as sigs.k8s.io/yaml does', () => {
  expect([1, 1.5, true, 10n ** 18n, 1e21, 1e-7, 1234567.5, 0.1, 'a', null, []].map(goText)).toEqual([
    '1',
    '1.5',
    'true',
    '1000000000000000000',
    '1e+21',
    '1e-07',
    '1.2345675e+06',
    '0.1',
    'a',
    undefined,
    undefined,
  ]);
});
