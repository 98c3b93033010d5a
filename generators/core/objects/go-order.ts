/**
 * The key order of YAML that Go tools print (controller-gen, kubectl): sorted, but as go-yaml sorts, where digits compare as
 * numbers and letters come after everything else.
 */
import { isOfCoreType } from '../model/core-types.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';

/** The same value with the keys of all its objects in go-yaml's order. Lists keep theirs. */
export const goOrdered = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(goOrdered);
  if (value === null || typeof value !== 'object') return value;
  if (!isOfCoreType(value)) return inOrder(value);
  const known = ofCoreTypes.get(value) ?? Object.freeze(inOrder(value));
  ofCoreTypes.set(value, known);
  shared.add(known);
  return known;
};

const ofCoreTypes = new WeakMap<JsonObject, JsonObject>();
const shared = new WeakSet<object>();

/** Whether it is a part of a type of Kubernetes in this order, the same wherever the type is. */
export const isShared = (value: object): boolean => shared.has(value);

const inOrder = (value: JsonObject): JsonObject => {
  const entries = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => compareKeys(a, b)).map(([key, item]) => [key, goOrdered(item)]));
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** go-yaml's keyList.Less (sorter.go) as a comparison. */
export const compareKeys = (left: string, right: string): number => {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  // Nearly all keys first differ in two plain letters, which compare as they are.
  if (isPlainLetter(left[at]) && isPlainLetter(right[at])) return left.charCodeAt(at) - right.charCodeAt(at);
  const a = [...left];
  const b = [...right];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [charA, charB] = [a[index]!, b[index]!];
    if (charA !== charB) return compareAt(a, b, index, charA, charB);
  }
  return a.length - b.length;
};

const compareAt = (a: readonly string[], b: readonly string[], index: number, charA: string, charB: string): number => {
  const [letterA, letterB] = [isLetter(charA), isLetter(charB)];
  // go-yaml v3's rule, which orders v1, v1beta1, v10; v2's differs only where it contradicts itself.
  if (letterA !== letterB) return letterB === /\d$/.test(a[index - 1] ?? '') ? 1 : -1;
  if (letterA) return codePoint(charA) - codePoint(charB);
  const [numberA, numberB] = [numberAt(a, index), numberAt(b, index)];
  // '10' and '1': the digits before decide whether a zero continues a number or leads one.
  const lead = (charA === '0' || charB === '0') && continuesNumber(a, index) ? '1' : '';
  const difference = Number(`${lead}${numberA}`) - Number(`${lead}${numberB}`);
  return difference || numberA.length - numberB.length || codePoint(charA) - codePoint(charB);
};

const continuesNumber = (chars: readonly string[], index: number): boolean =>
  /[1-9]\d*$/.test(chars.slice(0, index).join(''));

const numberAt = (chars: readonly string[], index: number): string => /^\d*/.exec(chars.slice(index).join(''))![0];
const isPlainLetter = (char: string | undefined): boolean => char !== undefined && /[A-Za-z]/.test(char);
const isLetter = (char: string): boolean => /\p{L}/u.test(char);
const codePoint = (char: string): number => char.codePointAt(0)!;
