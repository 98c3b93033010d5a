/** The fast reader of YAML against the one that makes a tree: it may give up, but where it does not both read alike. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';
import type { Path } from '../../generators/core/spec/path.ts';
import { createReport } from '../../generators/core/spec/report.ts';
import { isEmpty, parseSource, parseSources, placeOf, type Source } from '../../generators/core/spec/source.ts';
import { readValue } from '../../generators/core/spec/value.ts';
import { runs } from './settings.ts';

const TEXTS = [
  'a: 1\nb:\n- x\n- y: z\n  k: |\n    text\n    more\n\nc: "q\\n"\nd: \'s\'\n',
  'a:\n  b: {c: d, e: [1, 2], f: "x"}\n  g: >-\n    fold\n    more\n\n    x\n  h:\n    plain\n    lines\n',
  '---\na: |2\n    x\n   y\nb:\n  - - 1\n    - 2\n  -\n    z: 1\n  - # c\n    k: v # d\n',
  "a: plain\n  more text\n\n  and\nb: \"dq\n  line\n\n  x\"\nc: 'it''s\n  y'\n",
  '"k": v\nl:\nm: ~\nn: []\no: {}\np: "\\x41\\u00e9\\n"\n',
  'description: |-\n  a\n   b\n  c\n   \n  d\nz: |+\n  k\n\n\ny: 1\n',
  '? a\n: b\n? - x\n: c\n',
  '? |\n  k\n: - 1\n  - 2\nz: {? q : 1, r: , "s":2, t}\n',
  'a: &x {k: 1}\nb: *x\nc:\n  <<: *x\n  d: !!str 5\n',
  'a: [1,\n  2, {x: y,\n  z: "m\n  n"}, p: q,\n  ]\nb: {\n  k: v,\n  # c\n  l: [a, b]\n}\n',
  '{"a": [1, 2.5, {"b\\u0041": null}],\n\t"c": "x\\/y", "d":true\n}\n',
  '{\n\t"a": {\n\t\t"b": [1, "x"],\n\t\t"c": {}\n\t}\n}\n',
  'a: >\n  f\n   m\n  n\n\n  o\n\n\n   p\n\nb: >2+\n    q\n\n  r\n\nc: >-\n\n  s\n\td\n',
  'a: |\n\n\n  b\n  \n    \nc: |\n   \n  d\ne: |\nf: |-\n\ng: |+\n\nh: 1\n',
  '%YAML 1.1\n---\na: yes\n...\n',
  '# c\na: # d\n  # e\n  b: c # f\n  # g\n\n # h\n  d: "x" # i\n# j\n',
  'yes: no\n1: 2\n~: 3\n0x1f: 4\n1.50: 5\n: 6\n',
  'a: "x\\\n  y\\\n\n  \\  z\\t"\nb: "\\U0001f600\\ud83d\\ude00\\_\\N\\e"\n',
  'a:\n- b\n-  - c\n   - d\n-   e: f\n    g: h\n- |\n i\n- >-\n j\n',
  "e: a#b\nf: http://a:80/#b\n'a b' : 1\n\"c\"  : 2\nd   : 'f' \n",
  'a: 012\nb: 0o17\nc: 1e400\nd: .inf\ne: 1_0\nf: 12:30:45\ng: 18446744073709551616\nh: =\ni: 2020-01-01T00:00:00Z\n',
  'x:\n  type: string\n  enum: ["on", "5", Always]\n  pattern: ^[a-z]+(: #)?$\n  default: 9007199254740993\n',
];

const WORDS = '~ null on y 1 0o7 010 1_000 .5 . 0x1f 1e3 -0 +1 1:30 2024-01-01 .inf = a é x "" \'\' {} []'.split(' ');
const INDICATORS = '# " \' \\ | |- |2 > >- { } [ ] , &a *a !t !!str ? -- --- ... % @ ` <<: : - ${a}'.split(' ');
const BLANKS = [
  '\n',
  '\n\n',
  ' ',
  '  ',
  '    ',
  '\t',
  '\r',
  '\n  ',
  '\n   ',
  '\n    ',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\r\n',
  '\n\t',
  '\ud800',
];
const PHRASES = [
  '- {}g:',
  '""x: 1',
  '\\U0f6001f0',
  '[]? x',
  '\n---\n',
  '\n--- ',
  '\n...\n',
  '\\n',
  '\\\n',
  '- - ',
  '- a: b',
  'b: c',
  'key: |\n  x\n',
  '# c\n',
  ' # c',
  '? ',
  '\n: ',
];
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

const valueOfTree = (document: Source['document']): JsonValue =>
  readValue(document, createReport(parseSource('', 'x')));

const valueOf = ({ plain, document }: Source): JsonValue => plain?.value ?? valueOfTree(document);

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
        const { plain } = parseSource(text, 'x');
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
          const plain = parseSource(printed, 'x').plain?.value;
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
        const { document, others } = parseSource(text, 'x');
        const trees = [document, ...others].filter((tree) => !isEmpty(tree));
        const sources = parseSources(text, 'x').filter((one) => one.plain !== undefined || !isEmpty(one.document));
        expect(sources.map(valueOf)).toEqual(trees.map(valueOfTree));
        expect(sources.map((one) => valueOfTree(one.document))).toEqual(trees.map(valueOfTree));
        for (const { plain, document } of sources.filter((one) => one.plain !== undefined))
          expect(plain?.offsetsOf([])).toEqual({ value: document.contents?.range[0] });
      }),
      runs(300),
    );
  });
});
