import { describe, expect, test } from 'vitest';
import type { Api, PolicyRule, WatchedKind } from '../../../generators/core/model/model.ts';
import { mergeRules } from '../../../generators/core/objects/merge-rules.ts';
import { isGranted, leaderElectionRules, managerRules, shardingRules } from '../../../generators/core/objects/rules.ts';
import { kindOf, memcachedApi, memcachedModel, version } from '../models.ts';

const rule = (groups: string, resources: string, verbs: string, resourceNames?: string): PolicyRule => ({
  apiGroups: groups.split(','),
  resources: resources.split(','),
  ...(resourceNames !== undefined && { resourceNames: resourceNames.split(',') }),
  verbs: verbs.split(','),
});

const EVENTS = rule('', 'events', 'create,patch');
const OWN = rule('cache.example.com', 'memcacheds', 'list,watch');
const STATUS = rule('cache.example.com', 'memcacheds/status', 'patch');
const withoutStatus = version({ statusSubresource: false });

const absent = (kind: string): WatchedKind => ({ ...kindOf('storage.example.org/v1', kind), when: 'crdPresent' });

const derived: readonly [what: string, apis: readonly Api[], rules: readonly PolicyRule[]][] = [
  [
    'the memcached operator',
    [memcachedApi()],
    [
      EVENTS,
      rule('', 'services', 'create,list,patch,watch'),
      rule('apps', 'deployments', 'create,list,patch,watch'),
      OWN,
      STATUS,
    ],
  ],
  ['no APIs', [], [EVENTS]],
  [
    'no children, a status without a template',
    [memcachedApi({ children: [], versions: [version()], status: undefined as never })],
    [EVENTS, OWN, STATUS],
  ],
  [
    'no status',
    [memcachedApi({ children: [], storage: withoutStatus, versions: [withoutStatus], status: undefined as never })],
    [EVENTS, OWN],
  ],
  [
    'a kind that is watched and owned',
    [memcachedApi({ watches: [kindOf('v1', 'Service'), kindOf('v1', 'Secret')] })],
    [
      EVENTS,
      rule('', 'secrets', 'list,watch'),
      rule('', 'services', 'create,list,patch,watch'),
      rule('apps', 'deployments', 'create,list,patch,watch'),
      OWN,
      STATUS,
    ],
  ],
  [
    'a cleanup, which has a finalizer',
    [memcachedApi({ children: [], cleanup: true })],
    [EVENTS, rule('cache.example.com', 'memcacheds', 'list,patch,watch'), STATUS],
  ],
  [
    'children that are deleted',
    [memcachedApi({ prune: true })],
    [
      EVENTS,
      rule('', 'services', 'create,delete,list,patch,watch'),
      rule('apps', 'deployments', 'create,delete,list,patch,watch'),
      OWN,
      STATUS,
    ],
  ],
  [
    'kinds that may be absent',
    [memcachedApi({ children: [], watches: [absent('Bucket'), absent('Alias'), kindOf('v1', 'Secret')] })],
    [
      EVENTS,
      rule('', 'secrets', 'list,watch'),
      rule(
        'apiextensions.k8s.io',
        'customresourcedefinitions',
        'list,watch',
        'aliases.storage.example.org,buckets.storage.example.org',
      ),
      OWN,
      STATUS,
      rule('storage.example.org', 'aliases,buckets', 'list,watch'),
    ],
  ],
  [
    'permissions of hand-written code',
    [
      memcachedApi({
        children: [],
        permissions: [rule('cache.example.com', 'memcacheds', 'patch'), rule('', 'secrets', 'get', 'b,a,b')],
      }),
    ],
    [EVENTS, rule('', 'secrets', 'get', 'a,b'), rule('cache.example.com', 'memcacheds', 'list,patch,watch'), STATUS],
  ],
];

describe('the manager may do what the runtime does, and nothing more', () => {
  test.each(derived)('%s', (_, apis, rules) => {
    expect(managerRules(memcachedModel({ apis }))).toEqual(rules);
  });

  test('leader election, sharding', () => {
    expect(leaderElectionRules()).toEqual([rule('coordination.k8s.io', 'leases', 'create,get,update')]);
    expect(shardingRules()).toEqual([rule('coordination.k8s.io', 'leases', 'create,delete,list,update')]);
  });
});

const merged: readonly [what: string, given: readonly PolicyRule[], rules: readonly PolicyRule[]][] = [
  ['verbs of one resource', [rule('a', 'x', 'list'), rule('a', 'x', 'get,list')], [rule('a', 'x', 'get,list')]],
  ['resources of the same verbs', [rule('a', 'y', 'get'), rule('a', 'x', 'get')], [rule('a', 'x,y', 'get')]],
  ['groups of the same resources', [rule('b', 'x', 'get'), rule('a', 'x', 'get')], [rule('a,b', 'x', 'get')]],
  ['all verbs', [rule('a', 'x', 'get'), rule('a', 'x', '*')], [rule('a', 'x', '*')]],
  [
    'names stay apart',
    [rule('a', 'x', 'get', 'n'), rule('a', 'x', 'get')],
    [rule('a', 'x', 'get'), rule('a', 'x', 'get', 'n')],
  ],
  [
    'never more than was given',
    [rule('a', 'x', 'get'), rule('b', 'y', 'get'), rule('a,b', 'z', 'list')],
    [rule('a', 'x', 'get'), rule('a,b', 'z', 'list'), rule('b', 'y', 'get')],
  ],
];

test.each(merged)('merging: %s', (_, given, rules) => {
  expect(mergeRules(given)).toEqual(rules);
  expect(mergeRules(given.toReversed())).toEqual(rules);
});

test.each([
  ['the verb', rule('a', 'x', 'get,patch'), true],
  ['every verb', rule('a', 'x', '*'), true],
  ['every resource', rule('*', '*', 'patch'), true],
  ['another verb', rule('a', 'x', 'get'), false],
  ['another group', rule('b', 'x', 'patch'), false],
  ['a subresource', rule('a', 'x/status', 'patch'), false],
  ['some names', rule('a', 'x', 'patch', 'n'), false],
])('to patch is granted by %s: %j', (_, given, granted) => {
  expect(isGranted([given], 'patch', 'a', 'x')).toBe(granted);
});
