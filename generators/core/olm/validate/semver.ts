/** Versions as github.com/blang/semver/v4 reads them where it is tolerant, and as it writes them. */
import { parseVersion, type Version } from '../version.ts';

const LARGEST = 2n ** 64n - 1n;

/** One part of what stands behind the dash. */
export const isPreRelease = (part: string): boolean =>
  /^\d+$/.test(part) ? /^(?:0|[1-9]\d*)$/.test(part) && BigInt(part) <= LARGEST : /^[0-9A-Za-z-]+$/.test(part);

/** ParseTolerant: spaces around, a v before, zeros before digits, and fewer than three numbers are allowed. */
export const parseTolerant = (text: string): Version | undefined => {
  const parts = split(text.trim().replace(/^v/, '')).map((part) => {
    if (part.length <= 1) return part;
    const stripped = part.replace(/^0+/, '');
    return /^\d/.test(stripped) ? stripped : `0${stripped}`;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1)!)) return undefined;
  return parseVersion([...parts, '0', '0'].slice(0, 3).join('.'));
};

/** strings.SplitN(text, ".", 3) */
const split = (text: string): readonly string[] => {
  const [major = '', minor, ...patch] = text.split('.');
  return [major, ...(minor === undefined ? [] : [minor]), ...(patch.length === 0 ? [] : [patch.join('.')])];
};

/** String: without a v. */
export const formatVersion = ({ major, minor, patch, prerelease, build }: Version): string =>
  `${major}.${minor}.${patch}${prerelease.length > 0 ? `-${prerelease.join('.')}` : ''}${build === '' ? '' : `+${build}`}`;
