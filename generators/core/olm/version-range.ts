/**
 * Ranges of versions in the words of github.com/blang/semver/v4 (range.go), which opm and OLM read `skipRange` with: comparisons
 * with a space between them must all hold, and `||` parts alternatives. '1.x' and '1.2.x' are wildcards. A port, so that what is
 * taken here is taken there; where that library ends in a panic, here is a fault.
 */
import { compareVersions, parseVersion, type Version } from './version.ts';

export type VersionRange = (version: Version) => boolean;

/** Whether a text is a range. */
export const isRange = (text: string): boolean => typeof parseRange(text) !== 'string';

/** The range; or, as a string, what is wrong with it. */
export const parseRange = (text: string): VersionRange | string => {
  const alternatives = splitAtOr(splitAtSpaces(text));
  if (typeof alternatives === 'string') return alternatives;
  const ranges = alternatives.map((parts) => parts.flatMap(withoutWildcard).map(comparison));
  const fault = ranges.flat().find((range) => typeof range === 'string');
  if (fault !== undefined) return fault;
  const all = ranges as readonly (readonly VersionRange[])[];
  return (version) => all.some((holds) => holds.every((range) => range(version)));
};

/** A space after an operator parts nothing. A part of one character is lost, as it is in the library. */
const splitAtSpaces = (text: string): readonly string[] => {
  const parts: string[] = [];
  let start = 0;
  let lastMark = '';
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at]!;
    if (mark === ' ' && !['<', '>', '='].includes(lastMark)) {
      if (start < at - 1) parts.push(text.slice(start, at));
      start = at + 1;
    } else if (mark !== ' ') lastMark = mark;
  }
  if (start < text.length - 1) parts.push(text.slice(start));
  return parts.map((part) => part.replaceAll(' ', ''));
};

const splitAtOr = (parts: readonly string[]): readonly (readonly string[])[] | string => {
  if (parts.length === 0) return 'it names no version';
  const alternatives: string[][] = [[]];
  for (const part of parts) {
    if (part === '||') alternatives.push([]);
    else alternatives.at(-1)!.push(part);
  }
  return alternatives.some((alternative) => alternative.length === 0)
    ? 'there is no version beside a "||"'
    : alternatives;
};

type Comparison = readonly [operator: string, version: string];

const splitOperator = (part: string): Comparison | undefined => {
  const at = part.search(/\p{Nd}/u);
  return at === -1 ? undefined : [part.slice(0, at).trim(), part.slice(at)];
};

/** What begins at the wildcard, and what ends the range that it stands for. */
const withoutWildcard = (part: string): readonly string[] => {
  const [operator, version] = (part.includes('x') && splitOperator(part)) || [];
  if (operator === undefined || version === undefined) return [part];
  const first = firstOfWildcard(version);
  const next = afterWildcard(version, first);
  switch (operator) {
    case '>':
      return [`>=${next}`];
    case '>=':
      return [`>=${first}`];
    case '<':
      return [`<${first}`];
    case '<=':
      return [`<${next}`];
    case '':
    case '=':
    case '==':
      return [`>=${first}`, `<${next}`];
    case '!':
    case '!=':
      return [`<${first}`, `>=${next}`];
    default:
      // No operator: as it is in the library, the version alone.
      return [first];
  }
};

const firstOfWildcard = (version: string): string => {
  const numbers = version.replace('.x.x', '.x').replace('.x', '.0');
  return numbers.split('.').length === 2 ? `${numbers}.0` : numbers;
};

/** Empty where there is none: x is the last of two or three parts. */
const afterWildcard = (version: string, first: string): string => {
  const parts = version.split('.');
  if (parts.at(-1) !== 'x' || (parts.length !== 2 && parts.length !== 3)) return '';
  const numbers = first.split('.');
  const raised = parts.length - 2;
  if (!/^\d+$/.test(numbers[raised] ?? '')) return '';
  numbers[raised] = String(BigInt(numbers[raised]!) + 1n);
  return numbers.join('.');
};

const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  '': (order) => order === 0,
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '!': (order) => order !== 0,
  '!=': (order) => order !== 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
};

const comparison = (part: string): VersionRange | string => {
  const [operator, text] = splitOperator(part) ?? [];
  if (operator === undefined || text === undefined) return `there is no version in ${JSON.stringify(part)}`;
  const holds = Object.hasOwn(HOLDS, operator) ? HOLDS[operator] : undefined;
  if (holds === undefined) return `${JSON.stringify(operator)} in ${JSON.stringify(part)} is no comparison`;
  const version = parseVersion(text);
  if (version === undefined) return `${JSON.stringify(text)} is no version`;
  return (other) => holds(compareVersions(other, version));
};
