/** Versions by semver.org, as far as the field takes them: Helm and Flux keep each number in 64 bits. */

const NUMBER = String.raw`(0|[1-9]\d*)`;
const IDENTIFIER = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)`;
const BUILD = '[0-9A-Za-z-]+';
const SEMVER = new RegExp(
  String.raw`^${NUMBER}\.${NUMBER}\.${NUMBER}(?:-${IDENTIFIER}(?:\.${IDENTIFIER})*)?(?:\+${BUILD}(?:\.${BUILD})*)?$`,
);

const LARGEST = 2n ** 64n - 1n;

/** Whether it is one, without a v before it. */
export const isSemver = (version: string): boolean => {
  const [, ...numbers] = SEMVER.exec(version) ?? [];
  return numbers.length > 0 && numbers.every((number) => BigInt(number) <= LARGEST);
};

/** Whether the one is newer than the other, by semver.org, section 11; false where one of them is no version. */
export const isNewer = (version: string, than: string): boolean => {
  if (!isSemver(version) || !isSemver(than)) return false;
  const [parts, others] = [partsOf(version), partsOf(than)];
  const at = parts.findIndex((part, i) => part !== others[i]);
  const [part, other] = [parts[at], others[at]];
  if (part === undefined || other === undefined) return part !== undefined;
  return typeof part === typeof other ? part > other : typeof part === 'string';
};

/** In the order in which they count; what is behind "+" does not. Numbers are compared as such, and come before words. */
const partsOf = (version: string): readonly (bigint | string)[] => {
  const [, core = '', labels = RELEASE] = /^([^-+]*)(?:-([^+]*))?/.exec(version) ?? [];
  return `${core}.${labels}`.split('.').map((part) => (/^\d+$/.test(part) ? BigInt(part) : part));
};

/** Comes after every label of what is before the release. */
const RELEASE = '~';
