/** What the generated charts render with any values, before what says which objects Kubernetes takes: its schemas, and a real API server. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { judge } from '../judges/judges.ts';
import { kubeconform } from '../judges/kubeconform.ts';
import { kubernetesSchemas, writeCustomSchemas } from '../judges/kubernetes-schemas.ts';
import { monitoringCrds } from '../judges/monitoring-crds.ts';
import { documents } from './harness/chart/helm.ts';
import type { JudgedChart, Release } from './harness/chart/judged.ts';
import { renderCharts } from './harness/chart/render-charts.ts';
import { startReleaseCluster, type ReleaseCluster } from './harness/release.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chart-objects-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let judged: readonly JudgedChart[];
beforeAll(async () => {
  judged = await renderCharts(scratch);
});

const allReleases = (): readonly Release[] => judged.flatMap(({ releases }) => releases);

/** The text of each object once, with its release; its first, where several have the same. */
const distinct = (releases: readonly Release[]): ReadonlyMap<string, Release> =>
  new Map(
    releases
      .toReversed()
      .flatMap((release) => documents(release.manifests).map((document) => [document, release] as const)),
  );

const schemas = await ifAvailable(async () => {
  await judge('kubeconform');
  return { kubernetes: await kubernetesSchemas(), monitoring: await monitoringCrds() };
});

describe.skipIf(schemas === undefined)('kubeconform', () => {
  const monitoring = join(scratch, 'schemas');
  beforeAll(() => writeCustomSchemas(monitoring, schemas!.monitoring));

  /** A folder of manifests, and how many objects are in it. */
  const write = (name: string, releases: readonly Release[]): number => {
    mkdirSync(join(scratch, name), { recursive: true });
    const fresh = distinct(releases);
    for (const [id, texts] of Map.groupBy(fresh, ([, { id }]) => id))
      writeFileSync(join(scratch, name, `${id}.yaml`), texts.map(([text]) => text).join('---\n'));
    return fresh.size;
  };

  test('finds every object as its schema says', async () => {
    const count = write('conform', allReleases());
    const { problems, valid } = await kubeconform(join(scratch, 'conform'), [schemas!.kubernetes, monitoring]);
    expect(problems).toEqual([]);
    expect(valid).toBe(count);
  });

  test.each<[string, RegExp, string, string]>([
    ['a misspelt field', /serviceAccountName:/, 'serviceAcountName:', 'serviceAcountName'],
    ['a wrong type', /replicas: \d+/, 'replicas: one', 'replicas'],
    ['a field that is missing', /selector:\n {4}matchLabels:/, 'labels:\n    matchLabels:', 'selector'],
    ['an old version', /apps\/v1/, 'apps/v1beta1', 'Deployment'],
    ['a misspelt field of a ServiceMonitor', /endpoints:/, 'endpoint:', 'endpoint'],
  ])('sees %s', async (title, pattern, replacement, told) => {
    const release = allReleases().find(({ manifests }) => /ServiceMonitor/.test(manifests));
    const changed = documents(release!.manifests).map((document) => document.replace(pattern, replacement));
    write(title, [{ ...release!, manifests: changed.join('---\n') }]);
    const { problems } = await kubeconform(join(scratch, title), [schemas!.kubernetes, monitoring]);
    expect(problems.join('\n')).toContain(told);
  });
});

const available =
  schemas !== undefined && (await controlPlaneAvailable('What charts render, before a real API server'));

describe.skipIf(!available)('a real API server', () => {
  let cluster: ReleaseCluster;
  const list = (items: readonly unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });
  beforeAll(async () => {
    cluster = await startReleaseCluster(false);
    await cluster.kubectl(['apply', '--server-side', '-f', '-'], list(schemas!.monitoring));
    await cluster.kubectl(['wait', '--for=condition=Established', 'crd', '--all']);
    for (const name of ['release', 'one', 'two']) await cluster.kubectl(['create', 'namespace', name]);
  });
  afterAll(() => cluster?.stop());

  /** Asks for all of it, changing nothing: what a schema cannot say is judged, too. */
  const ask = (objects: readonly unknown[]): Promise<string> =>
    cluster.kubectl(
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '-f', '-'],
      list(objects),
    );

  test('takes every object', async () => {
    const texts = new Set([...distinct(allReleases())].map(([text, { id }]) => text.replaceAll(id, 'release')));
    const answer = await ask([...texts].map((text) => load(text)));
    expect(answer.match(/serverside-applied/g)).toHaveLength(texts.size);
  });

  test('refuses what a schema takes', async () => {
    const [release] = allReleases();
    const deployment = release!.objects.find(({ kind }) => kind === 'Deployment')!;
    const [volume] = deployment['spec'].template.spec.volumes;
    const text = JSON.stringify(deployment)
      .replaceAll(release!.id, 'release')
      .replaceAll(`"name":"${volume.name}"`, '"name":"A b"');
    await expect(ask([JSON.parse(text)])).rejects.toThrow(/volumes\[0\]\.name: Invalid value/);
  });
});
