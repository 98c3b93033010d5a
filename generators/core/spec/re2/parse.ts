/**
 * Reads a pattern as Go's regexp/syntax does with its Perl flags: what kube-apiserver compiles patterns with. Refused is exactly what
 * it refuses, with a PatternError.
 */
import { folded, negated, range } from './classes.ts';
import { type Cursor, readBracket, readClassEscape, readEscape } from './escape.ts';
import { type Chars, type Node, PatternError, type Place } from './syntax.ts';

interface Flags {
  readonly fold: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
}

/** An open group: what its alternatives are so far, and the flags that come back when it is closed. */
interface Group {
  readonly choices: Node[];
  sequence: Node[];
  readonly outer: Flags;
}

/** Go's limits: copies of the innermost repetition, and depth of nesting. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;

/** The tree of a pattern. */
export const parsePattern = (pattern: string): Node => {
  const cursor: Cursor = { chars: [...pattern], at: 0 };
  const { chars } = cursor;
  let flags: Flags = { fold: false, lines: false, dotAll: false };
  let group = openGroup(flags);
  const outer: Group[] = [];
  let repeated = false;

  const push = (node: Node): void => void group.sequence.push(node);
  const pushChars = (has: Chars): void => push({ type: 'chars', has: flags.fold ? folded(has) : has });
  const pushChar = (char: number): void => pushChars(range(char, char));
  const pushPlace = (place: Place): void => push({ type: 'place', place });
  const open = (): void => {
    if (outer.length >= MAX_DEPTH) throw new PatternError('is nested too deeply.', 'Use fewer groups.');
    outer.push(group);
    group = openGroup(flags);
  };

  while (cursor.at < chars.length) {
    const char = chars[cursor.at]!;
    const wasRepeated = repeated;
    repeated = false;
    const repetition = /[*+?{]/.test(char) ? readRepetition(cursor) : undefined;
    if (repetition !== undefined) {
      repeat(group.sequence, repetition, wasRepeated);
      repeated = true;
    } else if (char === '(' && chars[cursor.at + 1] === '?') {
      const next = readFlags(cursor, flags);
      if (next.opens) open();
      flags = next.flags;
    } else if (char === '[') push({ type: 'chars', has: readBracket(cursor, flags.fold) });
    else if (char === '\\') {
      const set = readClassEscape(cursor, flags.fold);
      const next = chars[cursor.at + 1] ?? '';
      if (set !== undefined) push({ type: 'chars', has: set });
      else if (next === 'Q') for (const literal of readQuoted(cursor)) pushChar(literal.codePointAt(0)!);
      else if (PLACES[next] !== undefined) {
        cursor.at += 2;
        pushPlace(PLACES[next]);
      } else pushChar(readEscape(cursor));
    } else {
      cursor.at++;
      if (char === '(') open();
      else if (char === '|') {
        group.choices.push({ type: 'sequence', nodes: group.sequence });
        group.sequence = [];
      } else if (char === ')') {
        const inner = closeGroup(group);
        flags = group.outer;
        const parent = outer.pop();
        if (parent === undefined)
          throw new PatternError('has a ) without its (.', 'Remove it, or write \\) for the character.');
        group = parent;
        push(inner);
      } else if (char === '^') pushPlace(flags.lines ? 'lineBegin' : 'begin');
      else if (char === '$') pushPlace(flags.lines ? 'lineEnd' : 'end');
      else if (char === '.') push({ type: 'chars', has: flags.dotAll ? () => true : negated(range(10, 10)) });
      else pushChar(char.codePointAt(0)!);
    }
  }
  if (outer.length > 0) throw new PatternError('has a ( without its ).', 'Close it, or write \\( for the character.');
  return closeGroup(group);
};

const PLACES: Readonly<Record<string, Place>> = { A: 'begin', z: 'end', b: 'wordBoundary', B: 'noWordBoundary' };

const openGroup = (outer: Flags): Group => ({ choices: [], sequence: [], outer });

const closeGroup = ({ choices, sequence }: Group): Node => ({
  type: 'choice',
  nodes: [...choices, { type: 'sequence', nodes: sequence }],
});

/** `\Q…\E`. */
const readQuoted = (cursor: Cursor): readonly string[] => {
  const rest = cursor.chars.slice(cursor.at + 2);
  const end = rest.findIndex((char, i) => char === '\\' && rest[i + 1] === 'E');
  cursor.at += end < 0 ? rest.length + 2 : end + 4;
  return end < 0 ? rest : rest.slice(0, end);
};

interface Repetition {
  readonly text: string;
  readonly least: number;
  readonly most?: number;
}

/** `*`, `+`, `?`, `{2,5}` with a `?` behind; undefined where a brace is only a brace. */
const readRepetition = (cursor: Cursor): Repetition | undefined => {
  const rest = cursor.chars.slice(cursor.at, cursor.at + 400).join('');
  const [text, sign, low, comma, high] = /^(?:([*+?])|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\})\??/.exec(rest) ?? [];
  if (text === undefined) return undefined;
  cursor.at += text.length;
  if (sign !== undefined) return { text, least: sign === '+' ? 1 : 0, ...(sign === '?' && { most: 1 }) };
  const least = Number(low);
  const most = comma === undefined ? least : high === undefined ? undefined : Number(high);
  if (least > MAX_REPEAT || (most ?? 0) > MAX_REPEAT)
    throw new PatternError(`repeats more than ${MAX_REPEAT} times, which RE2 refuses.`, 'Use maxLength or minLength.');
  if (most !== undefined && least > most)
    throw new PatternError(`has ${text}, which asks for more than it allows.`, 'Swap the two numbers.');
  return { text, least, ...(most !== undefined && { most }) };
};

