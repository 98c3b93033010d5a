/** What an operator is called whose spec is made from CRDs, when nobody says. */
import { kebabCase } from '../model/names.ts';
import { isReservedFile } from '../model/reserved-words.ts';

/** A group and a kind of each CRD. */
export interface Named {
  readonly group: string;
  readonly kind: string;
}

/**
 * The domain under which most of the groups are one label, or which is itself most of the groups: `cert-manager.io` of itself and
 * `acme.cert-manager.io`. A domain has a dot.
 */
export const deriveDomain = (apis: readonly Named[]): string => {
  const candidates = new Set(apis.flatMap(({ group }) => [parentOf(group), group]).filter(isDomain));
  const weight = (domain: string): number =>
    apis.reduce((sum, { group }) => sum + (parentOf(group) === domain ? 2 : group === domain ? 1 : 0), 0);
  const [first = 'example.com', ...others] = candidates;
  return others.reduce((best, domain) => (weight(domain) > weight(best) ? domain : best), first);
};

/** The group as the spec writes it: without the domain where one label is left. */
export const shortGroup = (group: string, domain: string): string =>
  parentOf(group) === domain ? group.slice(0, group.indexOf('.')) : group;

/** After the only kind, the only group, or the domain: `captain-operator`, `cert-manager-operator`. At most 40 characters. */
export const deriveName = (apis: readonly Named[], domain: string): string => {
  const groups = new Set(apis.map(({ group }) => group));
  const [{ kind = '' } = {}, ...more] = apis;
  const [group = ''] = groups;
  const base = more.length === 0 ? kebabCase(kind) : labelOf(groups.size === 1 ? group : domain);
  const stem = base
    .replace(/-?operator$/, '')
    .replaceAll(/[^a-z0-9-]/g, '')
    .slice(0, 31)
    .replace(/-+$/, '');
  const name = `${/^[a-z]/.test(stem) ? stem : 'imported'}-operator`;
  return isReservedFile(name) ? 'imported-operator' : name;
};

const labelOf = (group: string): string => group.split('.')[0] ?? '';

const parentOf = (group: string): string => {
  const dot = group.indexOf('.');
  return dot === -1 ? '' : group.slice(dot + 1);
};

const isDomain = (text: string): boolean => text.includes('.');
