/**
 * The permissions of the manager: exactly what the runtime asks the API server for, derived from what the spec declares.
 * An API's own objects are listed and watched, its children applied (create and patch) and watched, watched kinds watched,
 * statuses patched, events written. What hand-written code does beyond that, the spec's `permissions` say.
 */
import type { Api, KindReference, Model, PolicyRule } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { mergeRules } from './merge-rules.ts';

const READ = ['list', 'watch'];
const OWN = ['create', 'list', 'patch', 'watch'];

/** What the manager may do in every namespace; merged and sorted. */
export const managerRules = (model: Pick<Model, 'apis'>): readonly PolicyRule[] =>
  mergeRules([...servedApis(model).flatMap(apiRules), rule('events.k8s.io', 'events', ['create', 'patch'])]);

/** What the manager may do in its own namespace to elect a leader. */
export const leaderElectionRules = (): readonly PolicyRule[] => [
  rule('coordination.k8s.io', 'leases', ['create', 'get', 'update']),
];

const apiRules = (api: Api): readonly PolicyRule[] => [
  rule(api.group, api.plural, READ),
  ...(writesStatus(api) ? [rule(api.group, `${api.plural}/status`, ['patch'])] : []),
  ...api.children.map(({ kind }) => kindRule(kind, OWN)),
  ...api.watches.map((kind) => kindRule(kind, READ)),
  ...api.permissions,
];

/** Where a status can be written, the controller writes it: by the status template or in hand-written code. */
const writesStatus = ({ status, storage }: Api): boolean => status !== undefined || storage.statusSubresource;

const kindRule = ({ group, plural }: KindReference, verbs: readonly string[]): PolicyRule => rule(group, plural, verbs);

const rule = (group: string, resource: string, verbs: readonly string[]): PolicyRule => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});
