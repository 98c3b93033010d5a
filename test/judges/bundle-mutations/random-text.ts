/** Texts of manifests with a few pieces of YAML put in and out at random: what no list of cases thinks of. */
import { type Draft, textOf } from './draft.ts';
import type { Mutation } from './mutation.ts';

const PIECES = [
  '- |? |: |:|-|a|b: c|"|\'|[|]|{|}|,|#| # c|&x |*x|<<: *x|!!merge <<: *x|<<: |!|!!|!x |! |!!int |!!str |!!float |!!bool |!!null |!!map |!!seq '.split(
    '|',
  ),
  'null ~ yes no off On 0x1F 010 0o7 1_000 .5_0 1e3 .inf -.inf .nan 12345678901234567890 1e400 2026-01-01 1:30 08 = << + -'.split(
    ' ',
  ),
  '\\ \\u0041 \\ud83d \\x4 \\U0001F600 \\/ \\\' \\"'.split(' '),
  '| |- > >+ |2 |2- >1 |0 % @ ` --- ... {} [] {a:b} [a] {?}'.split(' '),
  [
    '\t',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\n  ',
    '\n    ',
    '\n\t',
    '\n- ',
    '\n---\n',
    '\n...\n',
    '\\\n',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
  ],
  ['--- ', '{a: b}', '[a: b]', '{? a}', '[? ]', '\ufeff', 'é', '😀', '\u00a0', 'k'.repeat(1030)],
].flat();

/** Texts of bundles, as many as are asked for, the same ones for the same numbers from 0 to 1. */
export const randomTexts = (count: number, random: () => number): readonly Mutation[] =>
  Array.from({ length: count }, (_, i) => {
    const file = i % 2 === 0 ? 'csvPath' : 'crdPath';
    const changes = randomChanges(random);
    return {
      name: `${file === 'csvPath' ? 'CSV' : 'CRD'}, random text ${i}: ${JSON.stringify(changes)}`,
      change: (draft: Draft) => (draft.files[draft[file]] = changedText(textOf(draft.files[draft[file]]), changes)),
    };
  });

/** Short texts of YAML: one of some, changed, or pieces alone. */
export const randomYaml = (count: number, random: () => number): readonly string[] =>
  Array.from({ length: count }, (_, i) =>
    i % 3 === 0
      ? Array.from({ length: 1 + Math.floor(random() * 12) }, () => pieceOf(random)).join('')
      : changedText(SHORT[Math.floor(random() * SHORT.length)]!, randomChanges(random)),
  );

const SHORT = [
  'a: b\n',
  'a:\n  b: c\n  d:\n  - e\n  - f: g\n    h: i\n',
  '{"a": [1, "x", null], "b": {"c": true}}\n',
  'a: &x {b: c}\nd: *x\ne:\n  <<: *x\n  f: g\n',
  'a: |\n  x\n\n  y\nb: >-\n  z\n  w\n\n    v\n',
  "a: \"x\n  y\"\nb: 'it''s\n\n  z'\n",
  '- a\n- - b\n  - c\n-\n  d: e\n',
  '? a\n: b\n? - c\n: d\n',
  'a: x\n  y\n  z\nb: 5\n',
  '[a, [b, {c: d, "e": f}], g: h]\n',
  '# c\n---\na: b # d\n# e\n',
];

const pieceOf = (random: () => number): string => PIECES[Math.floor(random() * PIECES.length)]!;

const randomChanges = (random: () => number): readonly Change[] =>
  Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
    place: random(),
    kind: random(),
    piece: pieceOf(random),
  }));

const changedText = (text: string, changes: readonly Change[]): string => changes.reduce(changed, text).toWellFormed();

interface Change {
  /** From the beginning, 0, to the end, 1. */
  readonly place: number;
  readonly kind: number;
  readonly piece: string;
}

const changed = (text: string, { place, kind, piece }: Change): string => {
  const at = Math.floor(place * (text.length + 1));
  const lineEnd = text.indexOf('\n', at) + 1;
  // Anywhere, between lines, instead of a value or of an indentation, or nothing instead of a few letters.
  if (kind < 0.3) return text.slice(0, at) + piece + text.slice(at);
  if (kind < 0.5) return `${text.slice(0, lineEnd)}${piece}\n${text.slice(lineEnd)}`;
  if (kind < 0.75) return text.slice(0, at) + text.slice(at).replace(/(?<=: ).+/, () => piece);
  if (kind < 0.9) return text.slice(0, at) + text.slice(at).replace(/\n +/, (indent) => indent.slice(0, -1) + piece);
  return text.slice(0, at) + text.slice(at + 1 + Math.floor(kind * 4));
};
