/** The fast reader of YAML against the one that makes a tree: it may give up, but where it does not both read alike. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';
import type { Path } from '../../generators/core/spec/path.ts';
import { plainDocument } from '../../generators/core/spec/plain-yaml/places.ts';
import { createReport } from '../../generators/core/spec/report.ts';
import { parseSource, parseSources, placeOf } from '../../generators/core/spec/source.ts';
import { readValue } from '../../generators/core/spec/value.ts';
import { runs } from './settings.ts';

const TEXTS = [
  'a: 1\nb:\n- x\n- y: z\n  k: |\n    text\n    more\n\nc: "q\\n"\nd: \'s\'\n',
  'a:\n  b: {c: d, e: [1, 2], f: "x"}\n  g: >-\n    fold\n    more\n\n    x\n  h:\n    plain\n    lines\n',
  '---\na: |2\n    x\n   y\nb:\n  - - 1\n    - 2\n  -\n    z: 1\n  - # c\n    k: v # d\n',
  "a: plain\n  more text\n\n  and\nb: \"dq\n  line\n\n  x\"\nc: 'it''s\n  y'\n",
  '"k": v\nl:\nm: ~\nn: []\no: {}\np: "\\x41\\u00e9\\n"\n',
  'description: |-\n  a\n   b\n  c\n   \n  d\nz: |+\n  k\n\n\ny: 1\n',
  'x:\n  type: string\n  enum: ["on", "5", Always]\n  pattern: ^[a-z]+(: #)?$\n  default: 9007199254740993\n',
];

const WORDS = '~ null on y 1 0o7 010 1_000 .5 . 0x1f 1e3 -0 +1 1:30 2024-01-01 .inf = a é x "" \'\' {} []'.split(' ');
const INDICATORS = '# " \' \\ | |- |2 > >- { } [ ] , &a *a !t !!str ? -- --- ... % @ ` <<: : - ${a}'.split(' ');
const BLANKS = ['\n', '\n\n', ' ', '  ', '    ', '\t', '\r', '\n  ', '\n   ', '\n    ', '\u00a0', '\u2028', '\ufeff'];
const PHRASES = ['\n---\n', '\\n', '- - ', '- a: b', 'b: c', 'key: |\n  x\n'];
const BITS = [
  ...[...WORDS, ...INDICATORS].flatMap((word) => [word, `${word} `, ` ${word}`, `${word}\n`]),
  ...BLANKS,
  ...PHRASES,
];

/** A change to a text: remove some, repeat some, or put something in; places are shares of its length. */
type Change = readonly [kind: number, at: number, length: number, bit: string];
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(3),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat(12),
  fc.constantFrom(...BITS),
);

const changed = (text: string, [kind, share, length, bit]: Change): string => {
  const at = Math.floor(share * text.length);
  if (kind === 0) return text.slice(0, at) + text.slice(at + length);
  return kind === 1 ? text.slice(0, at + length) + text.slice(at) : text.slice(0, at) + bit + text.slice(at);
};

const mangled = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(change, { minLength: 0, maxLength: 4 }))
  .map(([text, changes]) => changes.reduce(changed, text));

/** What the reader that makes a tree says: the value, or that something is wrong. */
const throughTree = (text: string): { readonly value: JsonValue } | 'wrong' => {
  const source = parseSource(text, 'x');
  const report = createReport(source);
  const value = readValue(source.document, report);
  const wrong = [...source.document.errors, ...source.document.warnings, ...source.others, ...report.problems()];
  return wrong.length > 0 ? 'wrong' : { value };
};

const pathsOf = (value: JsonValue | undefined, path: Path): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? [path]
    : [
        path,
        ...Object.entries(value).flatMap(([key, item]) =>
          pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ];

describe('plain YAML', () => {
  test('says what the tree says, and where, or nothing', () => {
    let sure = 0;
    fc.assert(
      fc.property(mangled, (text) => {
        const plain = plainDocument(text);
        if (plain === undefined) return;
        sure++;
        expect(throughTree(text)).toEqual({ value: plain.value });
        const { document } = parseSource(text, 'x');
        for (const path of pathsOf(plain.value, [])) {
          const { key, node } = placeOf(document, path);
          const found = plain.offsetsOf(path);
          expect({ path, key: found?.key }).toEqual({ path, key: key?.range?.[0] });
          expect({ path, value: found?.value ?? node?.range?.[0] }).toEqual({ path, value: node?.range?.[0] });
        }
      }),
      runs(8000),
    );
    expect(sure).toBeGreaterThan(500);
  });

  test('reads whatever our printer prints', () => {
    const key = fc.oneof(
      fc.stringMatching(/^[a-z][\w.-]{0,9}$/),
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom('on', '5', '~', ''),
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^([\w :#'"{}[\]\\-]{0,12}\n?){0,4}$/),
      fc.constantFrom('on', '0x1f', '1_000', '', ' x', 'x ', '\n', 'a\n', 'a\n\n', ' a\nb', '${x}'),
    );
    const leaf = fc.oneof(
      text,
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    const value = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    let sure = 0;
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, noNullPrototype: true }),
        (root) => {
          const printed = toYaml(root);
          const plain = plainDocument(printed)?.value;
          if (plain === undefined) return;
          sure++;
          expect({ value: plain as JsonObject }).toEqual(throughTree(printed));
        },
      ),
      runs(1500),
    );
    expect(sure).toBeGreaterThan(750);
  });

  test('is told apart into documents as the tree is', () => {
    const marker = fc.constantFrom('---\n', '--- # c\n', '# c\n---\n', '---\n# c\n', '\n---\n\n');
    const texts = fc.array(
      fc.tuple(marker, fc.constantFrom(...TEXTS.map((text) => text.replace(/^---\n/, '')), '', '# c\n')),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.flat().join('');
        const sources = parseSources(text, 'x');
        const { document, others } = parseSource(text, 'x');
        const read = (one: (typeof sources)[number]): JsonValue =>
          one.plain?.value ?? readValue(one.document, createReport(one));
        const trees = [document, ...others].map((tree) => readValue(tree, createReport(parseSource('', 'x'))));
        expect(sources.map(read).filter((one) => one !== null)).toEqual(trees.filter((one) => one !== null));
        for (const plain of sources.map((one) => one.plain).filter((one) => one !== undefined))
          expect(text.slice(plain.offsetsOf([])?.value)).toMatch(new RegExp(`^"?${Object.keys(plain.value)[0]}`));
      }),
      runs(300),
    );
  });
});
