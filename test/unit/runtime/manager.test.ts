import { describe, expect, onTestFinished, test } from 'vitest';
import {
  controller,
  createManager,
  type Logger,
  type Manager,
  type ManagerOptions,
  type Reconcile,
  type Runnable,
  silentLogger,
} from 'k8s-operator-runtime';
import { Lease } from 'k8s-operator-runtime/kinds';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

const reconcile: Reconcile<Gadget> = async ({ spec }, { setStatus }) => setStatus({ text: spec.text });
const get = async (manager: Manager, path: string) => {
  const response = await fetch(`http://127.0.0.1:${manager.ports().health}${path}`);
  return { status: response.status, text: await response.text() };
};

/** Tells in `told` when it begins and ends, and takes so many milliseconds to end. */
const runnable = (
  told: string[],
  name: string,
  more: Partial<Runnable> & { readonly end?: number } = {},
): Runnable => ({
  name,
  start: async (signal) => {
    told.push(`${name} begins`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    await new Promise((resolve) => setTimeout(resolve, more.end ?? 0));
    told.push(`${name} ends`);
  },
  ...more,
});

describe('runnables', () => {
  test('begin after the caches, end before the lease is released, the leader’s first', async () => {
    const told: string[] = [];
    const { client, server } = await setup({ reconcile });
    const manager = createManager({
      name: 'gadget-operator',
      controllers: [controller(Gadget, { reconcile, owns: [ConfigMap] })],
      kubeConfig: server.kubeConfig(),
      leaderElection: { namespace: 'default' },
      logger: silentLogger,
    });
    onTestFinished(manager.stop);
    const holder = async () =>
      (await client.get(Lease, { namespace: 'default', name: 'gadget-operator' }))?.spec?.holderIdentity;
    manager.add({
      name: 'early',
      needsLeaderElection: false,
      start: async (signal) => {
        told.push(`early begins with ${(await manager.client.list(Gadget)).length} gadgets, led by ${await holder()}`);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        await new Promise((resolve) => setTimeout(resolve, 20));
        told.push(`early ends, led by ${(await holder()) === '' ? 'nobody' : 'somebody'}`);
      },
    });
    manager.add(runnable(told, 'leader', { end: 50 }));
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    await manager.start();
    await manager.leading;
    manager.add(runnable(told, 'late'));
    await until(async () => told.length === 3);
    await manager.stop();
    expect(told).toEqual([
      'early begins with 1 gadgets, led by undefined',
      'leader begins',
      'late begins',
      'late ends',
      'leader ends',
      'early ends, led by somebody',
    ]);
    expect(await holder()).toBe('');
    await manager.finished;
  });

  test('one that is done is no end of the manager, one that fails is', async () => {
    const { start } = await setup({ reconcile });
    const manager = await start();
    manager.add({ name: 'short', start: async () => {} });
    manager.add({
      name: 'broken',
      start: () => {
        throw new Error('it broke');
      },
    });
    await expect(manager.finished).rejects.toThrow('it broke');
    await manager.stop();
  });

  test('of a standby begin when it leads', async () => {
    const told: string[] = [];
    const { start } = await setup({ reconcile });
    const leaderElection = { namespace: 'default', leaseDuration: 1_500, renewDeadline: 1_000, retryPeriod: 100 };
    const first = await start({ leaderElection });
    await first.leading;
    const second = await start({ leaderElection });
    second.add(runnable(told, 'leaders'));
    second.add(runnable(told, 'anybody', { needsLeaderElection: false }));
    await until(async () => told.length > 0);
    expect(told).toEqual(['anybody begins']);
    await first.stop();
    await second.leading;
    await until(async () => told.length > 1);
    expect(told).toEqual(['anybody begins', 'leaders begins']);
  });
});

describe('the grace period', () => {
  test('ends: what still runs is named, and the lease is kept', async () => {
    const { client, start } = await setup({ reconcile });
    const manager = await start({ leaderElection: { namespace: 'default', identity: 'me' }, gracePeriod: 50 });
    await manager.leading;
    const end = Promise.withResolvers<void>();
    manager.add({ name: 'stubborn', start: () => end.promise });
    await manager.stop();
    await expect(manager.finished).rejects.toThrow('Still running 0.05 s after it was told to stop: stubborn.');
    const lease = await client.get(Lease, { namespace: 'default', name: 'gadget-operator' });
    expect(lease?.spec?.holderIdentity).toBe('me');
    end.resolve();
  });

  test('is used: a reconcile that runs gets its end', async () => {
    const began = Promise.withResolvers<void>();
    const { client, start } = await setup({
      reconcile: async (gadget, context) => {
        began.resolve();
        await until(async () => context.signal.aborted);
        await context.setStatus({ text: gadget.spec.text });
      },
    });
    const manager = await start();
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    await began.promise;
    await manager.stop();
    await manager.finished;
    expect((await client.get(Gadget, key))?.status?.text).toBe('x');
  });

  test('is skipped when the lease is lost', async () => {
    const { client, start } = await setup({ reconcile });
    const leaderElection = { namespace: 'default', leaseDuration: 1_500, renewDeadline: 1_000, retryPeriod: 50 };
    const manager = await start({ leaderElection });
    await manager.leading;
    manager.add({ name: 'stubborn', start: () => new Promise(() => {}) });
    await client.patch(
      Lease,
      { namespace: 'default', name: 'gadget-operator' },
      { spec: { holderIdentity: 'other', leaseDurationSeconds: 3_600 } },
    );
    await expect(manager.finished).rejects.toThrow('Lost the lease default/gadget-operator to other.');
    await manager.stop();
  });
});

describe('health', () => {
  test.each<[string, number, string]>([
    ['/healthz', 200, 'ok'],
    ['/livez', 200, 'ok'],
    ['/readyz/', 200, 'ok'],
    ['/healthz?verbose', 200, '[+]own ok\n[+]process ok\nhealthz check passed\n'],
    [
      '/readyz?verbose',
      200,
      '[+]process ok\n[+]watch/configmaps ok\n[+]watch/gadgets.example.com ok\nreadyz check passed\n',
    ],
    [
      '/healthz?verbose&exclude=own&exclude=other',
      200,
      '[+]own excluded: ok\n[+]process ok\nwarn: some health checks cannot be excluded: no matches for ["other"]\nhealthz check passed\n',
    ],
    ['/readyz/watch/gadgets.example.com', 200, 'ok'],
    ['/readyz/nothing', 404, 'not found\n'],
    ['/readyz/constructor', 404, 'not found\n'],
    ['/constructor', 404, 'not found\n'],
    ['/', 404, 'not found\n'],
  ])('%s', async (path, status, text) => {
    const { start } = await setup({ reconcile });
    const manager = await start();
    manager.addHealthCheck('own', () => {});
    expect(await get(manager, path)).toEqual({ status, text });
  });

  test('a check that fails is told with its reason', async () => {
    const { start } = await setup({ reconcile });
    const manager = await start();
    manager.addReadyCheck('database', async () => {
      throw new Error('not connected');
    });
    expect(await get(manager, '/readyz')).toMatchObject({
      status: 500,
      text: expect.stringContaining('[-]database failed: not connected\n'),
    });
    expect(await get(manager, '/readyz/database')).toEqual({
      status: 500,
      text: 'readyz: database failed: not connected\n',
    });
    expect((await get(manager, '/readyz?exclude=database')).status).toBe(200);
    expect((await get(manager, '/healthz')).status).toBe(200);
  });

  test('a server that has gone away fails readiness, not liveness', async () => {
    const { start, server } = await setup({ reconcile });
    const manager = await start();
    await server.close();
    await until(async () => (await get(manager, '/readyz')).status === 500);
    expect((await get(manager, '/readyz/watch/gadgets.example.com')).text).toContain('No answer from');
    expect((await get(manager, '/healthz')).status).toBe(200);
  });
});

test.each<[string, Partial<ManagerOptions>, string]>([
  [
    'two controllers of a name',
    { controllers: [controller(Gadget, { reconcile }), controller(Gadget, { reconcile })] },
    'two controllers of the name "gadget"',
  ],
  ['no name', { name: undefined as never }, '"name" is undefined. Leases, labels and events'],
  ['a name that no Lease can have', { name: 'My Öperator' }, '"name" is "My Öperator"'],
  ['a name that no label can have', { name: 'x'.repeat(64) }, 'at most 63'],
  ['controllers that are no list', { controllers: undefined as never }, '"controllers" is no list'],
  ['a concurrency that reconciles nothing', { concurrency: 0 }, '"concurrency" is 0'],
  ['a concurrency that is no number', { concurrency: Number.NaN }, '"concurrency" is NaN'],
  ['an empty namespace', { namespaces: [''] }, 'A namespace is empty'],
  ['an address that is none', { metricsBindAddress: 'x' }, '"x" is no address'],
  ['a certificate without TLS', { metrics: { certPath: '/certs' } }, 'Set "secure: true"'],
  ['a grace period that is none', { gracePeriod: -1 }, '"gracePeriod" is -1'],
  ['durations that cannot work', { leaderElection: { retryPeriod: 20_000 } }, 'must be longer than'],
])('%s is refused', async (_name, options, message) => {
  const { server } = await setup({ reconcile });
  const logger: Logger = silentLogger;
  expect(() =>
    createManager({ name: 'x', controllers: [], kubeConfig: server.kubeConfig(), logger, ...options }),
  ).toThrow(message);
});
