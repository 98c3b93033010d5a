/** Rules of RBAC: what they allow (kubernetes pkg/registry/rbac/validation and plugin/pkg/auth/authorizer/rbac). */
import type { PolicyRule } from '../validate/csv.ts';

/** A subresource is part of the resource: `memcacheds/status`. */
export interface Access {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** Whether a rule allows it for every object; one with names of objects allows only what has no name yet to none. */
export const allows = (
  { apiGroups = [], resources = [], verbs = [], resourceNames = [] }: PolicyRule,
  access: Access,
): boolean =>
  (resourceNames.length === 0 || !NAMELESS.has(access.verb)) &&
  has(apiGroups, access.group) &&
  has(verbs, access.verb) &&
  (has(resources, access.resource) || resources.some((resource) => isAnySubresource(resource, access.resource)));

const has = (list: readonly string[], wanted: string): boolean => list.includes('*') || list.includes(wanted);

/** `*` + `/status` stands for that subresource of every resource. */
const isAnySubresource = (rule: string, wanted: string): boolean =>
  rule.startsWith('*/') && wanted.includes('/') && rule.slice(1) === wanted.slice(wanted.indexOf('/'));

/** Requests of these name no object, so a rule with names does not allow them. */
const NAMELESS: ReadonlySet<string> = new Set(['create', 'deletecollection', 'list', 'watch']);

/** Whether all that a rule allows is allowed by another one, too. */
export const isCovered = (rule: PolicyRule, by: PolicyRule): boolean => {
  const { apiGroups = [], resources = [], verbs = [], resourceNames = [] } = rule;
  const names = by.resourceNames ?? [];
  return (
    apiGroups.length > 0 &&
    resources.length > 0 &&
    (names.length === 0 || (resourceNames.length > 0 && resourceNames.every((name) => names.includes(name)))) &&
    apiGroups.every((group) => has(by.apiGroups ?? [], group)) &&
    resources.every((resource) => has(by.resources ?? [], resource)) &&
    verbs.every((verb) => has(by.verbs ?? [], verb))
  );
};
