/** Conversions between CEL's types, of constants: what the API server computes, and what it cannot. */
import { MAX_INT, MAX_UINT, MIN_INT } from '../limits.ts';
import type { Literal } from '../syntax/ast.ts';
import { isTime, readDuration, readTimestamp } from './time.ts';

/** A value that is written out, or made of such. A `number` is an int, uint or double that is not computed. */
export type Constant =
  | Literal
  /** In nanoseconds, and in seconds since 1970. */
  | { readonly type: 'duration' | 'timestamp'; readonly value: bigint }
  | { readonly type: 'opaque' | 'number' };

/** A constant whose value is not followed any further. */
export const OPAQUE: Constant = { type: 'opaque' };
const NUMBER: Constant = { type: 'number' };

/** What each conversion takes at runtime; undefined for everything. */
const CONVERSIONS: Readonly<Record<string, readonly Constant['type'][] | undefined>> = {
  bool: ['bool', 'string'],
  bytes: ['bytes', 'string'],
  double: ['double', 'int', 'number', 'string', 'uint'],
  duration: ['duration', 'string'],
  dyn: undefined,
  int: ['double', 'duration', 'int', 'number', 'string', 'timestamp', 'uint'],
  string: ['bool', 'bytes', 'double', 'duration', 'int', 'number', 'string', 'timestamp', 'uint'],
  timestamp: ['int', 'number', 'string', 'timestamp'],
  type: undefined,
  uint: ['double', 'int', 'number', 'string', 'uint'],
};

/** Whether a function converts its one argument. */
export const isConversion = (name: string): boolean => Object.hasOwn(CONVERSIONS, name);

/** The converted constant, or why there is none: half a sentence. */
export const convert = (to: string, from: Constant): Constant | string => {
  if (CONVERSIONS[to]?.includes(from.type) === false) return `it converts no ${from.type}`;
  switch (to) {
    case 'bool':
      return from.type === 'string' ? readBool(from.value) : from;
    case 'int':
    case 'uint':
      return toInteger(to, from);
    case 'double':
      if (from.type === 'int' || from.type === 'uint') return { type: to, value: Number(from.value) };
      return from.type === 'string' ? readDouble(from.value) : from.type === 'double' ? from : NUMBER;
    case 'duration':
      if (from.type !== 'string') return from;
      return timed(to, readDuration(from.value)) ?? 'a duration is written as 1h30m, in h, m, s, ms, us and ns';
    case 'timestamp':
      if (from.type === 'int') return isTime(from.value) ? { type: to, value: from.value } : 'it is out of range';
      if (from.type !== 'string') return from;
      return timed(to, readTimestamp(from.value)) ?? 'a timestamp is written as 2025-01-31T12:00:00Z';
    case 'string':
      return toText(from);
    case 'bytes':
      return from.type === 'string' ? { type: to, value: new TextEncoder().encode(from.value) } : from;
    default:
      return to === 'dyn' ? from : OPAQUE;
  }
};

const timed = (type: 'duration' | 'timestamp', value: bigint | undefined): Constant | undefined =>
  value === undefined ? undefined : { type, value };

const toText = (from: Constant): Constant | string => {
  const text = (value: string): Constant => ({ type: 'string', value });
  if (from.type === 'int' || from.type === 'uint' || from.type === 'bool') return text(`${from.value}`);
  if (from.type === 'double') return text(doubleText(from.value));
  // Any duration and timestamp will do: all of them convert alike.
  if (from.type === 'duration') return text('0s');
  if (from.type === 'timestamp') return text('1970-01-01T00:00:00Z');
  if (from.type !== 'bytes') return from.type === 'string' ? from : OPAQUE;
  try {
    return { type: 'string', value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(from.value) };
  } catch {
    return 'it is not UTF-8';
  }
};

/** As Go's %g. */
const doubleText = (value: number): string =>
  Object.is(value, -0) ? '-0' : Math.abs(value) < 1e6 || !Number.isFinite(value) ? `${value}` : value.toExponential();

const toInteger = (to: 'int' | 'uint', from: Constant): Constant | string => {
  const [least, most] = to === 'int' ? [MIN_INT, MAX_INT] : [0n, MAX_UINT];
  const inRange = (value: bigint): Constant | string =>
    value < least || value > most ? `it is out of the range of ${to}` : { type: to, value };
  switch (from.type) {
    case 'int':
    case 'uint':
    case 'duration':
    case 'timestamp':
      return inRange(from.value);
    case 'double':
      // The ends themselves are refused: as doubles they are beyond.
      if (to === 'int' && Math.abs(from.value) >= 2 ** 63) return `it is out of the range of ${to}`;
      return Number.isFinite(from.value) ? inRange(BigInt(Math.trunc(from.value))) : `it is out of the range of ${to}`;
    case 'string':
      if (!(to === 'int' ? /^[+-]?\d+$/ : /^\d+$/).test(from.value)) return 'it is no integer';
      return inRange(BigInt(from.value.replace(/^\+/, '')));
    default:
      return NUMBER;
  }
};

const readBool = (text: string): Constant | string => {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return { type: 'bool', value: true };
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? { type: 'bool', value: false } : 'it is no boolean';
};

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEXADECIMAL = /^[+-]?0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)p[+-]?\d+$/i;

const readDouble = (text: string): Constant | string => {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return { type: 'double', value: Infinity };
  if (/^nan$/i.test(text)) return { type: 'double', value: Number.NaN };
  if (HEXADECIMAL.test(text)) return NUMBER;
  const digits = text.replaceAll(/(?<=\d)_(?=\d)/g, '');
  if (!DECIMAL.test(digits)) return 'it is no number';
  const value = Number(digits);
  return Number.isFinite(value) ? { type: 'double', value } : 'it is out of the range of double';
};
