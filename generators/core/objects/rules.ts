/**
 * The permissions of the manager: exactly what the runtime asks the API server for, derived from what the spec declares.
 * An API's own objects are listed and watched (and patched, for the finalizer of a cleanup), its children applied (create and patch),
 * watched and, by prune, deleted; watched kinds are watched; statuses patched, events written. What children grant to others the manager is
 * granted, too (model/grants.ts). What hand-written code does beyond that, the spec's `permissions` say. The runtime's preflight asks for the same: end-to-end tests run operators with nothing else.
 */
import type { Api, KindReference, Model, PolicyRule } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { mergeRules } from './merge-rules.ts';

const READ = ['list', 'watch'];
const OWN = ['create', 'list', 'patch', 'watch'];

/** What the manager may do in every namespace; merged and sorted. */
export const managerRules = (model: Pick<Model, 'apis'>): readonly PolicyRule[] =>
  mergeRules([...objectRules(model), ...presenceRules(model)]);

/** What it does with objects: its kinds, their children, what it watches; merged and sorted. */
export const objectRules = (model: Pick<Model, 'apis'>): readonly PolicyRule[] =>
  mergeRules([...servedApis(model).flatMap(apiRules), ...eventRules()]);

/** What it needs to write events, in the namespace of what they are about. */
export const eventRules = (): readonly PolicyRule[] => [rule('', 'events', ['create', 'patch'])];

/** How it learns whether a kind is installed that is watched only then: from the one CRD of it. */
export const presenceRules = (model: Pick<Model, 'apis'>): readonly PolicyRule[] => {
  const watched = servedApis(model).flatMap(({ watches }) => watches.filter(({ when }) => when === 'crdPresent'));
  const resourceNames = watched.map(({ group, plural }) => `${plural}.${group}`);
  const definitions = rule('apiextensions.k8s.io', 'customresourcedefinitions', READ);
  return resourceNames.length === 0 ? [] : mergeRules([{ ...definitions, resourceNames }]);
};

/** What the manager may do in its own namespace to elect a leader. */
export const leaderElectionRules = (): readonly PolicyRule[] => [leases(['create', 'get', 'update'])];

/** What each pod may do in its own namespace to share the objects with the others. */
export const shardingRules = (): readonly PolicyRule[] => [leases(['create', 'delete', 'list', 'update'])];

/** What the manager may do to see who reads its metrics: as the ClusterRole `system:auth-delegator`. */
export const metricsAuthRules = (): readonly PolicyRule[] => [
  rule('authentication.k8s.io', 'tokenreviews', ['create']),
  rule('authorization.k8s.io', 'subjectaccessreviews', ['create']),
];

/** Whether the rules let do it with every object of the resource. */
export const isGranted = (rules: readonly PolicyRule[], verb: string, group: string, resource: string): boolean =>
  rules.some(
    ({ apiGroups, resources, resourceNames = [], verbs }) =>
      resourceNames.length === 0 && has(apiGroups, group) && has(resources, resource) && has(verbs, verb),
  );

const has = (list: readonly string[], item: string): boolean => list.includes(item) || list.includes('*');

const apiRules = (api: Api): readonly PolicyRule[] => [
  rule(api.group, api.plural, api.cleanup ? [...READ, 'patch'] : READ),
  ...(writesStatus(api) ? [rule(api.group, `${api.plural}/status`, ['patch'])] : []),
  ...api.children.map(({ kind }) => kindRule(kind, api.prune ? [...OWN, 'delete'] : OWN)),
  ...api.watches.map((kind) => kindRule(kind, READ)),
  ...api.permissions,
];

/** Where a status can be written, the controller writes it: by the status template or in hand-written code. */
const writesStatus = ({ status, storage }: Api): boolean => status !== undefined || storage.statusSubresource;

const kindRule = ({ group, plural }: KindReference, verbs: readonly string[]): PolicyRule => rule(group, plural, verbs);

const leases = (verbs: readonly string[]): PolicyRule => rule('coordination.k8s.io', 'leases', verbs);

const rule = (group: string, resource: string, verbs: readonly string[]): PolicyRule => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});
