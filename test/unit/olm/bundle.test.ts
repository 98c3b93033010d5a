import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import type { JsonObject, Model } from '../../../generators/core/model/model.ts';
import { leaderElectionRules, shardingRules } from '../../../generators/core/objects/rules.ts';
import { sharedModel } from '../models.ts';
import { olm, text } from './generated.ts';
import { memcachedModel } from './memcached-model.ts';

describe('the bundle', () => {
  test('has the ClusterServiceVersion, the CRDs, and only extras that OLM takes', () => {
    const model = memcachedModel();
    expect(olmFiles({ ...model, manager: { ...model.manager, serviceMonitor: true } }).map(({ path }) => path)).toEqual(
      [
        'bundle/manifests/memcached-operator.clusterserviceversion.yaml',
        'bundle/manifests/cache.example.com_memcacheds.yaml',
        'bundle/manifests/memcached-operator-metrics.service.yaml',
        'bundle/manifests/memcached-operator.servicemonitor.yaml',
        'bundle/manifests/memcached-operator-leader-election.role.yaml',
        'bundle/manifests/memcached-operator-leader-election.rolebinding.yaml',
        'bundle/manifests/memcached-operator-memcached-admin.clusterrole.yaml',
        'bundle/manifests/memcached-operator-memcached-editor.clusterrole.yaml',
        'bundle/manifests/memcached-operator-memcached-viewer.clusterrole.yaml',
        'bundle/metadata/annotations.yaml',
        'bundle/tests/scorecard/config.yaml',
        'bundle.Dockerfile',
        'bundle.Dockerfile.dockerignore',
      ],
    );
  });

  test('is empty when OLM is off', () => {
    expect(olmFiles(memcachedModel({ delivery: { registry: 'oci://ghcr.io/acme' } }))).toEqual([]);
  });

  test('leaves namespaces to OLM', () => {
    const manifests = olmFiles(memcachedModel()).filter(({ path }) => path.startsWith('bundle/manifests/'));
    const namespaces = manifests.map(
      ({ content }) => (parse(String(content)) as { readonly metadata: JsonObject }).metadata['namespace'],
    );
    expect(new Set(namespaces)).toEqual(new Set([undefined]));
  });

  const manifests = (model: Model, name: string) =>
    olmFiles(model)
      .filter(({ path }) => path.startsWith(`bundle/manifests/${name}.`))
      .map(({ content }) => parse(String(content)) as JsonObject);

  test.each([
    ['leader election', 'memcached-operator-leader-election', memcachedModel(), leaderElectionRules()],
    ['sharding', 'memcached-operator-sharding', sharedModel(), shardingRules()],
  ])('lets the manager write leases for %s where it runs, wherever that is', (_title, name, model, rules) => {
    const labels = expect.any(Object) as object;
    const rbac = 'rbac.authorization.k8s.io';
    expect(manifests(model, name)).toEqual([
      { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name, labels }, rules },
      {
        apiVersion: `${rbac}/v1`,
        kind: 'RoleBinding',
        metadata: { name, labels },
        roleRef: { apiGroup: rbac, kind: 'Role', name },
        // Without a namespace it is the one of the RoleBinding.
        subjects: [{ kind: 'ServiceAccount', name: 'memcached-operator' }],
      },
    ]);
  });

  test('lets a manager that runs alone write no leases', () => {
    const { manager } = memcachedModel();
    const alone = memcachedModel({ manager: { ...manager, leaderElection: false } });
    expect(olmFiles(alone).filter(({ content }) => String(content).includes('leases'))).toEqual([]);
  });

  test('says the same in its image’s labels as in its annotations', () => {
    const { annotations } = parse(text(memcachedModel(), 'bundle/metadata/annotations.yaml')) as {
      readonly annotations: object;
    };
    const labels = [...text(memcachedModel(), 'bundle.Dockerfile').matchAll(/^LABEL (.*?)=(.*)$/gm)].map(
      ([, key, value]) => [key, value],
    );
    expect(Object.fromEntries(labels)).toEqual(annotations);
  });

  test('refuses a value that could end the line of a Dockerfile', () => {
    expect(() => olmFiles(olm({ release: { version: '0.1.0', channels: ['stable\nRUN true'], skips: [] } }))).toThrow(
      /channels\.v1 is "stable\\nRUN true"/,
    );
  });
});
