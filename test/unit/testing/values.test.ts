/** Small rules of the server, as tables. */
import { describe, expect, test } from 'vitest';
import { fromFieldsV1, paths, showPath, toFieldsV1 } from '../../../runtime/src/testing/apply/field-set.ts';
import { canonicalQuantity } from '../../../runtime/src/testing/builtin/quantity.ts';
import { compareVersions } from '../../../runtime/src/testing/resources/versions.ts';
import { compilePattern } from '../../../runtime/src/testing/schema/pattern.ts';
import { parseYaml } from '../../../runtime/src/testing/yaml.ts';

test.each([
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.1Ki', '102400m'],
  ['1e3', '1e3'],
  ['2000000', '2M'],
  ['0', '0'],
  ['-1.5', '-1500m'],
  ['100Ki', '100Ki'],
  ['lots', undefined],
  ['1 Gi', undefined],
])('quantity %s is written %s', (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical));

describe('patterns are RE2', () => {
  test.each([
    ['^a+$', 'aaa', true],
    ['(?i)^abc$', 'ABC', true],
    ['^[[:alpha:]]+$', 'abc', true],
    ['^\\pL+$', 'äé', true],
    ['^(?P<name>x)$', 'x', true],
    ['\\Aab\\z', 'ab', true],
    ['^\\d{3}$', '12', false],
    ['^(?i)warn$', 'Warn', true],
    ['^(?i:w)arn$', 'WARN', false],
    ['((?i)a)b', 'AB', false],
    ['(?i)a(?-i)b', 'AB', false],
    ['(?U)a+', 'aa', true],
  ])('%s on %s: %s', (pattern, text, matches) => expect(compilePattern(pattern).test(text)).toBe(matches));

  test.each([
    '(?=a)',
    '(?!a)',
    '(?<=a)',
    '(a)\\1',
    '[',
    '(',
    ')',
    'a{1001}',
    '\\y',
    '\\',
    '[z-a]',
    '\\p{No}x\\p{Nope}',
    '(?x)a',
    '*',
  ])('%s is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow('error parsing regexp');
  });
});

test('versions go from stable to alpha, newer first', () => {
  const names = ['foo', 'v1beta1', 'v2alpha1', 'v1', 'v10', 'v2', 'v1beta2', 'bar'];
  expect(names.sort(compareVersions)).toEqual(['v10', 'v2', 'v1', 'v1beta2', 'v1beta1', 'v2alpha1', 'bar', 'foo']);
});

test('field sets come back as they were, with readable paths', () => {
  const fields = {
    'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:name': {} } }, 'f:set': { 'v:"a"': {} } },
  };
  const set = fromFieldsV1(fields);
  expect(toFieldsV1(set)).toEqual(fields);
  expect([...paths(set)].map(showPath)).toEqual([
    '.spec.ports[port=80,protocol="TCP"]',
    '.spec.ports[port=80,protocol="TCP"].name',
    '.spec.set[="a"]',
  ]);
});

test.each([
  ['a: on', { a: true }],
  ['a: 1_000', { a: 1000 }],
  ['a: 010', { a: 8 }],
  ['a: 1:30', { a: '1:30' }],
  ['a: 2024-01-01', { a: '2024-01-01' }],
  ['a: "on"', { a: 'on' }],
])('YAML %s is read as the API server does', (text, value) => expect(parseYaml(text)).toEqual(value));
