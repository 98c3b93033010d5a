/** Chart.yaml: what Artifact Hub shows; and values for clusters that ask for more. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartYaml, crdsChartYaml } from '../../../generators/core/emit/chart/chart-yaml.ts';
import { memcachedModel } from '../models.ts';
import { chartModels } from './models.ts';
import { find, project } from './rendered.ts';

/** docs/helm_annotations.md of artifacthub/hub. */
const CATEGORIES = [
  'ai-machine-learning',
  'database',
  'integration-delivery',
  'monitoring-logging',
  'networking',
  'security',
  'storage',
  'streaming-messaging',
];

describe('Chart.yaml', () => {
  const { olm, ...delivery } = memcachedModel().delivery;
  const annotations = (version: string, categories: readonly string[] = []): Readonly<Record<string, string>> =>
    chartYaml(memcachedModel({ version, delivery: { ...delivery, olm: { ...olm!, categories } } })).annotations;

  test.each([
    ['1.0.0', 'false'],
    ['1.0.0-rc.1', 'true'],
    ['1.0.0+build-5', 'false'],
  ])('%s: prerelease %s', (version, prerelease) => {
    expect(annotations(version)['artifacthub.io/prerelease']).toBe(prerelease);
  });

  test('the category is one of Artifact Hub’s, or not said', () => {
    expect(annotations('1.0.0', ['Application Runtime', 'Database'])['artifacthub.io/category']).toBe('database');
    expect(annotations('1.0.0', ['Application Runtime'])).not.toHaveProperty('artifacthub.io/category');
    expect(CATEGORIES).toContain(annotations('1.0.0', ['Observability'])['artifacthub.io/category']);
  });

  test('the license is said to Artifact Hub and to registries, or to neither', () => {
    const licensed = memcachedModel({ license: 'MIT OR Apache-2.0' });
    for (const chart of [chartYaml(licensed), crdsChartYaml(licensed)])
      expect(chart.annotations).toMatchObject({
        'artifacthub.io/license': 'MIT OR Apache-2.0',
        'org.opencontainers.image.licenses': 'MIT OR Apache-2.0',
      });
    expect(Object.keys(annotations('1.0.0')).filter((name) => name.includes('license'))).toEqual([]);
  });

  test('links, images, kinds and examples are lists of YAML', () => {
    const all = annotations('1.0.0');
    expect(parse(all['artifacthub.io/links']!)).toEqual(olm!.links);
    expect(parse(all['artifacthub.io/images']!)).toEqual([
      { name: 'memcached-operator', image: 'ghcr.io/acme/memcached-operator:0.1.0' },
    ]);
    expect(parse(all['artifacthub.io/crds']!)).toMatchObject([{ kind: 'Memcached', version: 'v1alpha1' }]);
    expect(parse(all['artifacthub.io/crdsExamples']!)).toMatchObject([{ kind: 'Memcached' }]);
  });

  test('helm has nothing to remark, the missing icon neither', async () => {
    const { lint } = await project(memcachedModel());
    expect(lint().output).not.toMatch(/\[(INFO|WARNING|ERROR)\]/);
  });
});

describe.each(Object.entries(chartModels()))('hardened values of %s', (_, model) => {
  test('are accepted, and do what the linters ask for', async () => {
    const { chart, template, lint } = await project(model, 'release');
    const text = await readFile(join(chart, 'ci/hardened-values.yaml'), 'utf8');
    const values = parse(text) as object;
    expect(await readFile(join(chart, 'README.md'), 'utf8')).toContain(text.split('\n').slice(1).join('\n').trim());
    expect(lint(values)).toMatchObject({ ok: true });
    const rendered = template(values);
    const { spec } = find(rendered, 'Deployment');
    const [container] = spec.template.spec.containers;
    expect(spec.replicas).toBeGreaterThan(1);
    expect(spec.strategy.type).toBe('RollingUpdate');
    expect(container.imagePullPolicy).toBe('Always');
    expect(Object.keys(container.resources.limits).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(container.resources.requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(spec.template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      runAsGroup: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const labels = spec.template.metadata.labels as Record<string, string>;
    const [{ podAffinityTerm }] =
      spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    for (const [key, value] of Object.entries(podAffinityTerm.labelSelector.matchLabels))
      expect(labels[key]).toBe(value);
    expect(find(rendered, 'NetworkPolicy').spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(find(rendered, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });
});

test.each(Object.entries(chartModels()))('the README of %s names releases that helm takes', async (_, model) => {
  const { folder } = await project(model);
  const charts = await readdir(join(folder, 'charts'));
  const texts = await Promise.all(charts.map((chart) => readFile(join(folder, 'charts', chart, 'README.md'), 'utf8')));
  const releases = Array.from(
    texts.join('\n').matchAll(/^helm (?:install|upgrade --install|test|uninstall) (\S+)/gm),
    ([, release]) => release!,
  ).filter((release) => release !== '…');
  expect(releases.length).toBeGreaterThan(2);
  expect(releases.filter((release) => !/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(release))).toEqual([]);
});
