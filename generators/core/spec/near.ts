/** The candidate that was probably meant: the nearest by edits, if it is near enough; ties go to the first. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.toLowerCase() === word.toLowerCase()) return candidate;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance && distance < candidate.length) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/**
 * `Did you mean "maximum"?`, or what is possible instead when nothing is near; undefined when there is no candidate. `otherwise` says of
 * several what they are.
 */
export const suggest = (word: string, candidates: readonly string[], otherwise = 'Known'): string | undefined => {
  const near = nearest(word, candidates);
  if (near !== undefined) return `Did you mean ${quote(near)}?`;
  return candidates.length === 0 ? undefined : `${listing(otherwise, candidates)}.`;
};

/** `There are: a, b`; of one, `There is: a`. No full stop. */
export const listing = (are: string, names: readonly string[]): string => {
  const shown = names.slice(0, 12).join(', ');
  return `${names.length === 1 ? singular(are) : are}: ${shown}${names.length > 12 ? ', …' : ''}`;
};

/** What is said of several, of one. */
const singular = (are: string): string =>
  are
    .replace(/^There are$/, 'There is')
    .replace(/^Use one of$/, 'Use')
    .replace(/^(Channel|Command)s$/, '$1');

/** How a word of the user's input appears in a message: quoted, on one line, not endless. */
export const quote = (word: string): string => JSON.stringify(word.length > 80 ? `${word.slice(0, 77)}…` : word);

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
const editDistance = (a: string, b: string): number => {
  if (Math.abs(a.length - b.length) > 8 || a.length > 64) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
};
