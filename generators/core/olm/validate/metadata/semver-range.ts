/** Ranges of versions (github.com/blang/semver/v4 range.go, ParseRange). */
import { parseSemver } from '../semver.ts';

const OPERATORS: ReadonlySet<string> = new Set(['', '=', '==', '!', '!=', '>', '>=', '<', '<=']);

/** Whether it is one. */
export const isSemverRange = (text: string): boolean => {
  const parts = splitAndTrim(text);
  if (parts.length === 0 || parts[0] === '||' || parts.at(-1) === '||') return false;
  return parts.filter((part) => part !== '||').every(isComparison);
};

/** A space behind an operator does not divide; a part of one character before a space is lost, in Go too. */
const splitAndTrim = (text: string): readonly string[] => {
  const parts: string[] = [];
  let start = 0;
  let last = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === ' ' && !['>', '<', '='].includes(last)) {
      if (start < i - 1) parts.push(text.slice(start, i));
      start = i + 1;
    } else if (char !== ' ') last = char;
  }
  if (start < text.length - 1) parts.push(text.slice(start));
  return parts.map((part) => part.replaceAll(' ', ''));
};

const isComparison = (part: string): boolean => {
  const digit = part.search(/\p{Nd}/u);
  if (digit < 0) return false;
  const operator = part.slice(0, digit);
  const version = part.slice(digit);
  if (!part.includes('x')) return OPERATORS.has(operator) && parseSemver(version) !== undefined;
  return isWildcard(operator, version);
};

/** expandWildcardVersion: 1.2.x and 1.x stand for ranges between versions with zeros. */
const isWildcard = (operator: string, version: string): boolean => {
  if (!OPERATORS.has(operator)) return false;
  const flat = flattened(version);
  const count = version.split('.').length;
  const kind =
    version.endsWith('.x') || version === 'x' ? (count === 3 ? 'patch' : count === 2 ? 'minor' : undefined) : undefined;
  const [isPlain, increments] = [['', '=', '==', '!', '!='].includes(operator), !['>=', '<'].includes(operator)];
  if ((isPlain || !increments) && parseSemver(flat) === undefined) return false;
  if (!increments) return true;
  const numbers = flat.split('.');
  const at = kind === 'patch' ? 1 : kind === 'minor' ? 0 : -1;
  if (at < 0 || !/^[+-]?\d+$/.test(numbers[at] ?? '')) return false;
  numbers[at] = String(BigInt(numbers[at]!) + 1n);
  return parseSemver(numbers.join('.')) !== undefined;
};

const flattened = (version: string): string => {
  const flat = version.replace('.x.x', '.x').replace('.x', '.0');
  return flat.split('.').length === 2 ? `${flat}.0` : flat;
};
