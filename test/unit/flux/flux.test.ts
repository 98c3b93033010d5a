import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../generators/core/model/model.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { sourceIgnore } from '../../../generators/core/publish/source-ignore.ts';
import { memcachedApi, memcachedModel } from '../models.ts';
import { deliveredModel, deliveredModels } from './delivered-models.ts';
import { objectOf, objectsOf, pathsOf } from './emitted.ts';

describe('deploy/flux', () => {
  test('has a kustomization in each folder that names its files; overlays and values are the user’s', () => {
    expect(pathsOf(memcachedModel())).toEqual([
      'operator/namespace.yaml managed',
      'operator/source.yaml managed',
      'operator/release.yaml managed',
      'operator/kustomization.yaml managed',
      'instances/base/memcached.yaml managed',
      'instances/base/kustomization.yaml managed',
      'instances/production/kustomization.yaml seeded',
      'clusters/production/source.yaml managed',
      'clusters/production/operator.yaml managed',
      'clusters/production/instances.yaml managed',
      'clusters/production/own/kustomization.yaml seeded',
      'clusters/production/kustomization.yaml managed',
      'clusters/production/operator/values.yaml seeded',
      'clusters/production/operator/kustomization.yaml managed',
    ]);
  });

  test('is empty when Flux is off', () => {
    expect(fluxFiles(memcachedModel({ delivery: { registry: 'oci://example.com' } }))).toEqual([]);
  });

  test('has nothing about objects while there are no kinds', () => {
    const model = memcachedModel({ apis: [] });
    expect(pathsOf(model).filter((path) => path.includes('instances'))).toEqual([]);
    expect(objectOf(model, 'clusters/production/kustomization.yaml')['resources']).toEqual([
      'source.yaml',
      'operator.yaml',
    ]);
  });

  test('keeps the namespace when the operator is removed, under the restricted Pod Security Standard', () => {
    expect(objectOf(memcachedModel(), 'operator/namespace.yaml')).toMatchObject({
      metadata: {
        name: 'memcached-operator-system',
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
    });
  });

  test('pulls the chart of the spec’s version, by a tag that a registry takes', () => {
    expect(objectOf(memcachedModel({ version: '1.2.0-rc.1+build.5' }), 'operator/source.yaml')).toMatchObject({
      metadata: { namespace: 'memcached-operator-system' },
      spec: { url: 'oci://ghcr.io/acme/charts/memcached-operator', ref: { tag: '1.2.0-rc.1_build.5' } },
    });
  });

  test('delivers objects after the operator, and lets the operator outlive them', () => {
    expect(objectOf(memcachedModel(), 'clusters/production/instances.yaml').spec).toMatchObject({
      dependsOn: [{ name: 'memcached-operator' }],
      deletionPolicy: 'WaitForTermination',
      wait: true,
      path: './instances/production',
    });
    expect(objectOf(memcachedModel(), 'clusters/production/operator.yaml')).toMatchObject({
      metadata: { name: 'memcached-operator' },
      spec: { wait: true, path: './clusters/production/operator' },
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
    expect(objectOf(memcachedModel({ apis: [api] }), 'instances/base/memcached.yaml').metadata).toEqual(expected);
  });

  test('a kind may have the name of the file that names the others', () => {
    const apis = `
    - {group: build, kind: Kustomization, versions: [{name: v1, schema: {spec: {type: object}}}]}`;
    const model = deliveredModel({ apis });
    expect(objectOf(model, 'instances/base/kustomization-sample.yaml').apiVersion).toBe('build.example.com/v1');
    expect(objectOf(model, 'instances/base/kustomization.yaml')['resources']).toEqual(['kustomization-sample.yaml']);
  });

  test('what looks like a variable in a sample stays as it is, and so do its annotations', () => {
    const model = deliveredModel({ flux: '{substitute: {HOME: changed}}' });
    const sample = objectOf(model, 'instances/base/cache.yaml');
    expect(sample.spec.path).toBe('${HOME}/$$x');
    expect(sample.metadata.annotations).toEqual({
      'example.com/note': 'kept',
      'kustomize.toolkit.fluxcd.io/substitute': 'disabled',
    });
    expect(objectOf(model, 'instances/base/region.yaml').metadata.annotations).toBeUndefined();
  });
});

describe('the release', () => {
  const release = (helm: string, flux: string) =>
    objectOf(deliveredModel({ helm, flux }), 'operator/release.yaml').spec;

  test.each([
    ['templated', undefined],
    ['separate', undefined],
    ['static', 'CreateReplace'],
  ])('with CRDs that are %s', (crds, policy) => {
    const { install, upgrade } = release(`{crds: ${crds}}`, '{}');
    expect([install.crds, upgrade.crds]).toEqual([policy, policy]);
  });

  test('comes after the CRDs, where these have a chart of their own', () => {
    const model = deliveredModel({ helm: '{crds: separate}' });
    expect(objectOf(model, 'operator/release.yaml').spec.dependsOn).toEqual([{ name: 'cache-operator-crds' }]);
    expect(objectOf(model, 'operator/crds-release.yaml').spec.chartRef).toEqual({
      kind: 'OCIRepository',
      name: 'cache-operator-crds',
    });
    expect(objectOf(model, 'operator/crds-source.yaml').spec.url).toBe('oci://ghcr.io/acme/charts/cache-operator-crds');
  });

  test('heals by itself: no end of retries, nothing rolled back; drift is reverted', () => {
    expect(release('{}', '{}')).toMatchObject({
      driftDetection: { mode: 'enabled' },
      install: { strategy: { name: 'RetryOnFailure' } },
      upgrade: { strategy: { name: 'RetryOnFailure' } },
    });
  });

  test('takes values that the cluster brings, in their order', () => {
    const flux = '{values: [{kind: Secret, name: a, key: b, optional: true}, {kind: ConfigMap, name: c}]}';
    expect(release('{}', flux).valuesFrom).toEqual([
      { kind: 'Secret', name: 'a', valuesKey: 'b', optional: true },
      { kind: 'ConfigMap', name: 'c', valuesKey: 'values.yaml' },
    ]);
  });
});

describe('sources', () => {
  const { 'all from git, at a tag': git, 'the chart from a Helm repository': helm } = deliveredModels();

  test('a registry without TLS, with credentials, of which signatures are asked', () => {
    const flux = '{insecure: true, secret: registry, verify: {secret: keys}}';
    const model = deliveredModel({ flux });
    for (const path of ['operator/source.yaml', 'clusters/production/source.yaml'])
      expect(objectOf(model, path).spec).toMatchObject({
        insecure: true,
        secretRef: { name: 'registry' },
        verify: { provider: 'cosign', secretRef: { name: 'keys' } },
      });
  });

  test('an identity is matched as a whole', () => {
    const identities = '[{issuer: "^https://a$", subject: "https://b"}, {issuer: "^a|b$", subject: \'^a\\$\'}]';
    const { verify } = objectOf(
      deliveredModel({ flux: `{verify: {identities: ${identities}}}` }),
      'operator/source.yaml',
    ).spec;
    expect(verify).toEqual({
      provider: 'cosign',
      matchOIDCIdentity: [
        { issuer: '^https://a$', subject: '^(?:https://b)$' },
        { issuer: '^(?:^a|b$)$', subject: '^(?:^a\\$)$' },
      ],
    });
  });

  test('git: manifests in their folder, the chart in its own, by every commit', () => {
    expect(objectOf(git!, 'clusters/production/operator.yaml').spec).toMatchObject({
      path: './deploy/flux/clusters/production/operator',
      sourceRef: { kind: 'GitRepository', name: 'from-git-manifests' },
    });
    expect(objectOf(git!, 'operator/release.yaml').spec.chart.spec).toMatchObject({
      chart: './charts/from-git',
      reconcileStrategy: 'Revision',
      sourceRef: { kind: 'GitRepository', name: 'from-git' },
    });
    expect(objectOf(git!, 'operator/source.yaml')).toMatchObject({
      metadata: { namespace: 'from-git-system' },
      spec: { ref: { tag: 'v0.1.0' }, secretRef: { name: 'git' } },
    });
  });

  test('a Helm repository: both charts, by version', () => {
    expect(objectOf(helm!, 'operator/source.yaml')).toMatchObject({
      kind: 'HelmRepository',
      spec: { url: 'https://charts.example.com', secretRef: { name: 'charts' } },
    });
    expect(objectOf(helm!, 'operator/crds-release.yaml').spec.chart.spec).toMatchObject({
      chart: 'from-helm-crds',
      version: '1.0.0+build.5',
      sourceRef: { kind: 'HelmRepository', name: 'from-helm' },
    });
    expect(objectsOf(helm!, 'operator/crds-source.yaml')).toEqual([]);
  });

  test('beside deploy/: what sops and Flux look for at the root', () => {
    const files = new Map(fluxFiles(git!).map(({ path, content }) => [path, String(content)]));
    const ignores = sourceIgnore(new Map([['', files.get('.sourceignore')!]]));
    const taken = [
      'src',
      'README.md',
      'deploy',
      'charts',
      'deploy/flux/operator/release.yaml',
      'charts/a/Chart.yaml',
      '.sops.yaml',
    ];
    expect(taken.filter((path) => !ignores(path, !path.includes('.')))).toEqual([
      'deploy',
      'charts',
      'deploy/flux/operator/release.yaml',
      'charts/a/Chart.yaml',
    ]);
    expect(files.get('.sops.yaml')).toContain('encrypted_regex: ^(data|stringData)$');
    expect(files.get('.sops.yaml')).not.toContain('age:');
    const { 'a shared cluster, from a registry with credentials, signed by a key': shared } = deliveredModels();
    const sops = fluxFiles(shared!).find(({ path }) => path === '.sops.yaml');
    expect(String(sops?.content)).toContain('age: age1a,age1b');
    expect(fluxFiles(memcachedModel()).filter(({ path }) => !path.startsWith('deploy/flux/'))).toEqual([]);
  });
});
