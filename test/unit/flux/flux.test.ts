import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import type { JsonObject, Model } from '../../../generators/core/model/model.ts';
import { memcachedApi, memcachedModel } from '../models.ts';

const read = (model: Model, path: string): Record<string, never> => {
  const file = fluxFiles(model).find((candidate) => candidate.path === `deploy/flux/${path}`);
  return parse(String(file?.content)) as Record<string, never>;
};

describe('deploy/flux', () => {
  test('has a kustomization in each folder that names its files; only the overlay is the user’s', () => {
    const files = fluxFiles(memcachedModel());
    expect(files.map(({ path, owner }) => `${path} ${owner}`)).toEqual([
      'deploy/flux/operator/namespace.yaml managed',
      'deploy/flux/operator/source.yaml managed',
      'deploy/flux/operator/release.yaml managed',
      'deploy/flux/operator/kustomization.yaml managed',
      'deploy/flux/instances/base/memcached.yaml managed',
      'deploy/flux/instances/base/kustomization.yaml managed',
      'deploy/flux/instances/production/kustomization.yaml seeded',
      'deploy/flux/clusters/production/source.yaml managed',
      'deploy/flux/clusters/production/operator.yaml managed',
      'deploy/flux/clusters/production/instances.yaml managed',
      'deploy/flux/clusters/production/kustomization.yaml managed',
    ]);
  });

  test('is empty when Flux is off', () => {
    expect(fluxFiles(memcachedModel({ delivery: {} }))).toEqual([]);
  });

  test('has nothing about objects while there are no kinds', () => {
    const paths = fluxFiles(memcachedModel({ apis: [] })).map(({ path }) => path);
    expect(paths.filter((path) => path.includes('instances'))).toEqual([]);
    expect(read(memcachedModel({ apis: [] }), 'clusters/production/kustomization.yaml')).toMatchObject({
      resources: ['source.yaml', 'operator.yaml'],
    });
  });

  test('keeps the namespace when the operator is removed, under the restricted Pod Security Standard', () => {
    expect(read(memcachedModel(), 'operator/namespace.yaml')).toMatchObject({
      metadata: {
        name: 'memcached-operator-system',
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
    });
  });

  test('pulls the chart of the spec’s version, by a tag that a registry takes', () => {
    expect(read(memcachedModel({ version: '1.2.0-rc.1+build.5' }), 'operator/source.yaml')).toMatchObject({
      metadata: { namespace: 'memcached-operator-system' },
      spec: { url: 'oci://ghcr.io/acme/charts/memcached-operator', ref: { tag: '1.2.0-rc.1_build.5' } },
    });
  });

  test('delivers objects after the operator, and lets the operator outlive them', () => {
    const { spec } = read(memcachedModel(), 'clusters/production/instances.yaml');
    expect(spec).toMatchObject({
      dependsOn: [{ name: 'memcached-operator' }],
      deletionPolicy: 'WaitForTermination',
      wait: true,
    });
    expect(read(memcachedModel(), 'clusters/production/operator.yaml')).toMatchObject({
      metadata: { name: 'memcached-operator' },
      spec: { wait: true },
    });
  });

  test.each<[string, 'Namespaced' | 'Cluster', JsonObject, JsonObject]>([
    ['a sample without a namespace goes to default', 'Namespaced', { name: 'a' }, { name: 'a', namespace: 'default' }],
    ['one with a namespace keeps it', 'Namespaced', { name: 'a', namespace: 'b' }, { name: 'a', namespace: 'b' }],
    ['one of a cluster-wide kind has none', 'Cluster', { name: 'a' }, { name: 'a' }],
  ])('%s', (_title, scope, metadata, expected) => {
    const api = memcachedApi({
      scope,
      sample: { apiVersion: 'cache.example.com/v1alpha1', kind: 'Memcached', metadata, spec: {} },
    });
    expect(read(memcachedModel({ apis: [api] }), 'instances/base/memcached.yaml')['metadata']).toEqual(expected);
  });
});
