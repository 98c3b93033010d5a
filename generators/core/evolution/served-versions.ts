/**
 * The served versions of one definition against each other, from the older to the newer: clients of both see the same objects. What
 * the old definition's versions differed in already is left out, as crdify does.
 */
import { isDeepStrictEqual } from 'node:util';
import { compareVersions } from './compare-versions.ts';
import type { Definition, Version } from './definition.ts';
import type { Finding } from './finding.ts';
import { compareVersionNames } from './version-order.ts';

/** Findings of `v1 -> v2` that the old definition does not have. */
export const compareServed = (older: Definition, newer: Definition): readonly Finding[] => {
  const known = new Map(pairsOf(older).map((pair) => [pair.name, pair] as const));
  return pairsOf(newer).flatMap((pair) => {
    const before = known.get(pair.name);
    return before === undefined ? findingsOf(pair) : newFindings(findingsOf(before), findingsOf(pair));
  });
};

interface Pair {
  readonly name: string;
  readonly from: Version;
  readonly to: Version;
}

const pairsOf = ({ versions }: Definition): readonly Pair[] => {
  const served = versions.filter((version) => version.served).toSorted((a, b) => compareVersionNames(a.name, b.name));
  return served.flatMap((from, i) =>
    served.slice(i + 1).map((to) => ({ name: `${from.name} -> ${to.name}`, from, to })),
  );
};

const findingsOf = ({ name, from, to }: Pair): readonly Finding[] => compareVersions(from, to, name);

const newFindings = (before: readonly Finding[], now: readonly Finding[]): readonly Finding[] => {
  const known = new Map(before.map((finding) => [identity(finding), finding] as const));
  return now.filter((finding) => {
    const same = known.get(identity(finding));
    return same === undefined || !isDeepStrictEqual(differenceOf(same), differenceOf(finding));
  });
};

const identity = ({ rule, path = [] }: Finding): string => [rule, ...path].join('\0');
const differenceOf = ({ change, old, new: now }: Finding) => [change, old, now];
