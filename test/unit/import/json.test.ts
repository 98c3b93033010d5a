/** JSON is read at once where that is certain, to the same value and places as its tree. */
import { describe, expect, test } from 'vitest';
import { offsetsInJson, readJson } from '../../../generators/core/spec/plain-yaml/json.ts';
import { parseSource, placeOf } from '../../../generators/core/spec/source.ts';
import { createReport } from '../../../generators/core/spec/report.ts';
import { readValue } from '../../../generators/core/spec/value.ts';
import type { Path } from '../../../generators/core/spec/path.ts';

const TEXT = `\n{
\t"a" : {"b": [1, -2.5e3, {"c\\u0064\\"": "}],:\\\\"}, [], {}], "" : null},
\t"x/y": [true ,false, "\\ud83d\\ude00"]
, "8": "on"}\n`;

test('values are those of the tree', () => {
  const { document } = parseSource(TEXT, 'f.json');
  const report = createReport(parseSource(TEXT, 'f.json'));
  expect(readJson(TEXT)).toEqual(readValue(document, report));
});

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
  const { key, node } = placeOf(parseSource(TEXT, 'f.json').document, path);
  expect(offsetsInJson(TEXT, path, 0)).toEqual({
    ...(key?.range && { key: key.range[0] }),
    value: node!.range![0],
  });
});

test.for<readonly [path: Path]>([[['b']], [['a', 'b', 9]], [['8', 'x']], [['a', 'b', 0, 'x']]])(
  '%j is nowhere',
  ([path]) => expect(offsetsInJson(TEXT, path, 0)).toBe(undefined),
);

describe('what is not certain is left to the other reader', () => {
  test.for<readonly [what: string, text: string]>([
    ['a key twice', '{"a": 1, "a": 1}'],
    ['a key twice, once escaped', '{"a": 1, "\\u0061": 1}'],
    ['an integer that is too long', '{"a": 9007199254740993}'],
    ['a number that is too large', '{"a": 1e400}'],
    ['what is no JSON', '{"a": 010}'],
    ['two documents', '{"a": 1}\n{"a": 2}'],
    ['a list', '[1]'],
    ['a prototype', '{"__proto__": 1}'],
    ['depth', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`],
  ])('%s', ([, text]) => expect(readJson(text)).toBe(undefined));
});
