/** Durations and timestamps that are written out. */
import { MAX_INT, MIN_INT } from '../limits.ts';

const YEAR_1 = -62135596800n;
const YEAR_9999 = 253402300799n;

/** Whether a timestamp can be at these seconds since 1970. */
export const isTime = (unix: bigint): boolean => unix >= YEAR_1 && unix <= YEAR_9999;

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

/** Nanoseconds of a duration as Go reads it, undefined when it is none. */
export const readDuration = (text: string): bigint | undefined => {
  const [, sign, body] = /^([+-]?)(.*)$/s.exec(text)!;
  if (body === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(body!)) return undefined;
  let total = 0n;
  for (const [, whole, , fraction = '', unit] of body!.matchAll(/(\d*)(\.(\d*))?([a-z\u00b5\u03bc]+)/g)) {
    const scale = BigInt(UNITS[unit!]!);
    total += BigInt(whole === '' ? '0' : whole!) * scale;
    if (fraction !== '') total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  if (sign === '-') return -total >= MIN_INT ? -total : undefined;
  return total <= MAX_INT ? total : undefined;
};

/** Seconds since 1970 of a timestamp of RFC 3339 as Go reads it, undefined when it is none or out of range. */
export const readTimestamp = (text: string): bigint | undefined => {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  if (match === null) return undefined;
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
  if (month < 1 || month > 12 || day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return undefined;
  if (offsetHour > 24 || offsetMinute > 60) return undefined;
  const offset = (offsetHour * 60 + offsetMinute) * (match[7] === '-' ? -60 : 60);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const unix = BigInt(Math.floor(date.getTime() / 1000) + hour * 3600 + minute * 60 + second - offset);
  return isTime(unix) ? unix : undefined;
};
