import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toCommentedYaml, toYaml } from '../../../generators/core/emit/yaml.ts';
import { throughHelm } from './through-helm.ts';

const quoted = [
  'y',
  'N',
  'yes',
  'No',
  'on',
  'OFF',
  'true',
  'null',
  '~',
  '',
  '1',
  '-1',
  '+1',
  '010',
  '0o17',
  '+0o7',
  '0x1F',
  '0b11',
  '1_000',
  '0x1_0',
];
const quotedToo = [
  '.5',
  '1.',
  '1e3',
  '1.5E-3',
  '.inf',
  '-.Inf',
  '.NaN',
  '1:30',
  '190:20:30.15',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '=',
  '<<',
];
const plain = [
  'a',
  'onto',
  'v1',
  '1.6-alpine',
  'memcached:1.6-alpine',
  '0.1.0',
  '--leader-elect',
  '1s',
  'x_1',
  '.spec.size',
  'é',
  '${x}',
];

test.each([...quoted, ...quotedToo])('%j is quoted, as value and as key', (text) => {
  expect(toYaml({ [text]: text })).toBe(`"${text}": "${text}"\n`);
});

test.each(plain)('%j is plain', (text) => {
  expect(toYaml({ [text]: text })).toBe(`${text}: ${text}\n`);
});

test('text of several lines is a block, whatever its length, and nothing is an alias', () => {
  const shared = { text: `${'word '.repeat(60).trim()}\n\n\ttab\nend \n` };
  expect(toYaml({ a: shared, b: [shared] })).toBe(`\
a:
  text: |
    ${shared.text.split('\n')[0]}

    \ttab
    end 
b:
  - text: |
      ${shared.text.split('\n')[0]}

      \ttab
      end 
`);
});

test('comments stand above their keys', () => {
  const comments = new Map([
    ['a', 'First.'],
    ['a.b', 'Within.'],
    ['c', 'Two\n\nlines.'],
  ]);
  expect(toCommentedYaml({ a: { b: 1, x: { b: 2 } }, c: [] }, comments)).toBe(`\
# First.
a:
  # Within.
  b: 1
  x:
    b: 2

# Two
#
# lines.
c: []
`);
});

test.each<[string, object, string]>([
  ['nothing', {}, '{}\n'],
  ['empty values', { a: {}, b: [], c: null, d: undefined }, 'a: {}\nb: []\nc: null\n'],
  ['lists of lists and mappings', [[1, [2]], { a: 1, b: [3] }], '- - 1\n  - - 2\n- a: 1\n  b:\n    - 3\n'],
  ['numbers', [-1, 1e21, 1.5e-7, true], '- -1\n- 1e+21\n- 1.5e-7\n- true\n'],
  ['quotes', [`"a"`, `'a'`, `"a" 'b'`], `- '"a"'\n- "'a'"\n- "\\"a\\" 'b'"\n`],
  ['what would end a document', { '---': '---', a: { '...': 1 } }, '"---": ---\na:\n  ...: 1\n'],
  ['lines that begin with spaces', { a: '  b\nc' }, 'a: |2-\n    b\n  c\n'],
  ['empty lines at the end', { a: 'b\n\n', c: 1 }, 'a: |+\n  b\n\nc: 1\n'],
  ['a key that readers would not look for', { ['k'.repeat(1025)]: { a: 1 } }, `? ${'k'.repeat(1025)}\n: a: 1\n`],
])('%s', (_, value, expected) => {
  expect(toYaml(value)).toBe(expected);
  expect(parse(expected)).toEqual(JSON.parse(JSON.stringify(value)));
});

/** What strings are made of that readers trip over. */
const PIECES = [
  [
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    '\n ',
    '\n\t',
    ' \n',
    '\0',
    '\u001B',
    '\u007F',
    '\u0085',
    '\u00A0',
    '\u2028',
    '\uFEFF',
  ],
  [
    '#',
    ' #',
    ':',
    ': ',
    '-',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    '{{',
    ',',
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    '\\',
  ],
  ['---', '\n---\n', '...', '${x}', '*/', 'a', 'b c', 'é', '漢', '🎉', 'y', 'on', 'null', '~', '=', '<<'],
  ['1', '0x', '0o', '0b', '_', '.', '+', 'e', '1:30', '2024-01-01', '.nan', 'Inf'],
].flat();

const hostileStrings = (): readonly string[] => {
  let seed = 42;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const drawn = Array.from({ length: 5000 }, () =>
    Array.from({ length: random(8) }, () => PIECES[random(PIECES.length)]!).join(''),
  );
  return [...new Set([...PIECES, ...PIECES.flatMap((a) => PIECES.map((b) => a + b)), ...drawn])];
};

describe('every reader reads what was written', () => {
  const strings = hostileStrings();
  const value = {
    list: strings,
    keys: Object.fromEntries(strings.map((text, index) => [text, index])),
    nested: [[strings.slice(-50)]],
  };

  test('YAML 1.2', () => {
    expect(parse(toYaml(value))).toEqual(value);
  });

  test('go-yaml', async () => {
    expect(JSON.parse(await throughHelm(value, 'toJson'))).toEqual(value);
  });
});
