/** JSON is read at once, to the same value and places as its tree. */
import { describe, expect, test } from 'vitest';
import type { Path } from '../../../generators/core/spec/path.ts';
import { parseSource, placeOf } from '../../../generators/core/spec/source.ts';
import { createReport } from '../../../generators/core/spec/report.ts';
import { readValue } from '../../../generators/core/spec/value.ts';

const TEXT = `\n{
\t"a" : {"b": [1, -2.5e3, {"c\\u0064\\"": "}],:\\\\"}, [], {}], "" : null},
\t"x/y": [true ,false, "\\ud83d\\ude00"]
, "8": "on"}\n`;
const source = parseSource(TEXT, 'f.json');

const throughTree = (text: string) => {
  const { document } = parseSource(text, 'f.json');
  return readValue(document, createReport(parseSource('', 'f.json')));
};

test('values are those of the tree', () => expect(source.plain?.value).toEqual(throughTree(TEXT)));

test.for<readonly [path: Path]>([
  [[]],
  [['a']],
  [['a', 'b']],
  [['a', 'b', 1]],
  [['a', 'b', 2, 'cd"']],
  [['a', 'b', 3]],
  [['a', 'b', 4]],
  [['a', '']],
  [['x/y']],
  [['x/y', 2]],
  [['8']],
])('%j is where it is in the tree', ([path]) => {
  const { key, node } = placeOf(source.document, path);
  expect(source.plain?.offsetsOf(path)).toEqual({
    ...(key?.range && { key: key.range[0] }),
    value: node!.range![0],
  });
});

test.for<readonly [path: Path]>([[['b']], [['a', 'b', 9]], [['8', 'x']], [['a', 'b', 0, 'x']]])(
  '%j is nowhere',
  ([path]) => expect(source.plain?.offsetsOf(path)).toBe(undefined),
);

describe('read as the tree', () => {
  test.for<readonly [what: string, text: string]>([
    ['an integer that is too long for a number', '{"a": 9007199254740993}'],
    ['a number that is too large', '{"a": 1e400}'],
    ['a number as JSON has none', '{"a": 010}'],
    ['a prototype', '{"__proto__": 1}'],
  ])('%s', ([, text]) => {
    const { plain } = parseSource(text, 'f.json');
    expect(plain?.value).toEqual(throughTree(text));
    expect(Object.keys(plain?.value ?? {})).toHaveLength(1);
  });
});

describe('what is wrong, or not certain, is left to the other reader', () => {
  test.for<readonly [what: string, text: string]>([
    ['a key twice', '{"a": 1, "a": 1}'],
    ['a key twice, once escaped', '{"a": 1, "\\u0061": 1}'],
    ['two documents', '{"a": 1}\n{"a": 2}'],
    ['a list', '[1]'],
    ['depth', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`],
  ])('%s', ([, text]) => expect(parseSource(text, 'f.json').plain).toBe(undefined));
});
