/**
 * Rules in the form that controller-gen gives them: each permission once, rules that differ in one list only made one,
 * everything sorted. Grants the same before and after.
 */
import type { PolicyRule } from '../model/model.ts';

/** Merged, deduplicated, sorted. */
export const mergeRules = (rules: readonly PolicyRule[]): readonly PolicyRule[] => {
  const verbsMerged = combine(rules.flatMap(expand), 'verbs');
  return combine(combine(verbsMerged, 'resources'), 'apiGroups').map(tidy).sort(compareRules);
};

type List = 'apiGroups' | 'resources' | 'verbs';

/** One rule per group and resource. */
const expand = ({ apiGroups, resources, resourceNames = [], verbs }: PolicyRule): readonly PolicyRule[] =>
  apiGroups.flatMap((group) =>
    resources.map((resource) => ({
      apiGroups: [group],
      resources: [resource],
      resourceNames: sorted(resourceNames),
      verbs,
    })),
  );

/** Makes one rule of those that are equal but for `list`. */
const combine = (rules: readonly PolicyRule[], list: List): readonly PolicyRule[] => {
  // Not Map.groupBy: it came with Node 21.
  const byRest = new Map<string, PolicyRule[]>();
  for (const rule of rules) {
    const rest = JSON.stringify({ ...normal(rule), [list]: null });
    byRest.set(rest, [...(byRest.get(rest) ?? []), rule]);
  }
  return [...byRest.values()].map((same) => union(same, list));
};

/** One of the rules with the lists of all. */
const union = (same: readonly PolicyRule[], list: List): PolicyRule => ({
  ...same[0]!,
  [list]: normalList(
    same.flatMap((rule) => rule[list]),
    list,
  ),
});

const normal = (rule: PolicyRule): PolicyRule => ({
  apiGroups: normalList(rule.apiGroups, 'apiGroups'),
  resources: normalList(rule.resources, 'resources'),
  resourceNames: sorted(rule.resourceNames ?? []),
  verbs: normalList(rule.verbs, 'verbs'),
});

/** Sorted, each once; verbs beside `*` say nothing. */
const normalList = (items: readonly string[], list: List): readonly string[] =>
  list === 'verbs' && items.includes('*') ? ['*'] : sorted(items);

const tidy = ({ apiGroups, resources, resourceNames = [], verbs }: PolicyRule): PolicyRule =>
  resourceNames.length === 0 ? { apiGroups, resources, verbs } : { apiGroups, resources, resourceNames, verbs };

const compareRules = (a: PolicyRule, b: PolicyRule): number => compare(sortKey(a), sortKey(b));
const sortKey = ({ apiGroups, resources, resourceNames = [], verbs }: PolicyRule): string =>
  [apiGroups, resources, resourceNames, verbs].map((list) => list.join('&')).join(' + ');

const sorted = (items: readonly string[]): readonly string[] => [...new Set(items)].sort(compare);
/** By code unit, the same in every locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
