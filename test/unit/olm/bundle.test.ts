import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import type { JsonObject } from '../../../generators/core/model/model.ts';
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
