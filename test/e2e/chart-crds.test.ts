/** The two other ways in which a chart brings its definitions, on a real API server: by a chart of their own, and in crds/. */
import { CustomResourceDefinition } from 'k8s-operator-runtime/kinds';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chartFiles } from '../../generators/core/plan/chart.ts';
import { releaseProblems } from '../../generators/core/plan/release-size.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { writeCharts } from './harness/chart/charts.ts';
import { memcachedRelease } from './harness/chart/models.ts';
import { eventually } from './harness/eventually.ts';
import { startReleaseCluster, type ReleaseCluster } from './harness/release.ts';
import { largeModel } from '../unit/chart/large.ts';
import { Memcached } from './memcached.ts';

const NAMESPACE = 'cache';
const SAMPLE = { namespace: NAMESPACE, name: 'sample' };
const CRD = { name: 'memcacheds.cache.example.com' };
const MAIN = 'memcached-operator';
const CRDS = 'memcached-operator-crds';

describe.runIf(await controlPlaneAvailable("A chart's definitions"))("a chart's definitions", () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chart-crds-'));
  let cluster: ReleaseCluster;
  beforeAll(async () => {
    cluster = await startReleaseCluster();
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(scratch, { recursive: true });
  });
  afterEach(async () => {
    await cluster.kubectl(['delete', 'crd', CRD.name, '--ignore-not-found', '--wait']);
  });

  /** Charts of both versions, by version and name. */
  const write = async (crds: 'separate' | 'static') => {
    const versions = [{ version: '0.1.0' }, { version: '0.2.0', threads: true }];
    const written = versions.map(
      async (options) =>
        [
          options.version,
          await writeCharts(memcachedRelease({ ...options, crds }), join(scratch, crds, options.version)),
        ] as const,
    );
    const charts = new Map(await Promise.all(written));
    return (version: string, name: string): string => charts.get(version)!.get(name)!.path;
  };
  const there = ['--namespace', NAMESPACE, '--timeout', '60s'];
  const install = (name: string, path: string) => cluster.helm(['install', name, path, '--create-namespace', ...there]);
  const upgrade = (name: string, path: string, values = {}) => cluster.helm(['upgrade', name, path, ...there], values);
  const uninstall = (name: string) => cluster.helm(['uninstall', name, '--wait', ...there]);
  const crd = () => cluster.client.get(CustomResourceDefinition, CRD);
  const hasThreads = async (): Promise<boolean> => JSON.stringify((await crd())?.spec.versions).includes('"threads"');
  const createSample = () =>
    eventually('a sample', () =>
      cluster.client.create(Memcached, {
        apiVersion: Memcached.apiVersion,
        kind: 'Memcached',
        metadata: SAMPLE,
        spec: { size: 1 },
      }),
    );
  const uidOfSample = async () => (await cluster.client.get(Memcached, SAMPLE))?.metadata.uid;

  test('separate: each chart its own part; the kind outlives both', async () => {
    const charts = await write('separate');
    await install(CRDS, charts('0.1.0', CRDS));
    expect(await crd()).toBeDefined();
    await install(MAIN, charts('0.1.0', MAIN));
    expect(await cluster.helm(['get', 'manifest', MAIN, ...there.slice(0, 2)])).not.toContain(
      'CustomResourceDefinition',
    );
    const { uid } = (await createSample()).metadata;

    await upgrade(CRDS, charts('0.2.0', CRDS));
    expect(await hasThreads()).toBe(true);
    await upgrade(MAIN, charts('0.2.0', MAIN));
    expect(await uidOfSample()).toBe(uid);

    await cluster.helm(['rollback', CRDS, '1', ...there]);
    expect(await hasThreads()).toBe(false);

    await uninstall(MAIN);
    await uninstall(CRDS);
    expect(await uidOfSample()).toBe(uid);
  });

  test('separate, without keeping: the kind goes with its chart, not with the other', async () => {
    const charts = await write('separate');
    await install(CRDS, charts('0.1.0', CRDS));
    await install(MAIN, charts('0.1.0', MAIN));
    await upgrade(CRDS, charts('0.1.0', CRDS), { crds: { keep: false } });
    await uninstall(MAIN);
    expect(await crd()).toBeDefined();
    await uninstall(CRDS);
    await eventually('the kind is gone', async () => (await crd()) === undefined);
  });

  test('static: helm installs them, never upgrades them, and leaves them', async () => {
    const charts = await write('static');
    await install(MAIN, charts('0.1.0', MAIN));
    const { uid } = (await createSample()).metadata;
    const version = (await crd())!.metadata.resourceVersion;
    await upgrade(MAIN, charts('0.2.0', MAIN));
    expect(await hasThreads()).toBe(false);
    // As the chart's README tells who upgrades by hand.
    const readme = readFileSync(join(charts('0.2.0', MAIN), 'README.md'), 'utf8');
    const [, told = ''] = /^helm show crds .* \| kubectl (apply .+) --filename -$/m.exec(readme) ?? [];
    await cluster.kubectl([...told.split(' '), '--filename', join(charts('0.2.0', MAIN), 'crds')]);
    expect(await hasThreads()).toBe(true);
    expect((await crd())!.metadata.resourceVersion).not.toBe(version);
    await uninstall(MAIN);
    expect(await uidOfSample()).toBe(uid);
  });

  test('large ones: helm takes what there is no warning of, and cannot keep what there is one of', async () => {
    const release = async (kinds: number) => {
      const model = largeModel(kinds);
      const plan = chartFiles(model);
      const { path } = (await writeCharts(model, join(scratch, `large-${kinds}`))).get(model.name)!;
      return { warnings: releaseProblems(model, plan, 'operator.yaml'), install: () => install('large', path) };
    };
    const fits = await release(15);
    expect(fits.warnings).toEqual([]);
    await fits.install();
    await cluster.helm(['uninstall', 'large', ...there]);
    const tooLarge = await release(17);
    expect(tooLarge.warnings).toHaveLength(1);
    await expect(tooLarge.install()).rejects.toThrow(/Too long: may not be more than 1048576 bytes/);
  });
});
