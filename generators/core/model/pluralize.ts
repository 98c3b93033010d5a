/** English plurals exactly as controller-gen has them: gobuffalo/flect's Pluralize, oddities included. */
import { ACRONYMS, ALTERNATIVES, ENDINGS, EXACT, ONE_WAY, WORDS } from './plural-words.ts';

interface Tables {
  readonly acronyms: ReadonlySet<string>;
  readonly plurals: ReadonlySet<string>;
  readonly words: ReadonlyMap<string, string>;
  readonly endings: readonly (readonly [ending: string, replacement: string])[];
}

let tables: Tables | undefined;

/** 'HealthCheckPolicy' → 'healthcheckpolicies'. */
export const pluralize = (kind: string): string => {
  const { acronyms, plurals, words, endings } = (tables ??= readTables());
  const whole = words.get(kind);
  if (whole !== undefined) return whole.toLowerCase();
  if (plurals.has(kind)) return kind.toLowerCase();

  const last = lastWord(kind, acronyms);
  const lower = last.toLowerCase();
  const replace = (plural: string): string =>
    ((kind.endsWith(last) ? kind.slice(0, kind.length - last.length) : kind) + plural).toLowerCase();
  if (plurals.has(lower)) return kind.toLowerCase();
  const word = words.get(lower);
  if (word !== undefined) return replace(word);
  for (const [ending, replacement] of endings)
    if (last.endsWith(ending)) return replace(last.slice(0, last.length - ending.length) + replacement);
  return lower.endsWith('s') ? kind.toLowerCase() : `${kind.toLowerCase()}s`;
};

/** The part after the last capital that begins a word. */
const lastWord = (kind: string, acronyms: ReadonlySet<string>): string => {
  const known = (word: string): string => (acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word);
  if (acronyms.has(kind.toUpperCase())) return kind.toUpperCase();
  const isUpper = (character: string): boolean => character >= 'A' && character <= 'Z';
  let word = '';
  let previous = '';
  for (const character of kind) {
    if (isUpper(character) && (!isUpper(previous) || acronyms.has(word.toUpperCase()))) word = '';
    word += character;
    previous = character;
  }
  return known(word);
};

const readTables = (): Tables => {
  const read = (table: string): (readonly [string, string])[] =>
    table
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [singular, plural] = entry.split(':') as [string, string?];
        return [singular, plural ?? singular];
      });
  const [exact, words, endings] = [read(EXACT), read(WORDS), read(ENDINGS)];
  const oneWay = new Set(ONE_WAY.trim().split(/\s+/));
  const twoWays = [...exact, ...words].filter(([, plural]) => !oneWay.has(plural));
  return {
    acronyms: new Set(ACRONYMS.trim().split(/\s+/)),
    plurals: new Set([...twoWays.map(([, plural]) => plural), ...ALTERNATIVES.trim().split(/\s+/)]),
    words: new Map([...exact, ...words]),
    // A rule each, after one that leaves the plural alone.
    endings: [...words.toReversed(), ...endings].flatMap(([singular, plural]) => [
      [plural, plural] as const,
      [singular, plural] as const,
    ]),
  };
};