const repeat = (sequence: Node[], { text, ...count }: Repetition, wasRepeated: boolean): void => {
  if (wasRepeated)
    throw new PatternError(
      `repeats a repetition with ${text}, which RE2 does not have.`,
      'Remove one of the two, or put a group around the first.',
    );
  const node = sequence.pop();
  if (node === undefined)
    throw new PatternError(`has ${text} with nothing before it to repeat.`, `Write \\${text} for the character.`);
  const repeated: Node = { type: 'repeat', node, ...count };
  if (text.startsWith('{') && Math.max(count.least, count.most ?? 0) >= 2 && !isWithin(repeated, MAX_REPEAT))
    throw new PatternError(
      `repeats more than ${MAX_REPEAT} times in all, which RE2 refuses.`,
      'Use maxLength or minLength.',
    );
  sequence.push(repeated);
};

/** Whether no repetition with braces, those around it counted in, makes more copies than that. */
const isWithin = (node: Node, copies: number): boolean => {
  if (node.type === 'sequence' || node.type === 'choice') return node.nodes.every((one) => isWithin(one, copies));
  if (node.type !== 'repeat') return true;
  const times = node.most ?? node.least;
  if (node.most === 0) return true;
  return times <= copies && isWithin(node.node, times > 0 ? Math.floor(copies / times) : copies);
};

/** `(?i)`, `(?i:`, `(?:`, `(?P<name>`, `(?<name>`. */
const readFlags = (cursor: Cursor, flags: Flags): { readonly opens: boolean; readonly flags: Flags } => {
  const rest = cursor.chars.slice(cursor.at).join('');
  const [named, name = ''] = /^\(\?P?<([^>]*)>/su.exec(rest) ?? [];
  if (/^\(\?<?[=!]/.test(rest))
    throw new PatternError(
      'has a look-ahead or look-behind, which RE2 does not have.',
      'Use a rule in x-kubernetes-validations.',
    );
  if (named !== undefined || /^\(\?P?</.test(rest)) {
    if (!/^\w+$/.test(name))
      throw new PatternError(
        `has a group without a proper name.`,
        'Use (?P<name>…), with letters, digits and underscores.',
      );
    cursor.at += [...named!].length;
    return { opens: true, flags };
  }
  const [text, on, , off, end] = /^\(\?([imsU]*)(-([imsU]+))?([:)])/.exec(rest) ?? [];
  if (text === undefined)
    throw new PatternError(
      `has ${[...rest].slice(0, 4).join('')}, which RE2 does not have.`,
      /^\(\?[>#|&R']/.test(rest)
        ? 'Use (?:…) for a group.'
        : 'Use (?:…) for a group, (?i) for a flag; flags are i, m, s, U.',
    );
  cursor.at += text.length;
  const has = (flag: string, before: boolean): boolean =>
    off?.includes(flag) === true ? false : on!.includes(flag) || before;
  return {
    opens: end === ':',
    flags: { fold: has('i', flags.fold), lines: has('m', flags.lines), dotAll: has('s', flags.dotAll) },
  };
};
