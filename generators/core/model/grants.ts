/**
 * What children of an API grant to others. The API server lets nobody grant what they may not do themselves, nor bind a role that has more,
 * but for the verbs `escalate` and `bind` (kubernetes.io, Using RBAC Authorization: Privilege escalation prevention and bootstrapping). So the
 * manager may do what the roles say that it makes, and bind the others that it binds.
 */
import type { ApiSpec, ChildSpec } from '../spec/spec.ts';
import { childNames } from './children.ts';
import { isObject, type JsonValue } from './json.ts';
import type { PolicyRule } from './model.ts';
import { splitApiVersion } from './names.ts';

const RBAC = 'rbac.authorization.k8s.io';
/** By kind, their resources. */
const ROLES = new Map([
  ['Role', 'roles'],
  ['ClusterRole', 'clusterroles'],
]);
const BINDINGS = new Set(['RoleBinding', 'ClusterRoleBinding']);

export interface Grants {
  /** What the manager has to be allowed for it. */
  readonly rules: readonly PolicyRule[];
  /** Where a child does not say what it grants, but computes it: paths below `children`. */
  readonly computed: readonly (readonly (string | number)[])[];
}

/** Of all children together. What has not the shape that Kubernetes gives it grants nothing. */
export const grantsOf = (api: ApiSpec): Grants => {
  const children = Object.entries(api.children ?? {}).filter(([, child]) => isRbac(child));
  const names = childNames(api);
  const made = new Set(children.map(([name, { kind }]) => nameOf(kind, names.get(name)!)));
  const all = children.map(([name, child]) =>
    below(name, ROLES.has(child.kind) ? grantedBy(child) : boundBy(child, made)),
  );
  return { rules: all.flatMap(({ rules }) => rules), computed: all.flatMap(({ computed }) => computed) };
};

/** However an expression in it is spaced. */
const nameOf = (kind: string, name: string): string => `${kind} ${name.replaceAll(/\s/g, '')}`;

const NOTHING: Grants = { rules: [], computed: [] };

const isRbac = ({ apiVersion, kind }: ChildSpec): boolean =>
  splitApiVersion(apiVersion).group === RBAC && (ROLES.has(kind) || BINDINGS.has(kind));

const below = (name: string, { rules, computed }: Grants): Grants => ({
  rules,
  computed: computed.map((path) => [name, ...path]),
});

const grantedBy = ({ rules = [], aggregationRule }: ChildSpec): Grants => {
  if (aggregationRule !== undefined) return { rules: [], computed: [['aggregationRule']] };
  if (!Array.isArray(rules)) return isComputed(rules) ? { rules: [], computed: [['rules']] } : NOTHING;
  const all = (rules as readonly JsonValue[]).map(ofRule);
  return {
    rules: all.flatMap((rule) => ('verbs' in rule ? [rule] : [])),
    computed: all.flatMap((rule, i) => ('computed' in rule ? [['rules', i, ...rule.computed]] : [])),
  };
};

/** The rule as the manager needs it; or where it is not known. A name that differs from object to object may be any. */
const ofRule = (rule: JsonValue): PolicyRule | { readonly computed: readonly string[] } => {
  if (!isObject(rule)) return { computed: [] };
  if (rule['nonResourceURLs'] !== undefined) return { computed: ['nonResourceURLs'] };
  const { apiGroups, resources, verbs, resourceNames = [] } = rule;
  const unknown = Object.entries({ apiGroups, resources, verbs }).find(([, list]) => !isTexts(list));
  if (unknown !== undefined) return { computed: rule[unknown[0]] === undefined ? [] : [unknown[0]] };
  return {
    ...({ apiGroups, resources, verbs } as unknown as PolicyRule),
    ...(isTexts(resourceNames) && resourceNames.length > 0 && { resourceNames }),
  };
};

const boundBy = ({ roleRef }: ChildSpec, made: ReadonlySet<string>): Grants => {
  if (!isObject(roleRef)) return isComputed(roleRef) ? { rules: [], computed: [['roleRef']] } : NOTHING;
  const { kind, name } = roleRef;
  if (typeof kind !== 'string' || typeof name !== 'string' || made.has(nameOf(kind, name))) return NOTHING;
  if (isComputed(kind)) return { rules: [], computed: [['roleRef', 'kind']] };
  if (isComputed(name)) return { rules: [], computed: [['roleRef', 'name']] };
  const resource = ROLES.get(kind);
  return resource === undefined
    ? NOTHING
    : { rules: [{ apiGroups: [RBAC], resources: [resource], resourceNames: [name], verbs: ['bind'] }], computed: [] };
};

const isTexts = (list: JsonValue | undefined): list is readonly string[] =>
  Array.isArray(list) && list.every((item) => typeof item === 'string' && !isComputed(item));

const isComputed = (value: JsonValue | undefined): boolean => typeof value === 'string' && value.includes('${');
