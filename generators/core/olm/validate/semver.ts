/** Versions as github.com/blang/semver/v4 reads them, which all of OLM is built on. */

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly pre: readonly string[];
  readonly build: readonly string[];
}

const LARGEST = 2n ** 64n - 1n;

/** Parse: all three numbers, no v, no zero before a digit. Undefined for what is no version. */
export const parseSemver = (text: string): Version | undefined => {
  const [, major, minor, patch, pre, build] =
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([^+]*))?(?:\+(.*))?$/s.exec(text) ?? [];
  if (major === undefined) return undefined;
  const numbers = [major, minor!, patch!].map(BigInt) as [bigint, bigint, bigint];
  const before = pre?.split('.') ?? [];
  const after = build?.split('.') ?? [];
  if (numbers.some((number) => number > LARGEST)) return undefined;
  if (!before.every(isPreRelease) || !after.every((part) => /^[0-9A-Za-z-]+$/.test(part))) return undefined;
  return { major: numbers[0], minor: numbers[1], patch: numbers[2], pre: before, build: after };
};

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
  return parseSemver([...parts, '0', '0'].slice(0, 3).join('.'));
};

/** strings.SplitN(text, ".", 3) */
const split = (text: string): readonly string[] => {
  const [major = '', minor, ...patch] = text.split('.');
  return [major, ...(minor === undefined ? [] : [minor]), ...(patch.length === 0 ? [] : [patch.join('.')])];
};

/** String: without a v. */
export const formatSemver = ({ major, minor, patch, pre, build }: Version): string =>
  `${major}.${minor}.${patch}${pre.length > 0 ? `-${pre.join('.')}` : ''}${build.length > 0 ? `+${build.join('.')}` : ''}`;

/** Compare: below 0, 0 or above 0; what is built does not count. */
export const compareSemver = (a: Version, b: Version): number => {
  for (const key of ['major', 'minor', 'patch'] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let i = 0; i < Math.min(a.pre.length, b.pre.length); i++) {
    const order = comparePart(a.pre[i]!, b.pre[i]!);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
};

const comparePart = (a: string, b: string): number => {
  const [isNumber, isOther] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  if (isNumber && BigInt(a) !== BigInt(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  return a === b || isNumber ? 0 : a < b ? -1 : 1;
};
