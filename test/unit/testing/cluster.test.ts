/** The testing kit as a user's test uses it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  controller,
  createManager,
  type Desired,
  kind,
  type KubernetesObject,
  parseKubeConfig,
  silentLogger,
} from 'k8s-operator-runtime';
import { ConfigMap, Deployment, Event } from 'k8s-operator-runtime/kinds';
import { embedded, FAIL, startFaultProxy } from 'k8s-operator-runtime/testing';
import { expect, onTestFinished, test } from 'vitest';
import { widgetCrd } from './widget.ts';

interface Widget extends KubernetesObject {
  readonly apiVersion: 'example.com/v1';
  readonly kind: 'Widget';
  readonly spec: { readonly size: number };
  readonly status?: { readonly ready?: number };
}
const Widget = kind<Widget>({
  group: 'example.com',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  scope: 'Namespaced',
});

const widgets = controller<Widget>(Widget, {
  owns: [Deployment],
  reconcile: async (widget, { apply, setStatus }) => {
    const { name, namespace = '' } = widget.metadata;
    const labels = { app: name };
    const desired: Desired<Deployment> = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: {
        replicas: widget.spec.size,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'example.com/main:1' }] } },
      },
    };
    const { deployment } = await apply({ deployment: desired });
    await setStatus({ ready: deployment.status?.readyReplicas ?? 0 });
  },
});

test('runs controllers against an API server in memory', async () => {
  await using cluster = await embedded({ crds: widgetCrd(), controllers: [widgets] });
  await cluster.create(Widget, { metadata: { name: 'one' }, spec: { size: 3 } });
  await cluster.until(Deployment, 'one', (deployment) => deployment.spec?.replicas === 3);
  const ready = await cluster.until(Widget, 'one', (widget) => widget.status?.ready === 3);
  expect(ready.metadata.generation).toBe(1);

  await cluster.patch(Widget, 'one', { spec: { size: 1 } });
  await cluster.until(Widget, 'one', (widget) => widget.status?.ready === 1);

  await cluster.delete(Deployment, 'one');
  await cluster.until(Deployment, 'one', (deployment) => deployment.status?.readyReplicas === 1);

  await cluster.delete(Widget, 'one');
  await cluster.untilGone(Deployment, 'one');
});

test('shows the object when a test waits in vain', async () => {
  await using cluster = await embedded({ workloads: false });
  await cluster.create(ConfigMap, { metadata: { name: 'settings' }, data: { colour: 'blue' } });
  const never = cluster.until(ConfigMap, 'settings', ({ data }) => data?.['colour'] === 'red', { timeout: 50 });
  await expect(never).rejects.toThrow(/ConfigMap default\/settings: waited 0.05 s for .*red[\s\S]*colour: blue/);
  const missing = cluster.until(ConfigMap, { name: 'x', namespace: 'kube-system' }, () => true, { timeout: 50 });
  await expect(missing).rejects.toThrow('ConfigMap kube-system/x: waited 0.05 s for () => true.\nIt was never there.');
});

test('shows what the operator logged when a test waits in vain', async () => {
  const broken = controller(Widget, { reconcile: () => Promise.reject(new Error('no such thing')) });
  await using cluster = await embedded({ crds: [widgetCrd()], controllers: [broken] });
  await cluster.create(Widget, { metadata: { name: 'one' }, spec: { size: 1 } });
  await expect.poll(() => cluster.list(Event)).not.toEqual([]);
  await expect(cluster.until(Deployment, 'one', () => true, { timeout: 50 })).rejects.toThrow('no such thing');
});

test('lets operators connect by themselves, through a proxy or by the text of a kubeconfig', async () => {
  await using cluster = await embedded({ crds: [widgetCrd()] });
  await using proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig() });
  const manager = createManager({
    name: 'operator',
    controllers: [widgets],
    kubeConfig: proxy.kubeConfig(),
    logger: silentLogger,
  });
  onTestFinished(manager.stop);
  await manager.start();
  await cluster.create(Widget, { metadata: { name: 'one' }, spec: { size: 1 } });
  await cluster.until(Widget, 'one', (widget) => widget.status?.ready === 1);

  const config = await parseKubeConfig(cluster.kubeconfig('jane'));
  expect(config.getCurrentCluster()?.server).toBe(cluster.server.url);
});

test('lets a workload fail that asks for it', async () => {
  await using cluster = await embedded();
  const labels = { app: 'web' };
  await cluster.create(Deployment, {
    metadata: { name: 'web', annotations: { [FAIL]: 'no space left' } },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'example.com/main' }] } },
    },
  });
  const failed = await cluster.until(Deployment, 'web', ({ status }) =>
    status?.conditions?.some(({ type }) => type === 'ReplicaFailure'),
  );
  expect(failed.status?.readyReplicas).toBeUndefined();
  expect(failed.status?.conditions).toContainEqual(
    expect.objectContaining({ type: 'ReplicaFailure', status: 'True', message: 'no space left' }),
  );
});

test('installs the CRDs of a folder and says what is wrong with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crds-'));
  try {
    await writeFile(
      join(folder, 'kustomization.yaml'),
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    );
    await expect(embedded({ crds: folder })).rejects.toThrow(/holds no CustomResourceDefinition/);
    await expect(embedded({ crds: join(folder, 'none') })).rejects.toThrow(/there is no file or folder .*none/);
    await writeFile(join(folder, 'widgets.yaml'), JSON.stringify(widgetCrd()));
    await using cluster = await embedded({ crds: folder });
    await expect(cluster.create(Widget, { metadata: { name: 'big' }, spec: { size: 99 } })).rejects.toThrow(
      'spec.size in body should be less than or equal to 5',
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
