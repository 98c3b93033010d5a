/** Three-way merge of text by lines. */
import { diff3Merge } from 'node-diff3';

export interface TextMerge {
  /** Where both sides changed the same lines it has the generated ones. */
  readonly text: string;
  /** Absent when the merge is clean; else the text with both sides between conflict markers. */
  readonly marked?: string;
}

/** Merges what `yours` and `generated` made of `base`, line by line. Texts have LF line ends. */
export const mergeText = (base: string, yours: string, generated: string): TextMerge => {
  const regions = diff3Merge(yours.split('\n'), base.split('\n'), generated.split('\n'));
  const text = regions.flatMap((region) => region.ok ?? region.conflict?.b ?? []).join('\n');
  if (regions.every((region) => region.conflict === undefined)) return { text };
  const marked = regions.flatMap((region) => region.ok ?? (region.conflict === undefined ? [] : mark(region.conflict)));
  return { text, marked: marked.join('\n') };
};

const mark = ({ a, o, b }: { readonly a: string[]; readonly o: string[]; readonly b: string[] }): readonly string[] => [
  '<<<<<<< yours',
  ...a,
  '||||||| generated before',
  ...o,
  '=======',
  ...b,
  '>>>>>>> generated now',
];
