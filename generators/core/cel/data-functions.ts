/** Functions of CEL on plain data: those of bools, numbers, texts, lists and objects that need no more than the data to be right. */
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { readPattern } from '../spec/re2.ts';

/** A field that is not there, an operator that does not fit: the API server refuses the object then. */
export class NoValue extends Error {}
/** Nothing that is known here. */
export class Unknown extends Error {}

/** Whether data is a list. */
export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const number = (value: JsonValue): number => {
  if (typeof value !== 'number') throw new Unknown();
  return value;
};

/** What was computed, unless it may not be exact. */
const computed = (value: number): number => {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new Unknown();
  return value;
};

const remainder = (value: number, divisor: number): number => {
  if (divisor === 0) throw new NoValue();
  return value % divisor;
};

const text = (value: JsonValue): string => {
  if (typeof value !== 'string') throw new Unknown();
  return value;
};

const comparable = (value: JsonValue): number | bigint | string =>
  typeof value === 'string' || typeof value === 'bigint' ? value : number(value);

const isEqual = (a: JsonValue, b: JsonValue): boolean => {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]!));
  if (isObject(a))
    return (
      isObject(b) &&
      Object.keys(a).length === Object.keys(b).length &&
      Object.keys(a).every((key) => Object.hasOwn(b, key) && isEqual(a[key]!, b[key]!))
    );
  return a === b;
};

const size = (value: JsonValue): number => {
  if (typeof value === 'string') return [...value].length;
  return isList(value) ? value.length : Object.keys(value as JsonObject).length;
};

const at = (value: JsonValue, key: JsonValue): JsonValue => {
  const found = isList(value) ? value[number(key)] : isObject(value) ? ownOf(value, text(key)) : undefined;
  if (found === undefined) throw new NoValue();
  return found;
};

const ownOf = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const matches = (value: JsonValue, pattern: JsonValue): boolean => {
  const read = readPattern(text(pattern));
  if (!read.ok) throw new NoValue();
  return read.matches(text(value));
};

/** In characters. */
const indexIn = (whole: string, part: string): number => {
  const index = whole.indexOf(part);
  return index < 0 ? -1 : size(whole.slice(0, index));
};

/** Operators and functions by name; those called on a value have it for their first argument. */
export const DATA_FUNCTIONS: Readonly<Record<string, (...args: readonly JsonValue[]) => JsonValue>> = {
  '!_': (a) => a === false,
  '-_': (a) => -number(a!),
  '_==_': (a, b) => isEqual(a!, b!),
  '_!=_': (a, b) => !isEqual(a!, b!),
  '_<_': (a, b) => comparable(a!) < comparable(b!),
  '_<=_': (a, b) => comparable(a!) <= comparable(b!),
  '_>_': (a, b) => comparable(a!) > comparable(b!),
  '_>=_': (a, b) => comparable(a!) >= comparable(b!),
  '_+_': (a, b) => {
    if (isList(a!) && isList(b!)) return [...a, ...b];
    return typeof a === 'string' ? a + text(b!) : computed(number(a!) + number(b!));
  },
  '_-_': (a, b) => computed(number(a!) - number(b!)),
  '_*_': (a, b) => computed(number(a!) * number(b!)),
  '_%_': (a, b) => remainder(number(a!), number(b!)),
  '_[_]': (a, b) => at(a!, b!),
  '@in': (a, b) => (isList(b!) ? b.some((item) => isEqual(a!, item)) : isObject(b) && Object.hasOwn(b, text(a!))),
  size: (a) => size(a!),
  string: (a) => (typeof a === 'boolean' || typeof a === 'bigint' || Number.isSafeInteger(a) ? String(a) : text(a!)),
  matches: (a, b) => matches(a!, b!),
  startsWith: (a, b) => text(a!).startsWith(text(b!)),
  endsWith: (a, b) => text(a!).endsWith(text(b!)),
  contains: (a, b) => text(a!).includes(text(b!)),
  lowerAscii: (a) => text(a!).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (a) => text(a!).replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (a) => text(a!).trim(),
  split: (a, b) => (b === '' ? [...text(a!)] : text(a!).split(text(b!))),
  indexOf: (a, b) => (isList(a!) ? a.findIndex((item) => isEqual(item, b!)) : indexIn(text(a!), text(b!))),
};
