/** Versions and ranges of them as OLM reads them, which is as github.com/blang/semver/v4 does. */
import { isSemver } from '../spec/semver.ts';

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Identifiers of the prerelease: numbers, which are lower than words. */
  readonly prerelease: readonly (bigint | string)[];
  /** As it stands after `+`; it has no rank. */
  readonly build: string;
}

/** What Go keeps a number in. */
const LARGEST = 2n ** 64n - 1n;

/** The parts of a version; undefined when it is none. */
export const parseVersion = (text: string): Version | undefined => {
  if (!isSemver(text)) return undefined;
  const [beforeBuild = '', build = ''] = cut(text, '+');
  const [core = '', prerelease = ''] = cut(beforeBuild, '-');
  const [major = 0n, minor = 0n, patch = 0n] = core.split('.').map(BigInt);
  const words = prerelease === '' ? [] : prerelease.split('.');
  const identifiers = words.map((word) => (/^\d+$/.test(word) ? BigInt(word) : word));
  if (identifiers.some((word) => typeof word === 'bigint' && word > LARGEST)) return undefined;
  return { major, minor, patch, prerelease: identifiers, build };
};

/** Less than 0 where `a` is lower, 0 where neither is: those that differ in build metadata only have the same rank. */
export const compareVersions = (a: Version, b: Version): number =>
  compareNumbers(a.major, b.major) ||
  compareNumbers(a.minor, b.minor) ||
  compareNumbers(a.patch, b.patch) ||
  comparePrereleases(a.prerelease, b.prerelease);

/** What has the highest version; undefined where nothing has one. */
export const highest = <T extends { readonly version: string }>(items: readonly T[]): T | undefined =>
  items
    .flatMap((item) => {
      const version = parseVersion(item.version);
      return version === undefined ? [] : [{ item, version }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1)?.item;

const comparePrereleases = (a: Version['prerelease'], b: Version['prerelease']): number => {
  // A version is higher than its own prereleases.
  if (a.length === 0 || b.length === 0) return Math.sign(b.length) - Math.sign(a.length);
  const differing = a.findIndex((word, index) => word !== b[index]);
  if (differing === -1) return a.length - b.length;
  if (differing >= b.length) return 1;
  return compareIdentifiers(a[differing]!, b[differing]!);
};

const compareIdentifiers = (a: bigint | string, b: bigint | string): number => {
  if (typeof a === 'bigint') return typeof b === 'bigint' ? compareNumbers(a, b) : -1;
  if (typeof b === 'bigint') return 1;
  return a < b ? -1 : Number(a > b);
};

const compareNumbers = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a > b));

const cut = (text: string, mark: string): readonly string[] => {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
