/**
 * Three-way merge of one file: what the user and the generator each made of the text that was generated before.
 * JSON and YAML are merged by key, so that neighbouring changes do not collide; where a merge by lines comes to the same
 * value it is preferred, because it keeps the user's layout and brings the generator's comments.
 */
import { isDeepStrictEqual } from 'node:util';
import { mergeText } from './merge-text.ts';
import { mergeValues } from './merge-values.ts';

export interface Merge {
  /** Where both sides changed the same thing it has the generated side. */
  readonly text: string;
  /** Absent when the merge is clean: what both sides changed, for the user to read. */
  readonly conflict?: { readonly places: readonly string[]; readonly marked?: string };
}

interface Sides {
  readonly base: string;
  readonly yours: string;
  readonly generated: string;
}

/** Merges by the file's kind, known by its name. The result has the line ends of `yours`. */
export const mergeFile = async (path: string, base: string, yours: string, generated: string): Promise<Merge> => {
  const crlf = yours.includes('\r\n');
  const sides = { base, yours: yours.replaceAll('\r\n', '\n'), generated };
  const merged = await mergeByKind(path, sides);
  return crlf ? { ...merged, text: merged.text.replaceAll('\n', '\r\n') } : merged;
};

const mergeByKind = async (path: string, sides: Sides): Promise<Merge> => {
  if (path.endsWith('.json')) return mergeJson(sides) ?? mergeLines(sides);
  if (/\.ya?ml$/.test(path)) return (await mergeYaml(sides)) ?? mergeLines(sides);
  return mergeLines(sides);
};

const mergeLines = ({ base, yours, generated }: Sides): Merge => {
  const { text, marked } = mergeText(base, yours, generated);
  return marked === undefined ? { text } : { text, conflict: { places: [], marked } };
};

const mergeJson = (sides: Sides): Merge | undefined => {
  const [base, yours, generated] = [parseJson(sides.base), parseJson(sides.yours), parseJson(sides.generated)];
  if (yours === undefined || generated === undefined) return undefined;
  const { value, conflicts } = mergeValues(base, yours, generated);
  const lines = mergeLines(sides);
  if (conflicts.length === 0 && lines.conflict === undefined && isDeepStrictEqual(parseJson(lines.text), value))
    return lines;
  const indent = /^[\t ]+/m.exec(sides.yours)?.[0] ?? '  ';
  return withConflicts(`${JSON.stringify(value, undefined, indent)}\n`, conflicts, lines);
};

const mergeYaml = async (sides: Sides): Promise<Merge | undefined> => {
  const { editYaml, parseYaml } = await import('./merge-yaml.ts');
  const [base, yours, generated] = [parseYaml(sides.base), parseYaml(sides.yours), parseYaml(sides.generated)];
  if (yours === undefined || generated === undefined) return undefined;
  const { value, conflicts } = mergeValues(base?.toJS() ?? undefined, yours.toJS(), generated.toJS());
  const lines = mergeLines(sides);
  if (conflicts.length === 0 && lines.conflict === undefined && isDeepStrictEqual(parseYaml(lines.text)?.toJS(), value))
    return lines;
  const text = editYaml(yours, value);
  return text === undefined ? undefined : withConflicts(text, conflicts, lines);
};

const withConflicts = (text: string, places: readonly string[], { conflict }: Merge): Merge =>
  places.length === 0 ? { text } : { text, conflict: { ...conflict, places } };

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
