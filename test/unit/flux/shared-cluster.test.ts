/** What a cluster that teams share asks for: --no-cross-namespace-refs and --default-service-account=default. */
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { deliveredModel, deliveredModels } from './delivered-models.ts';
import { type FluxObject, objectOf, objectsIn, objectsOf, pathsOf } from './emitted.ts';

const shared = Object.entries(deliveredModels()).filter(([, { delivery }]) => delivery.flux!.tenants.length > 0);

const objects = (model: Model): readonly FluxObject[] =>
  fluxFiles(model)
    .filter(({ path }) => path.endsWith('.yaml') && path.startsWith('deploy/'))
    .flatMap(({ content }) => objectsIn(String(content)))
    .filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'));

const fluxObjects = (model: Model): readonly FluxObject[] =>
  objects(model).filter(({ apiVersion }) => apiVersion.includes('.toolkit.fluxcd.io/'));

/** Every namespace that something below names. */
const namespacesIn = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'namespace' ? [inner] : namespacesIn(inner)));
};

test('there are such specs', () => expect(shared.length).toBeGreaterThan(3));

describe.each(shared)('%s', (_title, model) => {
  test('nothing refers to another namespace', () => {
    for (const { metadata, spec } of fluxObjects(model))
      expect(namespacesIn(spec).filter((namespace) => namespace !== metadata.namespace)).toEqual([]);
  });

  test('all that is applied is applied as a ServiceAccount that is there', () => {
    const accounts = objects(model)
      .filter(({ kind }) => kind === 'ServiceAccount')
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      // Flux's own manifests bring it.
      .concat('flux-system/kustomize-controller');
    const appliers = fluxObjects(model).filter(({ kind }) => kind === 'Kustomization' || kind === 'HelmRelease');
    expect(appliers.length).toBeGreaterThan(3);
    for (const { metadata, spec } of appliers.filter(({ spec }) => spec.interval !== undefined))
      expect(accounts).toContain(`${metadata.namespace}/${spec.serviceAccountName}`);
  });

  test('the account of the release is there before it, and after', () => {
    const { name } = model;
    expect(
      objectOf(model, 'clusters/production/operator.yaml'.replace('production', model.delivery.flux!.environments[0]!))
        .spec.dependsOn,
    ).toEqual([{ name: `${name}-access` }]);
    expect(pathsOf(model).filter((path) => path.startsWith('access/'))).toEqual([
      'access/namespace.yaml managed',
      'access/service-account.yaml managed',
      'access/cluster-role-binding.yaml managed',
      'access/kustomization.yaml managed',
    ]);
    expect(pathsOf(model)).not.toContain('operator/namespace.yaml managed');
  });
});

describe('a tenant', () => {
  const { 'a shared cluster, from a registry with credentials, signed by a key': model } = deliveredModels();

  test('may edit the kinds that are in namespaces, in its own, and nothing else', () => {
    const bindings = objectsOf(model!, 'tenants/team-b/role-bindings.yaml');
    expect(bindings.map(({ metadata, roleRef }) => [metadata.namespace, roleRef.kind, roleRef.name])).toEqual([
      ['apps-b', 'ClusterRole', 'shared-cache-editor'],
      ['apps-b', 'ClusterRole', 'shared-cache-region-editor'],
    ]);
    for (const { subjects } of bindings)
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'team-b', namespace: 'apps-b' }]);
  });

  test('keeps what its objects were made with: they can be deleted with the same rights', () => {
    const kept = ['namespace', 'service-account', 'role-bindings'].flatMap((file) =>
      objectsOf(model!, `tenants/team-a/${file}.yaml`),
    );
    for (const { metadata } of kept)
      expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  });

  test('pulls with its own credentials, in plain HTTP only from the registry that speaks it', () => {
    const [a] = objectsOf(model!, 'tenants/team-a/sync.yaml');
    const [b, sync] = objectsOf(model!, 'tenants/team-b/sync.yaml');
    expect(a!.spec).toMatchObject({
      url: 'oci://ghcr.io/acme/manifests/team-a',
      insecure: true,
      serviceAccountName: 'team-a',
    });
    expect(b!.spec).toMatchObject({ url: 'oci://elsewhere.example.com/b' });
    expect(b!.spec.insecure).toBeUndefined();
    expect(objectOf(model!, 'tenants/team-b/service-account.yaml')['imagePullSecrets']).toEqual([{ name: 'registry' }]);
    expect(sync).toMatchObject({
      metadata: { name: 'team-b', namespace: 'apps-b' },
      spec: { targetNamespace: 'apps-b', prune: true, wait: true, deletionPolicy: 'WaitForTermination' },
    });
    expect(sync!.spec.healthCheckExprs.map(({ kind }: { kind: string }) => kind)).toEqual(['Cache']);
  });

  test('that has no rights has no bindings', () => {
    const apis = `
    - {group: a, kind: Wide, scope: Cluster, versions: [{name: v1, schema: {spec: {type: object}}}]}`;
    expect(() => deliveredModel({ apis, flux: '{tenants: [{name: a}]}' })).toThrow('they can have no objects');
    const empty = { ...deliveredModel({ flux: '{tenants: [{name: a}]}' }), apis: [] };
    expect(objectOf(empty, 'tenants/a/kustomization.yaml')['resources']).toEqual([
      'namespace.yaml',
      'service-account.yaml',
      'sync.yaml',
    ]);
  });
});

test('what is not shared names no account', () => {
  for (const { spec } of fluxObjects(deliveredModel())) expect(spec?.serviceAccountName).toBeUndefined();
});
