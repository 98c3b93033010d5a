/** Texts of manifests with a few pieces of YAML put in and out at random: what no list of cases thinks of. */
import { type Draft, textOf } from './draft.ts';
import type { Mutation } from './mutation.ts';

const PIECES = [
  '- |? |: |:|-|a|b: c|"|\'|[|]|{|}|,|#| # c|&x |*x|<<: *x|<<: |!|!!|!x |! |!!int |!!str |!!float |!!bool |!!null |!!map |!!seq '.split(
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

/** As many as are asked for, the same ones for the same numbers from 0 to 1. */
export const randomTexts = (count: number, random: () => number): readonly Mutation[] =>
  Array.from({ length: count }, (_, i) => {
    const file = i % 2 === 0 ? 'csvPath' : 'crdPath';
    const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
      place: random(),
      kind: random(),
      piece: PIECES[Math.floor(random() * PIECES.length)]!,
    }));
    return {
      name: `${file === 'csvPath' ? 'CSV' : 'CRD'}, random text ${i}: ${JSON.stringify(changes)}`,
      change: (draft: Draft) =>
        (draft.files[draft[file]] = changes.reduce(changed, textOf(draft.files[draft[file]])).toWellFormed()),
    };
  });

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
