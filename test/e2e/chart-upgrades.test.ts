/** From any values to any others, on a real API server: each upgrade leaves what its values render, and nothing of the values before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { monitoringCrds } from '../judges/monitoring-crds.ts';
import { writeCharts, type Chart } from './harness/chart/charts.ts';
import type { Rendered } from './harness/chart/helm.ts';
import { valueSets } from './harness/chart/judged.ts';
import type { ValueSet } from './harness/chart/matrix.ts';
import { CHARTED } from './harness/chart/models.ts';
import { added, inventory, startReleaseCluster, type Inventory, type ReleaseCluster } from './harness/release.ts';

const RELEASE = 'memcached-operator';
const there = ['--namespace', RELEASE];
const { model } = CHARTED['everything of a manager']!;

const crds = await ifAvailable(monitoringCrds);
const available = crds !== undefined && (await controlPlaneAvailable('Upgrades of a chart'));

describe.runIf(available)('upgrades', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chart-upgrades-'));
  let cluster: ReleaseCluster;
  let chart: Chart;
  let bare: Inventory;
  beforeAll(async () => {
    chart = (await writeCharts(model, scratch)).get(model.name)!;
    cluster = await startReleaseCluster(false);
    await cluster.kubectl(['apply', '--server-side', '-f', '-'], { apiVersion: 'v1', kind: 'List', items: crds });
    await cluster.kubectl(['wait', '--for=condition=Established', 'crd', '--all']);
    // Those that values name as watched, and the release's own.
    for (const name of ['one', 'two', RELEASE]) await cluster.kubectl(['create', 'namespace', name]);
    bare = await inventory(cluster);
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(scratch, { recursive: true });
  });

  /** The release's objects as helm rendered them. */
  const rendered = async (): Promise<readonly Rendered[]> =>
    (loadAll(await cluster.helm(['get', 'manifest', RELEASE, ...there])) as readonly (Rendered | null)[]).filter(
      (object) => object !== null,
    );
  const nameOf = ({ apiVersion, kind, metadata: { namespace, name } }: Rendered): string =>
    [apiVersion.replace(/(^|\/)v\w+$/, ''), kind, [namespace, name].filter((part) => part !== undefined).join('/')]
      .filter((part) => part !== '')
      .join(' ');

  const move = async ({ values }: ValueSet): Promise<void> => {
    await cluster.helm(['upgrade', RELEASE, chart.path, '--install', '--reset-values', ...there], values);
    const wanted = await rendered();
    const answer = await cluster.kubectl(['get', '-f', '-', '-o', 'json'], {
      apiVersion: 'v1',
      kind: 'List',
      items: wanted,
    });
    const live = new Map(
      (JSON.parse(answer) as { items: readonly Rendered[] }).items.map((item) => [nameOf(item), item]),
    );
    for (const object of wanted) expect(live.get(nameOf(object))).toMatchObject(object);
  };

  test('from set to set, every pair of values among them', async () => {
    const sets = valueSets(chart, 'pairs').sets.filter(({ strict }) => !strict);
    expect(sets.length).toBeGreaterThan(10);
    for (const set of sets)
      await move(set).catch((error: Error) =>
        Promise.reject(new Error(`${set.name}: ${error.message}`, { cause: error })),
      );
  });

  test('and back: nothing is there but what the defaults render', async () => {
    await move({ name: '', values: { crds: { keep: false } } });
    const own = new Set((await rendered()).map(nameOf));
    const others = added(bare, await inventory(cluster)).filter(
      (name) => !own.has(name) && !/^Secret .*helm\.release|^apiregistration| IPAddress /.test(name),
    );
    expect(others).toEqual([]);
  });
});
