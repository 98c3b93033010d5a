/**
 * Conversions of constants, which the API server makes when it takes a rule: one that fails is refused. A constant whose value is
 * not followed any further is `opaque`.
 */
import { type Expr, type Literal } from './ast.ts';
import type { Checked } from './checked.ts';
import type { Fault } from './fault.ts';

type Constant = Literal | { readonly type: 'opaque' };

const OPAQUE: Constant = { type: 'opaque' };
const CONVERSIONS: ReadonlySet<string> = new Set(
  'bool bytes double duration dyn int string timestamp type uint'.split(' '),
);

/** The conversions of constants that fail. */
export const constantFaults = (checked: Checked): Fault[] => {
  const faults: Fault[] = [];
  const visit = (written: Expr): Constant | undefined => {
    const expr = checked.see(written);
    switch (expr.kind) {
      case 'literal':
        return expr.literal;
      case 'ident':
        return checked.type(expr).kind === 'type' ? OPAQUE : undefined;
      case 'select':
        visit(expr.operand);
        return undefined;
      case 'list':
        return allConstant(expr.elements.map(visit)) && expr.optional.size === 0 ? OPAQUE : undefined;
      case 'map':
        return allConstant(expr.entries.flatMap(({ key, value }) => [visit(key), visit(value)])) &&
          expr.entries.every(({ optional }) => !optional)
          ? OPAQUE
          : undefined;
      case 'struct':
        for (const { value } of expr.fields) visit(value);
        return undefined;
      case 'comprehension':
        for (const part of [expr.range, expr.accuInit, expr.condition, expr.step, expr.result]) visit(part);
        return undefined;
      case 'call': {
        if (expr.target !== undefined) visit(expr.target);
        const args = expr.args.map(visit);
        if (!CONVERSIONS.has(expr.name) || expr.target !== undefined || args.length !== 1) return undefined;
        if (args[0] === undefined) return undefined;
        const result = convert(expr.name, args[0]);
        if (typeof result !== 'string') return result;
        faults.push({ at: expr.args[0]!.at, message: `${expr.name}() cannot take ${show(args[0])}: ${result}.` });
        return OPAQUE;
      }
    }
  };
  visit(checked.root);
  return faults;
};

const allConstant = (values: readonly (Constant | undefined)[]): boolean =>
  values.every((value) => value !== undefined);

const show = (constant: Constant): string =>
  constant.type === 'string'
    ? JSON.stringify(constant.value)
    : 'value' in constant
      ? `${constant.value}`
      : constant.type;

const MAX_INT = 2n ** 63n;
const MAX_UINT = 2n ** 64n;
const YEAR_1 = -62135596800n;
const YEAR_9999 = 253402300799n;

/** The converted constant, or why there is none. */
const convert = (to: string, from: Constant): Constant | string => {
  switch (to) {
    case 'bool':
      return from.type === 'string' ? readBool(from.value) : from;
    case 'int':
    case 'uint':
      return toInteger(to, from);
    case 'double':
      return from.type === 'string' ? readDouble(from.value) : OPAQUE;
    case 'duration':
      // An overload for integers is declared, but converts none.
      if (from.type === 'int') return 'write its unit, too, as in duration("5s")';
      return from.type === 'string' && !isDuration(from.value)
        ? 'a duration is written as 1h30m, with the units h, m, s, ms, us and ns'
        : OPAQUE;
    case 'timestamp':
      if (from.type === 'string' && !isTimestamp(from.value)) return 'a timestamp is written as 2025-01-31T12:00:00Z';
      return from.type === 'int' && (from.value < YEAR_1 || from.value > YEAR_9999) ? 'it is out of range' : OPAQUE;
    case 'string':
      return toText(from);
    default:
      return to === 'dyn' ? from : OPAQUE;
  }
};

const toText = (from: Constant): Constant | string => {
  if (from.type === 'int' || from.type === 'uint') return { type: 'string', value: `${from.value}` };
  if (from.type === 'bool') return { type: 'string', value: `${from.value}` };
  if (from.type !== 'bytes') return from.type === 'string' ? from : OPAQUE;
  try {
    return { type: 'string', value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(from.value) };
  } catch {
    return 'it is not UTF-8';
  }
};

const toInteger = (to: 'int' | 'uint', from: Constant): Constant | string => {
  const [least, most] = to === 'int' ? [-MAX_INT, MAX_INT - 1n] : [0n, MAX_UINT - 1n];
  const inRange = (value: bigint): Constant | string =>
    value < least || value > most ? `it is out of the range of ${to}` : { type: to, value };
  switch (from.type) {
    case 'int':
    case 'uint':
      return inRange(from.value);
    case 'double':
      // The ends themselves are refused: as doubles they are beyond.
      if (to === 'int' && Math.abs(from.value) >= 2 ** 63) return `it is out of the range of ${to}`;
      return Number.isFinite(from.value) ? inRange(BigInt(Math.trunc(from.value))) : `it is out of the range of ${to}`;
    case 'string':
      if (!(to === 'int' ? /^[+-]?\d+$/ : /^\d+$/).test(from.value)) return 'it is no integer';
      return inRange(BigInt(from.value.replace(/^\+/, '')));
    default:
      return OPAQUE;
  }
};

const readBool = (text: string): Constant | string => {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return { type: 'bool', value: true };
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? { type: 'bool', value: false } : 'it is no boolean';
};

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const HEXADECIMAL = /^[+-]?0x(?:[\da-f]+\.?[\da-f]*|\.[\da-f]+)p[+-]?\d+$/i;

const readDouble = (text: string): Constant | string => {
  if (/^[+-]?(?:inf|infinity)$|^nan$/i.test(text) || HEXADECIMAL.test(text)) return OPAQUE;
  if (!DECIMAL.test(text)) return 'it is no number';
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'double', value } : 'it is out of the range of double';
};

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

const isDuration = (text: string): boolean => {
  const [, sign, body] = /^([+-]?)(.*)$/s.exec(text)!;
  if (body === '0') return true;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body!)) return false;
  let total = 0n;
  for (const [, whole, , fraction = '', unit] of body!.matchAll(/(\d*)(\.(\d*))?([a-zµμ]+)/g)) {
    const scale = BigInt(UNITS[unit!]!);
    total += BigInt(whole === '' ? '0' : whole!) * scale;
    if (fraction !== '') total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  return total < MAX_INT || (sign === '-' && total === MAX_INT);
};

const isTimestamp = (text: string): boolean => {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [offsetHour, offsetMinute] = [Number(match[8] ?? 0), Number(match[9] ?? 0)];
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return false;
  if (offsetHour > 24 || offsetMinute > 60) return false;
  const offset = (offsetHour * 60 + offsetMinute) * (match[7] === '-' ? -60 : 60);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const unix = BigInt(Math.floor(date.getTime() / 1000) + hour * 3600 + minute * 60 + second - offset);
  return unix >= YEAR_1 && unix <= YEAR_9999;
};
