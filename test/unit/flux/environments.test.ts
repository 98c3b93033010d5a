/** What differs from cluster to cluster, and Flux itself. */
import { describe, expect, test } from 'vitest';
import { deliveredModel, deliveredModels } from './delivered-models.ts';
import { objectOf, pathsOf } from './emitted.ts';

describe('an environment', () => {
  const model = deliveredModel({
    flux: '{environments: [staging, production], substitute: {REGION: eu}, decryption: {}}',
  });

  test('has variables of its own, which win over those of all', () => {
    expect(objectOf(model, 'clusters/staging/instances.yaml').spec).toMatchObject({
      postBuild: {
        substituteFrom: [
          { kind: 'ConfigMap', name: 'cache-operator-variables' },
          { kind: 'ConfigMap', name: 'cache-operator-runtime-info' },
        ],
      },
      decryption: { provider: 'sops', secretRef: { name: 'sops-age' } },
    });
    expect(objectOf(model, 'clusters/staging/variables.yaml')).toMatchObject({ data: { REGION: 'eu' } });
    expect(objectOf(model, 'clusters/staging/runtime-info.yaml')).toMatchObject({
      metadata: { labels: { 'reconcile.fluxcd.io/watch': 'Enabled' } },
      data: { ENVIRONMENT: 'staging' },
    });
    expect(pathsOf(model)).toContain('clusters/staging/runtime-info.yaml seeded');
  });

  test('substitutes nothing without variables', () => {
    const plain = deliveredModel();
    expect(objectOf(plain, 'clusters/production/instances.yaml').spec.postBuild).toBeUndefined();
    expect(pathsOf(plain).join('\n')).not.toContain('runtime-info');
  });
});

describe('a FluxInstance', () => {
  const models = deliveredModels();
  const instanceOf = (title: string, environment = 'production') =>
    objectOf(models[title]!, `clusters/${environment}/flux-system/flux-instance.yaml`);

  test('follows what is published, as far as it breaks nothing', () => {
    const instance = instanceOf('a shared cluster, from a registry with credentials, signed by a key', 'staging');
    expect(instance).toMatchObject({
      metadata: { name: 'flux', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
      spec: {
        cluster: { multitenant: true },
        sync: {
          kind: 'OCIRepository',
          url: 'oci://ghcr.io/acme/manifests/shared',
          ref: '1.2.3-rc.1',
          path: './clusters/staging',
          pullSecret: 'registry',
        },
      },
    });
    const [{ target, patch }] = instance.spec.kustomize.patches;
    expect(target).toEqual({ kind: 'OCIRepository', name: 'flux-system' });
    expect(patch).toMatch(/semver: ["']?>=1\.0\.0-0 <2\.0\.0-0["']?$/m);
    expect(patch).toContain('path: /spec/insecure');
    expect(patch).toContain('name: cosign-pub');
  });

  test('of a repository in git', () => {
    expect(instanceOf('all from git, at a tag').spec).toMatchObject({
      cluster: { multitenant: false },
      sync: {
        kind: 'GitRepository',
        url: 'ssh://git@example.com/acme/from-git',
        ref: 'refs/tags/v0.1.0',
        path: './deploy/flux/clusters/production',
        pullSecret: 'git',
      },
    });
    const automated = instanceOf('image automation, signed by a workflow').spec;
    expect(automated.sync.ref).toBe('refs/heads/main');
    expect(automated.components).toContain('image-automation-controller');
    expect(automated.kustomize).toBeUndefined();
  });

  test('is the user’s to change, and still gets what is new', () => {
    const model = models['all from git, at a tag']!;
    expect(pathsOf(model)).toContain('clusters/production/flux-system/flux-instance.yaml merged');
  });
});
