/** Patterns of a CRD are RE2, Go's regular expressions: whether they are legal, and what they match, without JavaScript's own. */
import { matcher } from './re2/match.ts';
import { parsePattern } from './re2/parse.ts';
import { PatternError } from './re2/syntax.ts';

export type Pattern =
  | { readonly ok: true; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

/** Reads a pattern as the API server would. */
export const readPattern = (pattern: string): Pattern => {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const read = parse(pattern);
  patterns.set(pattern, read);
  return read;
};

/** Large CRDs repeat the same few patterns hundreds of times. */
const patterns = new Map<string, Pattern>();

const parse = (pattern: string): Pattern => {
  try {
    const tree = parsePattern(pattern);
    let matches: ((text: string) => boolean) | undefined;
    return { ok: true, matches: (text) => (matches ??= matcher(tree))(text) };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { ok: false, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) };
  }
};
