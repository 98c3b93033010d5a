import * as exported from 'k8s-operator-runtime/kinds';
import { describe, expect, test } from 'vitest';
import { builtinGroups, builtinKind, builtinKinds } from '../../../generators/core/model/builtin-kinds.ts';
import { builtinKinds as runtimeKinds } from '../../../runtime/src/kinds/builtin.ts';

describe('the table of the generator', () => {
  test.each([
    [
      'v1',
      'Service',
      { group: '', version: 'v1', plural: 'services', namespaced: true, importName: 'Service', stored: true },
    ],
    ['v1', 'Endpoints', { plural: 'endpoints', namespaced: true }],
    ['v1', 'Namespace', { plural: 'namespaces', namespaced: false }],
    ['v1', 'Event', { plural: 'events', importName: 'CoreEvent' }],
    ['events.k8s.io/v1', 'Event', { plural: 'events', importName: 'Event' }],
    ['apps/v1', 'Deployment', { group: 'apps', version: 'v1', plural: 'deployments', importName: 'Deployment' }],
    ['autoscaling/v1', 'HorizontalPodAutoscaler', { importName: 'HorizontalPodAutoscalerV1' }],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', { importName: 'HorizontalPodAutoscaler' }],
    ['networking.k8s.io/v1', 'NetworkPolicy', { plural: 'networkpolicies', namespaced: true }],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', { namespaced: false }],
    ['authorization.k8s.io/v1', 'SelfSubjectAccessReview', { namespaced: false, stored: false }],
    ['v1', 'Binding', { plural: 'bindings', namespaced: true, stored: false }],
  ])('%s %s', (apiVersion, kind, row) => {
    expect(builtinKind(apiVersion, kind)).toMatchObject({ apiVersion, kind, ...row });
  });

  test.each([
    ['apps/v1', 'Service'],
    ['apps/v1beta1', 'Deployment'],
    ['v1', 'DeploymentList'],
    ['policy/v1', 'Eviction'],
    ['v1', 'constructor'],
  ])('has no %s %s', (apiVersion, kind) => {
    expect(builtinKind(apiVersion, kind)).toBeUndefined();
  });

  test('knows the groups that are not for users', () => {
    expect(builtinGroups()).toContain('');
    expect(builtinGroups()).toContain('networking.k8s.io');
    expect(builtinGroups()).not.toContain('cache.example.com');
  });
});

describe('the kinds of the runtime', () => {
  test('every row of the table can be imported under its name and is the same kind', () => {
    const values = exported as unknown as Record<
      string,
      { apiVersion: string; kind: string; plural: string; scope: string }
    >;
    const found = builtinKinds().map(({ importName }) => values[importName]);
    expect(
      found.map((value) => value && [value.apiVersion, value.kind, value.plural, value.scope === 'Namespaced']),
    ).toEqual(builtinKinds().map(({ apiVersion, kind, plural, namespaced }) => [apiVersion, kind, plural, namespaced]));
  });

  test('the list for an API server has each of them once', () => {
    const name = ({ apiVersion, kind }: { apiVersion: string; kind: string }): string => `${apiVersion} ${kind}`;
    expect(runtimeKinds.map(name).toSorted()).toEqual(builtinKinds().map(name).toSorted());
  });
});
