/** A generated chart's life on a real API server, by the real helm: installed, tested, upgraded, rolled back, uninstalled, installed again. */
import { CustomResourceDefinition, Deployment, type Pod } from 'k8s-operator-runtime/kinds';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadAll } from 'js-yaml';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { writeCharts } from './harness/chart/charts.ts';
import { memcachedRelease } from './harness/chart/models.ts';
import { eventually } from './harness/eventually.ts';
import { startKubelet } from './harness/kubelet.ts';
import {
  added,
  inventory,
  startReleaseCluster,
  written,
  type Inventory,
  type ReleaseCluster,
} from './harness/release.ts';
import { Memcached } from './memcached.ts';

const NAMESPACE = 'cache';
const CRD = 'memcacheds.cache.example.com';
const MANAGER = { namespace: NAMESPACE, name: 'memcached-operator' };
const SAMPLE = { namespace: NAMESPACE, name: 'sample' };

describe.runIf(await controlPlaneAvailable("A chart's life"))("a chart's life", () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chart-lifecycle-'));
  let cluster: ReleaseCluster;
  let bare: Inventory;
  let stopKubelet: () => Promise<void>;
  /** Chart folders by version. */
  const charts: Record<string, string> = {};
  /** What a test pod ends with. */
  let exitCode = 0;

  beforeAll(async () => {
    for (const [version, model] of [
      ['0.1.0', memcachedRelease({ version: '0.1.0' })],
      ['0.2.0', memcachedRelease({ version: '0.2.0', threads: true })],
    ] as const)
      charts[version] = (await writeCharts(model, join(scratch, version))).get(model.name)!.path;
    cluster = await startReleaseCluster();
    bare = await inventory(cluster);
    stopKubelet = startKubelet(cluster.client, NAMESPACE, (pod) => (isTest(pod) ? exitCode : undefined));
  });
  afterAll(async () => {
    await stopKubelet?.();
    await cluster?.stop();
    rmSync(scratch, { recursive: true });
  });

  const isTest = ({ spec }: Pod): boolean => spec.restartPolicy === 'Never';
  const release = ['memcached-operator', '--namespace', NAMESPACE];
  const upTo = ['--wait', '--timeout', '60s'];
  const upgrade = (version: string, values: JsonObject = {}, ...flags: readonly string[]) =>
    cluster.helm(['upgrade', release[0]!, charts[version]!, ...release.slice(1), ...upTo, ...flags], values);
  const manifest = async (): Promise<readonly Item[]> =>
    (loadAll(await cluster.helm(['get', 'manifest', ...release])) as readonly (Item | null)[]).filter(
      (item) => item !== null,
    );
  const sample = () => cluster.client.get(Memcached, SAMPLE);
  const image = async () => (await cluster.client.get(Deployment, MANAGER))?.spec.template.spec?.containers[0]?.image;
  const hasThreads = async () =>
    JSON.stringify((await cluster.client.get(CustomResourceDefinition, { name: CRD }))?.spec.versions).includes(
      'threads',
    );
  const memcached = (spec: object) => ({ apiVersion: Memcached.apiVersion, kind: 'Memcached', metadata: SAMPLE, spec });
  const apply = (spec: object) =>
    cluster.kubectl(['apply', '--server-side', '--validate=strict', '-f', '-'], memcached(spec));
  const newHere = async () => added(bare, await inventory(cluster));

  test('install: every object is as it was rendered, and the rollout is ready', async () => {
    await cluster.helm(['install', ...release, charts['0.1.0']!, '--create-namespace', ...upTo]);
    const rendered = await manifest();
    expect(rendered.length).toBeGreaterThan(5);
    const answer = await cluster.kubectl(['get', '-f', '-', '-o', 'json'], {
      apiVersion: 'v1',
      kind: 'List',
      items: rendered,
    });
    const { items: live } = JSON.parse(answer) as { readonly items: readonly Item[] };
    for (const item of rendered)
      expect(
        live.find(({ kind, metadata }) => kind === item.kind && metadata.name === item.metadata.name),
      ).toMatchObject(item);
    expect((await cluster.client.get(Deployment, MANAGER))?.status?.availableReplicas).toBe(1);
  });

  test('helm test: fails when its pod does, and passes', async () => {
    exitCode = 1;
    await expect(cluster.helm(['test', ...release, '--timeout', '60s'])).rejects.toThrow(/fail/i);
    // What a failed test printed, helm asks for itself.
    const events = await cluster.controlPlane.auditLog();
    expect(events.some(({ objectRef }) => objectRef?.resource === 'pods' && objectRef.subresource === 'log')).toBe(
      true,
    );
    exitCode = 0;
    const [, told] = /^ +helm (test .+)$/m.exec(await cluster.helm(['get', 'notes', ...release])) ?? [];
    expect(await cluster.helm(told!.split(' '))).toMatch(/Phase: +Succeeded/);
    expect(await cluster.helm(['test', ...release, '--timeout', '60s'])).toMatch(/Phase: +Succeeded/);
  });

  let uid: string | undefined;
  test('upgrade: the kind has a new field, and an object of it is neither made anew nor written', async () => {
    await apply({ size: 2 });
    await expect(apply({ size: 2, threads: 4 })).rejects.toThrow(
      /unknown field "spec.threads"|threads: field not declared/,
    );
    const { metadata } = (await sample())!;
    ({ uid } = metadata);
    await upgrade('0.2.0');
    expect(await image()).toMatch(/:0\.2\.0$/);
    expect((await sample())!.metadata).toMatchObject({ uid, resourceVersion: metadata.resourceVersion });
    await eventually('the new field is taken', async () => (await apply({ size: 2, threads: 4 })) !== '');
    expect((await sample())!.spec).toMatchObject({ size: 2, threads: 4 });
  });

  test('the same again: nothing is written, and nothing would be', async () => {
    const releases = /^Secret cache\/sh\.helm\.release/;
    const before = await inventory(cluster);
    const { manifest: planned } = JSON.parse(await upgrade('0.2.0', {}, '--dry-run=server', '--output', 'json')) as {
      readonly manifest: string;
    };
    expect(loadAll(planned)).toEqual(loadAll(await cluster.helm(['get', 'manifest', ...release])));
    await upgrade('0.2.0');
    const after = await inventory(cluster);
    expect(written(before, after).filter((name) => !releases.test(name))).toEqual([]);
    expect(added(before, after).filter((name) => !releases.test(name))).toEqual([]);
    expect(added(after, before)).toEqual([]);
  });

  test('rollback: the kind is as it was, the object stays', async () => {
    await cluster.helm(['rollback', release[0]!, '1', ...release.slice(1), ...upTo]);
    expect(await image()).toMatch(/:0\.1\.0$/);
    expect(await hasThreads()).toBe(false);
    expect((await sample())!.metadata.uid).toBe(uid);
  });

  /** What installing leaves that is not of the chart: the namespace, and what Kubernetes puts there and makes of a definition. */
  const NAMESPACE_STAYS = [`Namespace ${NAMESPACE}`, `ServiceAccount ${NAMESPACE}/default`];
  const KIND_STAYS = [
    'apiextensions.k8s.io CustomResourceDefinition memcacheds.cache.example.com',
    'apiregistration.k8s.io APIService v1alpha1.cache.example.com',
    `cache.example.com Memcached ${NAMESPACE}/sample`,
  ];

  test('uninstall: the kind and its objects stay, nothing else', async () => {
    await cluster.helm(['uninstall', ...release, ...upTo]);
    await expect
      .poll(newHere, { timeout: 30_000, interval: 1000 })
      .toEqual([...NAMESPACE_STAYS, ...KIND_STAYS].toSorted());
    expect((await sample())!.metadata.uid).toBe(uid);
  });

  test('install again: what stayed is taken over', async () => {
    await cluster.helm(['install', ...release, charts['0.2.0']!, ...upTo]);
    expect(await hasThreads()).toBe(true);
    expect((await sample())!.metadata.uid).toBe(uid);
  });

  test('uninstall without keeping: nothing is left', async () => {
    await upgrade('0.2.0', { crds: { keep: false } });
    await cluster.helm(['uninstall', ...release, ...upTo]);
    await expect.poll(newHere, { timeout: 30_000, interval: 1000 }).toEqual(NAMESPACE_STAYS.toSorted());
  });
});

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}
