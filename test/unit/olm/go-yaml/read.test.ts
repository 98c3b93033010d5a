/** What go-yaml v2 reads and refuses; each of these was put before it by sigs.k8s.io/yaml v1.6.0. */
import { describe, expect, test } from 'vitest';
import { Unreadable } from '../../../../generators/core/olm/go-yaml/cursor.ts';
import { type GoYaml, readGoYaml } from '../../../../generators/core/olm/go-yaml/read.ts';

const read = (text: string): GoYaml => {
  const found = readGoYaml(text);
  if (found instanceof Unreadable) throw found;
  return found;
};

describe('read', () => {
  test.each<readonly [text: string, value: unknown]>([
    ['# nothing\n', null],
    ['a:\n- b\n- c: d\n  e: f\n', { a: ['b', { c: 'd', e: 'f' }] }],
    ['a: b\u2028c: d', { a: 'b', c: 'd' }],
    ['a: b\u2029 c', { a: 'b\u2029c' }],
    ['a: "b\u0085c"', { a: 'b c' }],
    ['a: |\u2028  b\u2028  c\n', { a: 'b\u2028c\n' }],
    ['a: b\r\r\nc: d', { a: 'b', c: 'd' }],
    [String.raw`a: "\'\x41\u00e9\U0001F600\N\_"`, { a: "'Aé😀\u0085\u00a0" }],
    ['a: "b\\\n   c"', { a: 'bc' }],
    ['a:\tb\t# c', { a: 'b' }],
    ['a: |\n  b\n  \tc\n', { a: 'b\n\tc\n' }],
    ['a: >\n  b\n  c\n\n  d\n   e\n', { a: 'b c\nd\n e\n' }],
    ['a: |2-\n   b\n\n', { a: ' b' }],
    ['a: >+\n  b\n\nc: d', { a: 'b\n\n', c: 'd' }],
    ["a: 'it''s\n\n  b'", { a: "it's\nb" }],
    [`${'k'.repeat(1024)}: b`, { ['k'.repeat(1024)]: 'b' }],
    [`${'😀'.repeat(1024)}: b`, { ['😀'.repeat(1024)]: 'b' }],
    [`? ${'k'.repeat(2000)}\n: b`, { ['k'.repeat(2000)]: 'b' }],
    ['{a: b, "c":d, e, ? f : g}', { a: 'b', c: 'd', e: null, f: 'g' }],
    ['[a: b, ? c : d, {e}]', [{ a: 'b' }, { c: 'd' }, { e: null }]],
    ['a: {b:c}', { a: { 'b:c': null } }],
    ['a: &b {c: d}\ne: {<<: *b, c: f}\ng: {c: f, <<: *b}', { a: { c: 'd' }, e: { c: 'f' }, g: { c: 'd' } }],
    ['<<: [{a: b}, {a: c, d: e}]', { a: 'b', d: 'e' }],
    ['a: &b {c: d}\ne: {!!merge <<: *b}\nf: {!!merge "<<": *b}', { a: { c: 'd' }, e: { c: 'd' }, f: { c: 'd' } }],
    ['"<<": {a: b}', { '<<': { a: 'b' } }],
    ['a: !!str 5\nb: !!int "5"\nc: !!float 5\nd: !!bool on\ne: ! 5', { a: '5', b: 5, c: 5, d: true, e: '5' }],
    ['a: y\nb: NO\nc: ~\nd: "~"\ne:', { a: true, b: false, c: null, d: '~', e: null }],
    ['a: 010\nb: 0x1F\nc: 1_000\nd: 1e3\ne: .5\nf: 08', { a: 8, b: 31, c: 1000, d: 1000, e: 0.5, f: 8 }],
    ['a: 12345678901234567890\nb: 2026-01-01\nc: 1:30', { a: 12345678901234567890n, b: '2026-01-01', c: '1:30' }],
    ['5: a\n1.5: b\nyes: c\n.inf: d', { 5: 'a', 1.5: 'b', true: 'c', '.inf': 'd' }],
    ['a: b\na: c', { a: 'c' }],
    ['a: !!str &b c\nd: *b', { a: 'c', d: 'c' }],
  ])('%j', (text, value) => {
    expect(read(text).value).toEqual(value);
  });
});

