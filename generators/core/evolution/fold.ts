/**
 * Findings as a person wants them: one for one change. crdify tells a removed object by each field in it and by each keyword of those,
 * and a change below a branch at the branch's field too. Nothing that is left out would have been mended on its own.
 */
import type { Path } from '../spec/path.ts';
import type { Definition } from './definition.ts';
import { isProperty, keyOf } from './fields.ts';
import type { Finding } from './finding.ts';
import { changedKeywords, isBetweenVersions, isOfMapValues, severityOf } from './severity.ts';

export interface Folded extends Finding {
  /** How many fields are gone with this one. */
  readonly below?: number;
}

/** The findings of one definition, folded. */
export const fold = (findings: readonly Finding[], newer: Definition | undefined): readonly Folded[] => {
  const [between, own] = [
    findings.filter(isBetweenVersions),
    findings.filter((finding) => !isBetweenVersions(finding)),
  ];
  const told = withoutEchoes(withRemovals(own), newer);
  return [...told, ...betweenVersions(between, told, newer)];
};

/** A field that is gone, with all that is in it. */
const withRemovals = (findings: readonly Finding[]): readonly Folded[] => {
  const removals = findings.filter(({ rule }) => rule === 'existingFieldRemoval');
  const outer = new Set(outermost(removals));
  return findings.flatMap((finding): readonly Folded[] => {
    if (outer.has(finding)) return [{ ...finding, below: countBelow(finding, removals) }];
    return finding.missing === undefined && finding.rule !== 'existingFieldRemoval' ? [finding] : [];
  });
};

/** Those of which no ancestor is there in the same version. */
const outermost = (findings: readonly Finding[]): readonly Finding[] => {
  const places = new Set(findings.map(placeOf));
  return findings.filter(({ version, path = [] }) =>
    path.every((_, length) => !places.has(placeOf({ version, path: path.slice(0, length) }))),
  );
};

const placeOf = ({ version = '', path = [] }: { version?: string | undefined; path?: Path }): string =>
  `${version}\0${keyOf(path)}`;

const countBelow = (finding: Finding, all: readonly Finding[]): number => {
  const below = all.filter((other) => isProperty(other.path ?? []) && isBelow(other, finding));
  const places = new Set(below.map(placeOf));
  return places.size;
};

const isBelow = (inner: Finding, outer: Finding): boolean =>
  inner.version === outer.version &&
  (inner.path ?? []).length > (outer.path ?? []).length &&
  (outer.path ?? []).every((step, i) => inner.path![i] === step);

const BRANCHES: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'additionalProperties']);

/** A field whose branches or values changed, where what changed in them is told at its own place. */
const withoutEchoes = (findings: readonly Folded[], newer: Definition | undefined): readonly Folded[] =>
  findings.filter((finding) => {
    if (finding.rule !== 'unhandled' || !changedKeywords(finding).every((keyword) => BRANCHES.has(keyword)))
      return true;
    const inner = findings.filter((other) => isBelow(other, finding));
    return isOfMapValues(finding) ? inner.length === 0 : inner.every((other) => severityOf(other, newer) === 'warning');
  });

/** What two served versions differ in, without what is told of one of them already; all in one where a webhook converts. */
const betweenVersions = (
  findings: readonly Finding[],
  told: readonly Folded[],
  newer: Definition | undefined,
): readonly Folded[] => {
  const missing = outermost(findings.filter((finding) => finding.missing));
  const gone = [...new Map(missing.map((finding) => [placeOf(finding), finding] as const)).values()].map(
    (finding): Folded => Object.assign({}, finding, { rule: 'existingFieldRemoval', change: 'removed' } as const),
  );
  const rest = withoutEchoes(
    findings.filter(({ missing }) => missing === undefined),
    newer,
  );
  const known = new Set(told.map(ruleAt));
  const news = [...gone, ...rest].filter((finding) =>
    finding.version!.split(' -> ').every((version) => !known.has(ruleAt({ ...finding, version }))),
  );
  return newer?.conversion === 'Webhook' ? converted(news) : news;
};

const ruleAt = (finding: Finding): string => `${finding.rule}\0${placeOf(finding)}`;

const converted = (findings: readonly Folded[]): readonly Folded[] => {
  const fields = new Map<string, Set<string>>();
  for (const { version, property } of findings.filter(({ rule }) => rule !== 'description'))
    fields.set(version!, (fields.get(version!) ?? new Set()).add(property!));
  return [...fields].map(([version, properties]) => ({
    rule: 'conversion',
    change: 'changed',
    version,
    new: [...properties],
  }));
};
