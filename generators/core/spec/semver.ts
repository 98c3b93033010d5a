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
