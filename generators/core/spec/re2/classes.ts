/** Sets of characters that RE2 has names for: POSIX, Perl and Unicode classes (Go's regexp/syntax). */
import type { Chars } from './syntax.ts';

/** The set without case: a character, or another case of it, is in it. */
export const folded =
  (has: Chars): Chars =>
  (char) =>
    has(char) || casesOf(char).some(has);

/** The set of all that is not in it. */
export const negated =
  (has: Chars): Chars =>
  (char) =>
    !has(char);

/** All characters between two, both included. */
export const range =
  (first: number, last: number): Chars =>
  (char) =>
    char >= first && char <= last;

const oneOf =
  (...ranges: readonly string[]): Chars =>
  (char) =>
    ranges.some((pair) => char >= pair.codePointAt(0)! && char <= pair.codePointAt(pair.length - 1)!);

const POSIX: Readonly<Record<string, Chars>> = {
  alnum: oneOf('09', 'AZ', 'az'),
  alpha: oneOf('AZ', 'az'),
  ascii: oneOf('\0\x7f'),
  blank: oneOf('\t', ' '),
  cntrl: oneOf('\0\x1f', '\x7f'),
  digit: oneOf('09'),
  graph: oneOf('!~'),
  lower: oneOf('az'),
  print: oneOf(' ~'),
  punct: oneOf('!/', ':@', '[`', '{~'),
  space: oneOf('\t\r', ' '),
  upper: oneOf('AZ'),
  word: oneOf('09', 'AZ', 'az', '_'),
  xdigit: oneOf('09', 'AF', 'af'),
};

/** `[:alpha:]`, `[:^alpha:]`; undefined for a name that there is not. */
export const posixClass = (name: string, fold: boolean): Chars | undefined => {
  const plain = name.replace(/^\^/, '');
  return Object.hasOwn(POSIX, plain) ? meant(POSIX[plain]!, fold, plain !== name) : undefined;
};

/** `\d`, `\s`, `\w` and their opposites. Without the vertical tab, unlike `[:space:]`. */
export const perlClass = (letter: string, fold: boolean): Chars | undefined => {
  const has = PERL[letter.toLowerCase()];
  return has === undefined ? undefined : meant(has, fold, letter !== letter.toLowerCase());
};

/** Other cases are added before the set is turned round. */
const meant = (has: Chars, fold: boolean, not: boolean): Chars => {
  const all = fold ? folded(has) : has;
  return not ? negated(all) : all;
};

const PERL: Readonly<Record<string, Chars>> = {
  d: POSIX.digit!,
  s: oneOf('\t\n', '\f\r', ' '),
  w: POSIX.word!,
};

/** What `\b` takes for a part of a word. */
export const isWordChar = (char: number | undefined): boolean => char !== undefined && PERL.w!(char);

/**
 * `\p{…}`: a general category or a script, as Go 1.26 finds them: case, spaces, dashes and underscores aside, scripts of one word
 * only; undefined for what there is not. The tables are JavaScript's own.
 */
export const unicodeClass = (name: string): Chars | undefined => {
  const plain = name.replaceAll(/[-_ ]/g, '').toLowerCase();
  if (plain === 'any') return () => true;
  if (plain === 'ascii') return POSIX.ascii;
  if (plain === 'assigned') return propertyClass('Assigned');
  const category = CATEGORIES.find((known) => known.replaceAll('_', '').toLowerCase() === plain);
  if (category !== undefined) return propertyClass(`gc=${category}`);
  // JavaScript knows scripts by their codes too, which have four letters; Go does not.
  if (!/^[a-z]+$/.test(plain) || (plain.length === 4 && !SCRIPTS_OF_FOUR.has(plain))) return undefined;
  try {
    return propertyClass(`Script=${plain.charAt(0).toUpperCase()}${plain.slice(1)}`);
  } catch {
    return undefined;
  }
};

const propertyClass = (property: string): Chars => {
  const pattern = new RegExp(`^\\p{${property}}$`, 'u');
  return (char) => pattern.test(String.fromCodePoint(char));
};

const SCRIPTS_OF_FOUR: ReadonlySet<string> = new Set(['ahom', 'cham', 'lisu', 'modi', 'newa', 'thai', 'toto']);

const CATEGORIES: readonly string[] =
  `L LC Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn
  Letter Cased_Letter Uppercase_Letter Lowercase_Letter Titlecase_Letter Modifier_Letter Other_Letter
  Mark Combining_Mark Nonspacing_Mark Spacing_Mark Enclosing_Mark Number Decimal_Number digit Letter_Number Other_Number
  Punctuation punct Connector_Punctuation Dash_Punctuation Open_Punctuation Close_Punctuation Initial_Punctuation
  Final_Punctuation Other_Punctuation Symbol Math_Symbol Currency_Symbol Modifier_Symbol Other_Symbol
  Separator Space_Separator Line_Separator Paragraph_Separator Other Control cntrl Format Surrogate Private_Use Unassigned`.split(
    /\s+/,
  );

/** Simple case folding, as far as one character becomes one character. */
const casesOf = (char: number): number[] => {
  const text = String.fromCodePoint(char);
  return [text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase(), text.toLowerCase().toUpperCase()]
    .concat(FOLDS[text.toLowerCase()] ?? [])
    .filter((other) => other !== text && [...other].length === 1)
    .map((other) => other.codePointAt(0)!);
};

/** Characters that fold onto ASCII letters besides these. */
const FOLDS: Readonly<Record<string, string[]>> = { k: ['\u212a'], s: ['\u017f'] };
