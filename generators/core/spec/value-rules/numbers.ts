/** Numbers against their schema, as kube-openapi does it, with Go's int64 and float64. */
import { isNumber, type JsonObject, type JsonValue } from '../../model/json.ts';

const INT64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;

/** A number as the API server has it: an int64 where it is one, else a float64. */
export const goNumber = (value: number | bigint): number | bigint => {
  if (typeof value === 'bigint') return value >= INT64[0] && value <= INT64[1] ? value : Number(value);
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63 ? BigInt(value) : value;
};

/** Whether it may stand where an integer is wanted. */
export const isJsonInteger = (value: number | bigint): boolean => {
  const number = goNumber(value);
  if (typeof number === 'bigint') return true;
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return false;
  const nearest = Math.round(number);
  return nearest !== 0 && Math.abs(number - nearest) < 1e-9 * Math.abs(nearest);
};

/** What the schema has against the number, in words. */
export const numberFaults = (written: number | bigint, schema: JsonObject): string[] => {
  const value = goNumber(written);
  const { format } = schema;
  const type = schema['x-kubernetes-int-or-string'] === true ? undefined : schema.type;
  const faults: string[] = [];
  const outside = rangeFault(value, type, format);
  if (outside !== undefined) faults.push(`${written} ${outside}`);
  for (const [keyword, isMet] of BOUNDS) {
    const bound = schema[keyword];
    if (!isNumber(bound)) continue;
    const limit = Number(bound);
    // A bound that its own type cannot hold fails every value.
    const impossible = rangeFault(goNumber(limit), type, format);
    if (impossible !== undefined) faults.push(`the ${keyword} ${bound} ${impossible}, so that every value fails.`);
    else if (!isMet(value, limit, schema[`exclusive${keyword.charAt(0).toUpperCase()}${keyword.slice(1)}`] === true))
      faults.push(WORDS[keyword]!(written, bound));
  }
  return faults;
};

const WORDS: Readonly<Record<string, (value: JsonValue, bound: number | bigint) => string>> = {
  minimum: (value, bound) => `${String(value)} is below the minimum of ${bound}.`,
  maximum: (value, bound) => `${String(value)} is above the maximum of ${bound}.`,
  multipleOf: (value, bound) => `${String(value)} is no multiple of ${bound}.`,
};

const BOUNDS: readonly (readonly [
  keyword: string,
  isMet: (value: number | bigint, limit: number, exclusive: boolean) => boolean,
])[] = [
  [
    'minimum',
    (value, limit, exclusive) => (exclusive ? value > sameKind(value, limit) : value >= sameKind(value, limit)),
  ],
  [
    'maximum',
    (value, limit, exclusive) => (exclusive ? value < sameKind(value, limit) : value <= sameKind(value, limit)),
  ],
  ['multipleOf', (value, factor) => isMultiple(value, factor)],
];

/** An int64 is compared with the bound made one: its fraction is cut off. */
const sameKind = (value: number | bigint, limit: number): number | bigint => {
  if (typeof value === 'number') return limit;
  return limit >= 2 ** 63 || limit < -(2 ** 63) ? INT64[0] : BigInt(Math.trunc(limit));
};

const isMultiple = (value: number | bigint, factor: number): boolean => {
  if (typeof value === 'bigint') {
    const whole = sameKind(value, factor) as bigint;
    return whole > 0n && value % whole === 0n;
  }
  if (factor <= 0) return false;
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return times === 0 || isJsonInteger(times);
};

const rangeFault = (
  value: number | bigint,
  type: JsonValue | undefined,
  format: JsonValue | undefined,
): string | undefined => {
  if (type === 'integer') {
    if (typeof value !== 'bigint') return 'is no integer of 64 bits';
    if (format === 'int32' && BigInt.asIntN(32, value) !== value) return 'is no integer of 32 bits';
  }
  if (type === 'number' && format === 'float' && Math.abs(Number(value)) > 3.4028235677973366e38)
    return 'is no number of 32 bits';
  return undefined;
};
