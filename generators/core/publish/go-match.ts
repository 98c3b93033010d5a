/** Patterns of Go's `filepath.Match`, which .helmignore has: `*` and `?` stop at a slash, `[a-z]` and `[^a-z]` are classes, `\` escapes. */

/** The regular expression that matches the same whole texts, or undefined where Go says "syntax error in pattern". */
export const goPattern = (pattern: string): RegExp | undefined => {
  const parts: string[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length;) {
    const character = characters[at]!;
    if (character === '[') {
      const found = readClass(characters, at + 1);
      if (found === undefined) return undefined;
      parts.push(found.source);
      at = found.end;
      continue;
    }
    if (character === '\\') at += 1;
    if (at >= characters.length) return undefined;
    parts.push(character === '*' ? '[^/]*' : character === '?' ? '[^/]' : escape(characters[at]!));
    at += 1;
  }
  return new RegExp(`^${parts.join('')}$`, 'su');
};

const escape = (character: string): string => character.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`);

interface Class {
  readonly source: string;
  /** After the closing bracket. */
  readonly end: number;
}

const readClass = (characters: readonly string[], begin: number): Class | undefined => {
  let at = begin;
  const isNegated = characters[at] === '^';
  if (isNegated) at += 1;
  const ranges: string[] = [];
  const readOne = (): string | undefined => {
    if (characters[at] === '-' || characters[at] === ']') return undefined;
    if (characters[at] === '\\') at += 1;
    return characters[at++];
  };
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = readOne();
    if (low === undefined) return undefined;
    let high = low;
    if (characters[at] === '-') {
      at += 1;
      const other = readOne();
      if (other === undefined) return undefined;
      high = other;
    }
    // A range that is upside down matches nothing, and is no error.
    if (low.codePointAt(0)! <= high.codePointAt(0)!) ranges.push(`\\u{${code(low)}}-\\u{${code(high)}}`);
    else ranges.push('');
  }
  const inside = ranges.join('');
  if (inside === '') return { source: isNegated ? '[^]' : '[]', end: at + 1 };
  return { source: isNegated ? `[^${inside}]` : `[${inside}]`, end: at + 1 };
};

const code = (character: string): string => character.codePointAt(0)!.toString(16);
