/**
 * Which of the manager's permissions can be had in some namespaces alone. Only what is known to be in namespaces can: a rule about
 * anything else (cluster-scoped, a wildcard, a kind that nothing is known of) would grant nothing in a Role.
 */
import { builtinKinds } from '../model/builtin-kinds.ts';
import type { Child, KindReference, Model, PolicyRule } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { mergeRules } from './merge-rules.ts';
import { eventRules, managerRules } from './rules.ts';

export interface ScopedRules {
  /** What a Role in each watched namespace can grant. */
  readonly namespaced: readonly PolicyRule[];
  /** What only a ClusterRole can grant, whatever is watched. */
  readonly cluster: readonly PolicyRule[];
}

/** The manager's rules, parted; merged and sorted. Parted once: values, roles, README and test all ask. */
export const scopedRules = (model: Pick<Model, 'apis'>): ScopedRules => {
  const rules = parted.get(model.apis) ?? part(model);
  parted.set(model.apis, rules);
  return rules;
};

const parted = new WeakMap<Model['apis'], ScopedRules>();

const part = (model: Pick<Model, 'apis'>): ScopedRules => {
  const isNamespaced = namespacedRule(model);
  const single = managerRules(model).flatMap(expand);
  const cluster = single.filter((rule) => !isNamespaced(rule));
  // Events about cluster-scoped objects are in the namespace `default`, which need not be watched.
  const events = clusterKinds(model).length === 0 ? [] : eventRules();
  return { namespaced: mergeRules(single.filter(isNamespaced)), cluster: mergeRules([...cluster, ...events]) };
};

/** The operator's own kinds that are in no namespace, of those that it works on. */
export const clusterKinds = (model: Pick<Model, 'apis'>): readonly string[] =>
  servedApis(model).flatMap(({ kind, scope }) => (scope === 'Cluster' ? [kind] : []));

/** Children of namespaced kinds that are put elsewhere than beside their owner: 'service of Memcached'. */
export const strayChildren = (model: Pick<Model, 'apis'>): readonly string[] =>
  servedApis(model).flatMap(({ kind, scope, children }) =>
    scope === 'Cluster'
      ? []
      : children.flatMap((child) =>
          child.kind.namespaced && !isBesideOwner(child) ? [`${child.name} of ${kind}`] : [],
        ),
  );

const isBesideOwner = ({ template }: Child): boolean => {
  const metadata = template.entries.find(([key]) => key === 'metadata')?.[1];
  const namespace =
    metadata?.type === 'object' ? metadata.entries.find(([key]) => key === 'namespace')?.[1] : undefined;
  return namespace?.type === 'expression' && namespace.expression.code === 'self.metadata.namespace';
};

/** What rules are about, for people: 'nodes', 'deployments.apps', 'deployments.apps/status'; each once. */
export const ruledResources = (rules: readonly PolicyRule[]): readonly string[] => [
  ...new Set(
    rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => qualified(resource, group))),
    ),
  ),
];

const qualified = (resource: string, group: string): string => {
  const [name = '', ...subresource] = resource.split('/');
  return [group === '' ? name : `${name}.${group}`, ...subresource].join('/');
};

/** Tells of a rule whether all that it is about is known to be in namespaces. */
export const namespacedRule = (model: Pick<Model, 'apis'>): ((rule: PolicyRule) => boolean) => {
  const known = new Set(
    [...references(model), ...builtinKinds()].filter(({ namespaced }) => namespaced).map(resourceKey),
  );
  return ({ apiGroups, resources }) =>
    apiGroups.every((group) =>
      resources.every((resource) => known.has(resourceKey({ group, plural: resource.split('/')[0]! }))),
    );
};

/** One rule per group and resource. */
const expand = ({ apiGroups, resources, ...rest }: PolicyRule): readonly PolicyRule[] =>
  apiGroups.flatMap((group) => resources.map((resource) => ({ ...rest, apiGroups: [group], resources: [resource] })));

const references = ({ apis }: Pick<Model, 'apis'>): readonly Pick<KindReference, 'group' | 'plural' | 'namespaced'>[] =>
  apis.flatMap(({ group, plural, scope, children, watches }) => [
    { group, plural, namespaced: scope === 'Namespaced' },
    ...children.map(({ kind }) => kind),
    ...watches,
  ]);

const resourceKey = ({ group, plural }: Pick<KindReference, 'group' | 'plural'>): string => `${plural}.${group}`;
