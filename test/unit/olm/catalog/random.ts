/** Channels and ranges as chance has them, the same in every run. */
import type { Channel, ChannelEntry } from '../../../../generators/core/olm/catalog/channels.ts';

/** Numbers from 0 up to 1 (mulberry32). */
const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Up to six releases that replace and skip each other, or what is not there: most of them upwards, as real ones do. */
export const randomChannels = (count: number): readonly Channel[] => {
  const next = numbers(7);
  const below = (most: number): number => Math.floor(next() * most);
  return Array.from({ length: count }, (_, index) => {
    const size = 1 + below(6);
    const entries = Array.from({ length: size }, (_unused, at): ChannelEntry => {
      const other = (): string => `b${next() < 0.85 ? Math.max(0, at - 1 - below(2)) : below(size + 1)}`;
      const skips = Array.from({ length: next() < 0.3 ? 1 + below(2) : 0 }, other);
      return {
        name: `b${at}`,
        ...((at > 0 || next() < 0.2) && next() < 0.9 && { replaces: other() }),
        ...(skips.length > 0 && { skips }),
      };
    });
    return { name: `p${index}`, entries };
  });
};

const OPERATORS = ['', '=', '==', '!', '!=', '>', '>=', '<', '<=', '~', '^', '=>', '><'];
const VERSIONS = [
  '1.2.3',
  '0.1.0',
  '1.2',
  '1',
  '1.x',
  '1.2.x',
  '1.x.x',
  'x',
  '1.2.3-rc.1',
  '1.2.3-next.1',
  '1.2.3+b.x',
  '01.2.3',
  'v1.0.0',
  '1.2.3-01',
  '2.0.0-x',
];
const BETWEEN = [' ', ' ', '  ', ' || ', ' || ', '||', ' | ', ',', ' , '];

/** Comparisons joined, many of them badly. */
export const randomRanges = (count: number): readonly string[] => {
  const next = numbers(11);
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)]!;
  // The first of each is good, so that good ones are not too few.
  const usual = (from: readonly string[], good: number): string =>
    next() < 0.6 ? pick(from.slice(0, good)) : pick(from);
  const comparison = (): string => `${usual(OPERATORS, 9)}${next() < 0.1 ? ' ' : ''}${usual(VERSIONS, 2)}`;
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 1 + Math.floor(next() * 3) }, comparison);
    return parts.reduce((text, part) => `${text}${usual(BETWEEN, 5)}${part}`);
  });
};