describe('refuse', () => {
  test.each<readonly [text: string, offset: number, message: string]>([
    ['a: b\n\t\nc: d', 5, 'OLM takes no tab where a line or its entry begins.'],
    ['a:\n-\tb', 4, 'OLM takes no tab where a line or its entry begins.'],
    ['a: |\n\tb', 5, 'OLM takes no tab where a line or its entry begins.'],
    ['a: b\n\tc', 5, 'OLM takes no tab where a line or its entry begins.'],
    [String.raw`a: "\ud83d\ude00"`, 4, String.raw`OLM reads no escape \ud83d.`],
    [String.raw`a: "\/"`, 4, String.raw`OLM reads no escape \/.`],
    [String.raw`a: "\U00110000"`, 4, String.raw`OLM reads no escape \U00110000.`],
    ['a: "b', 3, 'a closing quote is missing.'],
    [`${'k'.repeat(1025)}: b`, 0, 'this key has more than 1024 characters, and OLM reads none of that length.'],
    ['"b\n  c": d', 0, 'there is no colon behind this key on its line.'],
    ['a: b: c', 4, 'a mapping cannot begin here.'],
    ['a: - b', 3, 'an entry of a list cannot begin here.'],
    ['a: [b', 6, 'here "," or "]" must stand, not the end of the text.'],
    ['a: @b', 3, 'nothing begins with @.'],
    ['a: |x\n  b', 3, 'behind | and > there may be one digit from 1 to 9, one of + and -, and a comment.'],
    ['a: &é b', 3, 'the name of an anchor has letters of ASCII, digits, _ and - alone.'],
    ['a: *b', 3, 'the alias *b has no anchor.'],
    ['a: &b [*b]', 7, 'the alias *b contains itself.'],
    ['a: !b!c d', 3, 'this is no tag.'],
    ['a: !!int b', 9, '"b" is not what its tag !!int says.'],
    ['a: !!null b', 10, '"b" is not what its tag !!null says.'],
    ['a: !own b', 8, 'unresolved tag: !own.'],
    ['a: .inf', 3, '.inf is no number in JSON.'],
    ['~: b', 0, 'a key must be a string.'],
    ['{[a]: b}', 1, 'a key must be a string.'],
    ['? [a]\n: b', 2, 'a key must be a string.'],
    ['<<: a', 0, '<< merges a value that is no mapping.'],
    ['%YAML 1.1\na: b', 0, 'OLM reads no directive.'],
    ['a: b\n%OTHER\n', 5, 'OLM reads no directive.'],
    ['['.repeat(300), 200, 'the document has more than 200 levels.'],
  ])('%j', (text, offset, message) => {
    expect(readGoYaml(text)).toMatchObject({ offset, message });
  });

  test('aliases that stand for too much', () => {
    const levels = [...'bcdefgh'].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(', ')}]`,
    );
    expect(readGoYaml(['a: &a [x, x]', ...levels].join('\n'))).toMatchObject({
      message: 'aliases stand for too much of the document.',
    });
  });
});

test('know where parts stand, through merges too', () => {
  const text = 'a: &b\n  c: "d"\ne:\n  <<: *b\n  f: [g, |\n';
  const { offsetsOf } = read(text.replace(', |', ', h]'));
  expect(offsetsOf([])).toEqual({ value: 0 });
  expect(offsetsOf(['a', 'c'])).toEqual({ key: 8, value: 11 });
  expect(offsetsOf(['e', 'c'])).toEqual({ key: 8, value: 11 });
  expect(offsetsOf(['e', 'f', 1])).toEqual({ value: text.indexOf('|') });
  expect(offsetsOf(['e', 'x'])).toBeUndefined();
  expect(offsetsOf(['e', 'c', 'x'])).toBeUndefined();
});

test.each([
  ['a: b\n...\nc', 8],
  ['a: b\n%YAML 1.1\nc: d', 5],
  ['{a: b}{c: d}', 6],
  ['a: b\u2028---\nc', 5],
])('say where something stands behind the document %j', (text, rest) => {
  expect(read(text).rest).toBe(rest);
});
