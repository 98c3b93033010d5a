import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Client,
  controller,
  createClient,
  createManager,
  createTransport,
  type KubeConfig,
  type ManagerOptions,
  silentLogger,
} from 'k8s-operator-runtime';
import { type EmbeddedServer, startServer } from '../../../runtime/src/testing/server/start.ts';
import { ConfigMap, Definition, definition, Gadget } from './gadget.ts';
import { key, until } from './gadget-operator.ts';

interface Site {
  readonly server: EmbeddedServer;
  readonly client: Client;
  readonly kubeConfig: KubeConfig;
  /** Of the object `a`. */
  readonly text: () => Promise<string | undefined>;
}

const site = async (): Promise<Site> => {
  const server = await startServer({ workloads: false });
  onTestFinished(server.close);
  const kubeConfig = server.kubeConfig();
  const transport = createTransport({ kubeConfig, userAgent: 'test' });
  onTestFinished(transport.close);
  const client = createClient({ transport, fieldManager: 'test' });
  await client.create(Definition, definition);
  return { server, client, kubeConfig, text: async () => (await client.get(Gadget, key))?.status?.text };
};

const start = async (options: Partial<ManagerOptions>) => {
  const manager = createManager({
    name: 'gadget-operator',
    controllers: [
      controller(Gadget, {
        owns: [ConfigMap],
        reconcile: async ({ metadata, spec }, { apply, client, cluster, setStatus }) => {
          await apply({ child: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: metadata.name } } });
          const seen = (await client.list(Gadget)).map((gadget) => gadget.spec.text).join(',');
          await setStatus({ text: `${spec.text} of ${seen} in ${cluster ?? 'the only one'}` });
        },
      }),
    ],
    logger: silentLogger,
    metricsBindAddress: '127.0.0.1:0',
    healthProbeBindAddress: '127.0.0.1:0',
    ...options,
  });
  onTestFinished(manager.stop);
  await manager.start();
  const health = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${manager.ports().health}${path}`);
    return `${answer.status} ${(await answer.text()).trim()}`;
  };
  const metrics = async () => (await fetch(`http://127.0.0.1:${manager.ports().metrics}/metrics`)).text();
  return { manager, health, metrics };
};

const create = ({ client }: Site, text: string) => client.create(Gadget, { metadata: key, spec: { text } });
const becomes = (one: Site, text: string) => until(async () => (await one.text()) === text);

describe('a manager of several clusters', () => {
  test('reconciles in each with its own client and cache, under the same key', async () => {
    const [east, west] = [await site(), await site()];
    await create(east, 'x');
    await create(west, 'y');
    const { metrics, health } = await start({ clusters: { east: east.kubeConfig, west: west.kubeConfig } });
    await becomes(east, 'x of x in east');
    await becomes(west, 'y of y in west');
    for (const { client } of [east, west]) expect(await client.get(ConfigMap, key)).toBeDefined();
    expect(await health('/readyz/cluster/east')).toBe('200 ok');
    expect(await health('/readyz')).toBe('200 ok');
    const text = await metrics();
    for (const cluster of ['east', 'west']) {
      expect(text).toMatch(new RegExp(`^controller_runtime_reconcile_total\\{.*cluster="${cluster}".*\\} [1-9]`, 'm'));
      expect(text).toMatch(new RegExp(`^operator_runtime_informer_synced\\{.*cluster="${cluster}".*\\} 1`, 'm'));
    }
  });

  test('one that is down stops neither the others nor the manager', async () => {
    const [east, west] = [await site(), await site()];
    await create(east, 'x');
    await west.server.close();
    const { manager, health } = await start({ clusters: { west: west.kubeConfig, east: east.kubeConfig } });
    await becomes(east, 'x of x in east');
    await until(async () => (await health('/readyz/cluster/west')).startsWith('500'));
    expect(await health('/readyz')).toBe('200 ok');
    await east.server.close();
    await until(async () => (await health('/readyz')).startsWith('500'));
    expect(await health('/readyz')).toContain('[-]clusters failed: no cluster can be watched: ');
    expect(await health('/healthz')).toBe('200 ok');
    await manager.stop();
    await manager.finished;
  });

  test('clusters come and go while it runs; the home cluster without a name', async () => {
    const [home, east] = [await site(), await site()];
    await create(home, 'h');
    await create(east, 'x');
    const { manager, metrics } = await start({ kubeConfig: home.kubeConfig, leaderElection: true });
    await becomes(home, 'h of h in the only one');
    const added = manager.addCluster('east', east.kubeConfig);
    await becomes(east, 'x of x in east');
    expect([...manager.clusters()]).toEqual([['east', added]]);
    expect(() => manager.addCluster('east', east.kubeConfig)).toThrow(
      'There is a cluster of the name "east" already. Remove it first.',
    );
    expect(() => manager.addCluster('e/a', east.kubeConfig)).toThrow('"e/a" is no name of a cluster.');

    const series = async () =>
      (await metrics()).split('\n').filter((line) => ofEast.some((label) => line.includes(label))).length;
    const ofEast = ['cluster="east"', `host="${new URL(added.transport.server).host}"`];
    expect(await series()).toBeGreaterThan(0);
    expect(await manager.removeCluster('east')).toBe(true);
    expect(await manager.removeCluster('east')).toBe(false);
    // Who has many clusters that come and go would have their metrics for ever.
    await until(async () => (await series()) === 0);
    await east.client.patch(Gadget, key, { spec: { text: 'z' } });
    await home.client.patch(Gadget, key, { spec: { text: 'i' } });
    await becomes(home, 'i of i in the only one');
    expect(await east.text()).toBe('x of x in east');

    manager.addCluster('east', east.kubeConfig);
    await becomes(east, 'z of z in east');
    expect(await series()).toBeGreaterThan(0);
  });

  test('what one counts of an API server stays when another leaves that has the same', async () => {
    const home = await site();
    const { manager, metrics } = await start({ kubeConfig: home.kubeConfig });
    const { transport } = manager.addCluster('same', home.kubeConfig);
    await until(async () => (await metrics()).includes('cluster="same"'));
    await manager.removeCluster('same');
    await until(async () => !(await metrics()).includes('cluster="same"'));
    expect(await metrics()).toContain(`host="${new URL(transport.server).host}"`);
  });

  test('replicas share the objects of all clusters', async () => {
    const [home, east] = [await site(), await site()];
    await create(east, 'x');
    const sharding = { leaseDuration: 3_000, renewDeadline: 2_000, retryPeriod: 100 };
    const options = { kubeConfig: home.kubeConfig, clusters: { east: east.kubeConfig }, sharding };
    const one = await start(options);
    await start(options);
    await becomes(east, 'x of x in east');
    await one.manager.stop();
    expect(await one.manager.finished).toBeUndefined();
    await east.client.patch(Gadget, key, { spec: { text: 'y' } });
    await becomes(east, 'y of y in east');
  });

  test('needs one', () => {
    expect(() => createManager({ name: 'a', controllers: [], clusters: {} })).toThrow(
      'There is no cluster. Give "kubeConfig", or "clusters" with one at least.',
    );
  });
});
