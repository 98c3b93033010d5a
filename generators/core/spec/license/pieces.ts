/** The text of a license expression to its pieces. What stands between operators and parentheses is one term, however many words it has. */

export interface Piece {
  /** 'license' and 'exception' by their place: an exception is what stands behind WITH. */
  readonly kind: 'license' | 'exception' | 'operator' | 'open' | 'close';
  readonly text: string;
}

/** The pieces in their order. */
export const piecesOf = (text: string): readonly Piece[] => {
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  const pieces: Piece[] = [];
  for (const [i, word] of words.entries()) {
    const kind = kindOf(word, words[i + 1]);
    const before = pieces.at(-1);
    if (kind !== 'term') pieces.push({ kind, text: word });
    else if (before?.kind === 'license' || before?.kind === 'exception')
      pieces[pieces.length - 1] = { ...before, text: `${before.text} ${word}` };
    else
      pieces.push({
        kind: before?.kind === 'operator' && /^with$/i.test(before.text) ? 'exception' : 'license',
        text: word,
      });
  }
  return pieces;
};

const kindOf = (word: string, next: string | undefined): 'operator' | 'open' | 'close' | 'term' => {
  if (word === '(') return 'open';
  if (word === ')') return 'close';
  // Part of a name that people write: LGPL v2.1 or later.
  if (/^or$/i.test(word) && /^(?:later|newer)$/i.test(next ?? '')) return 'term';
  return /^(?:and|or|with)$/i.test(word) ? 'operator' : 'term';
};
