/** How a reconcile can end, and what follows from it. */
import { describe, expect, test } from 'vitest';
import { ReconcileTimeout, type Reconcile, silentLogger, TerminalError } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Event, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

const metricsOf = async (port: number) => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return (name: string) => Number(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'm').exec(text)?.[1]);
};

describe('a reconcile that takes longer than reconcileTimeout', () => {
  test.each<[string, Reconcile<Gadget>]>([
    ['never ends', () => new Promise(() => {})],
    [
      'waits by its signal',
      (_gadget, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    ],
  ])('and %s is given up, told, and tried again', async (_name, slow) => {
    let tries = 0;
    const clock = virtualClock();
    const { client, start } = await setup({
      reconcileTimeout: '50ms',
      concurrency: 1,
      reconcile: async (gadget, context) => {
        tries += 1;
        if (tries === 1) return await slow(gadget, context);
        await context.setStatus({ text: 'done' });
      },
    });
    const manager = await start({ clock });
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    await until(async () => tries === 1);
    // Its time, and the wait before the next one.
    await clock.advance(55);
    await until(async () => (await client.get(Gadget, key))?.status?.text === 'done');
    const [event] = await until(async () => {
      const events = await client.list(Event, { namespace: 'default' });
      return events.length > 0 && events;
    });
    expect(event?.message).toBe(
      'Reconcile took longer than 0.05 s. Look at context.signal in what it waits for, or raise "reconcileTimeout".',
    );
    const metric = await metricsOf(manager.ports().metrics);
    expect(metric('controller_runtime_reconcile_timeouts_total')).toBe(1);
    expect(metric('controller_runtime_reconcile_errors_total')).toBe(1);
  });

  test('can write nothing more through its context', async () => {
    const refused: unknown[] = [];
    let tries = 0;
    const clock = virtualClock();
    const { client, start } = await setup({
      reconcileTimeout: '50ms',
      reconcile: async (_gadget, { apply, setStatus, prune, client: own, signal }) => {
        tries += 1;
        if (tries > 1) return;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        const late = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' } };
        for (const act of [
          () => apply({ late }),
          () => setStatus({ text: 'late' }),
          () => prune(),
          async () => own.create(ConfigMap, { metadata: { ...key, name: 'late' } }),
        ])
          await act().catch((error: unknown) => refused.push(error));
      },
    });
    await start({ clock });
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    await until(async () => tries === 1);
    await clock.advance(50);
    await until(async () => refused.length === 4);
    expect(refused.every((error) => error instanceof ReconcileTimeout)).toBe(true);
    expect(await client.get(ConfigMap, { ...key, name: 'late' })).toBeUndefined();
    expect((await client.get(Gadget, key))?.status).toBeUndefined();
  });
});

test.each<[string, () => unknown, number]>([
  [
    'throws synchronously',
    () => {
      throw new Error('no');
    },
    0,
  ],
  [
    'throws no Error',
    () => {
      throw 'no';
    },
    1,
  ],
  [
    'throws nothing',
    () => {
      throw undefined;
    },
    1,
  ],
  ['reads a property of undefined', () => (undefined as unknown as { x: number }).x, 1],
  [
    'overflows the stack',
    function deep(): unknown {
      return [deep()];
    },
    1,
  ],
  ['fails a fetch', () => fetch('http://127.0.0.1:1/'), 0],
])('a reconcile that %s is an error, tried again, and a panic or not', async (_name, act, panics) => {
  let tries = 0;
  const { client, start } = await setup({
    // Not async, so that what throws throws at once.
    reconcile: (_gadget, { setStatus }) => {
      tries += 1;
      return (tries === 1 ? act() : setStatus({ text: 'done' })) as Promise<void>;
    },
  });
  const manager = await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(async () => (await client.get(Gadget, key))?.status?.text === 'done');
  const metric = await metricsOf(manager.ports().metrics);
  expect(metric('controller_runtime_reconcile_errors_total')).toBe(1);
  expect(metric('controller_runtime_reconcile_panics_total')).toBe(panics);
});

test('a terminal error is told once, counted, and not tried again until something changes', async () => {
  const logged: unknown[] = [];
  let tries = 0;
  const { client, start } = await setup({
    logger: {
      ...silentLogger,
      error: (message, fields) => void logged.push([message, typeof fields?.['reconcileID']]),
    },
    reconcile: async ({ spec }, { setStatus }) => {
      tries += 1;
      if (spec.text === 'bad') throw new TerminalError('that cannot be');
      await setStatus({ text: spec.text });
    },
  });
  const manager = await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'bad' } });
  await until(async () => tries === 1);
  await client.patch(Gadget, key, { spec: { text: 'good' } });
  await until(async () => (await client.get(Gadget, key))?.status?.text === 'good');
  expect(tries).toBe(2);
  expect(logged).toEqual([
    ['Reconcile failed and is not tried again until something changes: that cannot be', 'string'],
  ]);
  const metric = await metricsOf(manager.ports().metrics);
  expect(metric('controller_runtime_terminal_reconcile_errors_total')).toBe(1);
});

test('a cleanup that writes to the object runs once, and the finalizers of others stay', async () => {
  let cleanups = 0;
  const { client, start } = await setup({
    reconcile: async (_gadget, { setStatus }) => setStatus({ text: 'done' }),
    cleanup: async (_gadget, { setStatus }) => {
      cleanups += 1;
      await setStatus({ text: 'going' });
    },
  });
  await start();
  await client.create(Gadget, { metadata: { ...key, finalizers: ['example.com/other'] }, spec: { text: 'x' } });
  await until(async () => (await client.get(Gadget, key))?.status?.text === 'done');
  await client.delete(Gadget, key);
  const left = await until(async () => {
    const gadget = await client.get(Gadget, key);
    return gadget?.metadata.finalizers?.length === 1 && gadget;
  });
  expect(left.metadata.finalizers).toEqual(['example.com/other']);
  expect(cleanups).toBe(1);
});

test.each<[string, unknown, boolean]>([
  ['nothing', undefined, false],
  ['null', null, false],
  ['an object that is no result', { metadata: {} }, false],
  ['a time', { requeueAfter: 5 }, true],
  ['a time in words', { requeueAfter: '5ms' }, true],
])('a reconcile that resolves with %s is done, or called again', async (_name, result, again) => {
  let calls = 0;
  const { client, start } = await setup({
    reconcile: async () => {
      calls += 1;
      return (calls === 1 ? result : undefined) as undefined;
    },
  });
  const manager = await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(async () => calls === (again ? 2 : 1));
  const metric = await metricsOf(manager.ports().metrics);
  expect(metric('controller_runtime_reconcile_errors_total')).toBe(0);
});

test('what cannot even be told is tried again', async () => {
  let tries = 0;
  const { client, start } = await setup({
    reconcile: async (_gadget, { setStatus }) => {
      tries += 1;
      if (tries < 3) throw Object.defineProperty(new Error(), 'message', { get: () => JSON.parse('{') });
      await setStatus({ text: 'done' });
    },
  });
  await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(async () => (await client.get(Gadget, key))?.status?.text === 'done');
  expect(tries).toBe(3);
});

test('a time that is none is an error, and no busy loop', async () => {
  const { client, start } = await setup({ reconcile: async () => ({ requeueAfter: Number.NaN }) });
  await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  const [event] = await until(async () => {
    const events = await client.list(Event, { namespace: 'default' });
    return events.length > 0 && events;
  });
  expect(event?.message).toContain('NaN is no duration.');
});
