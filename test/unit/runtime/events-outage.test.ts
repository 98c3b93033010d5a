/** Events of hours in which the API server cannot be reached, or does not know the operator any more. */
import { expect, onTestFinished, test } from 'vitest';
import { createClient, createTransport, silentLogger } from 'k8s-operator-runtime';
import { startFaultProxy, virtualClock, type Fault } from 'k8s-operator-runtime/testing';
import { createEvents } from '../../../runtime/src/events/events.ts';
import { startServer } from '../../../runtime/src/testing/server/start.ts';
import { Event, gadget } from './gadget.ts';

const started = async () => {
  const server = await startServer({ workloads: false });
  const proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
  const transport = createTransport({ kubeConfig: proxy.kubeConfig(), userAgent: 'test' });
  onTestFinished(async () => {
    await transport.close();
    await proxy.close();
    await server.close();
  });
  const clock = virtualClock();
  const client = createClient({ transport, fieldManager: 'test' });
  const events = createEvents({ client, clock, log: silentLogger, controller: 'gadget-operator', instance: 'pod-a' });
  return { proxy, clock, client, events };
};

test.each<[string, Fault]>([
  ['whose credentials are refused', { type: 'status', code: 401 }],
  ['whose connections break', { type: 'reset' }],
])('an operator %s asks for events now and then, and tells all of them afterwards', async (_name, fault) => {
  const { proxy, clock, client, events } = await started();
  const outage = proxy.inject(fault, {});
  const names = Array.from({ length: 50 }, (_, index) => `gadget-${index}`);
  for (let second = 0; second < 60; second += 1) {
    for (const name of names) events.warning(gadget(name), 'ReconcileFailed', 'no answer');
    await clock.advance(1000);
    // What is asked takes real time.
    await expect.poll(() => clock.timers(), { timeout: 10_000 }).toBeGreaterThan(0);
  }
  // Four at once, each sent again by the transport, after 1, 2, 4, 8, 16 and 30 s at most.
  expect(outage.hits()).toBeLessThan(100);

  outage.remove();
  const counts = async () => {
    await clock.advance(30_000);
    return (await client.list(Event, { namespace: 'default' })).map(({ series }) => series?.count);
  };
  await expect.poll(counts, { timeout: 15_000 }).toEqual(names.map(() => 60));
});

test('at the end they are tried once more, and nobody waits for them', async () => {
  const { proxy, clock, events } = await started();
  const outage = proxy.inject({ type: 'status', code: 401 }, {});
  events.warning(gadget('a'), 'ReconcileFailed', 'no');
  await events.flush();
  const before = outage.hits();
  expect(before).toBeGreaterThan(0);
  events.warning(gadget('b'), 'ReconcileFailed', 'no');
  await events.flush();
  const after = outage.hits();
  expect(after).toBeGreaterThan(before);
  // What a reconcile tells that did not end in time must not keep the process alive.
  events.warning(gadget('c'), 'ReconcileFailed', 'no');
  // Once more with credentials that were read anew.
  await expect.poll(outage.hits).toBe(after + 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(clock.timers()).toBe(0);
});
