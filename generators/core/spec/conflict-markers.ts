/** What git leaves in a text where it could not merge two sides: one fault, however much of the text it makes unreadable. */
import type { Problem } from './problem.ts';

/** The words for it. */
export const CONFLICT_MARKERS = {
  message: 'has conflict markers of git (<<<<<<<).',
  hint: 'Decide for one side, and remove the markers.',
} as const;

/** Alone, or before what git calls the side; seven `=` may also be what underlines a heading. */
const MARKER = /^([<=>])\1{6}(?=[ \r\n]|$)/gm;

/** Where the first one begins: undefined unless all three of it are there, in their order. */
export const conflictMarker = (text: string): number | undefined => {
  let [begin, divided] = [undefined as number | undefined, false];
  for (const { 1: sign, index } of text.matchAll(MARKER)) {
    if (sign === '<') [begin, divided] = [begin ?? index, false];
    else if (sign === '=') divided = begin !== undefined;
    else if (divided) return begin;
  }
  return undefined;
};

/** The problem of a file that has them. */
export const conflictProblem = (file: string, text: string): Problem | undefined => {
  const offset = conflictMarker(text);
  if (offset === undefined) return undefined;
  const line = text.slice(0, offset).split('\n').length;
  return { file, line, column: 1, path: '', ...CONFLICT_MARKERS, severity: 'error' };
};
