import { expect, test } from 'vitest';
import { silentLogger } from 'k8s-operator-runtime';
import { startFaultProxy, virtualClock } from 'k8s-operator-runtime/testing';
import { createClient, createTransport } from 'k8s-operator-runtime';
import { createEvents } from '../../../runtime/src/events/events.ts';
import { Event, gadget } from './gadget.ts';
import { setup } from './gadget-operator.ts';

const started = async () => {
  const clock = virtualClock();
  const { client } = await setup({ reconcile: async () => {} });
  const events = createEvents({ client, clock, log: silentLogger, controller: 'gadget-operator', instance: 'pod-a' });
  const written = async () => {
    await clock.advance(0);
    return client.list(Event, { namespace: 'default' });
  };
  return { clock, client, events, written };
};

test('repeats are counted in a series: the second at once, further ones every ten seconds, and after the last', async () => {
  const { clock, client, events } = await started();
  const count = async () => (await client.list(Event, { namespace: 'default' })).map(({ series }) => series?.count);
  const warn = () => events.warning(gadget('a'), 'Failed', 'no');
  warn();
  await events.flush();
  expect(await count()).toEqual([undefined]);
  warn();
  await expect.poll(count).toEqual([2]);
  for (let i = 0; i < 5; i += 1) {
    await clock.advance(1000);
    warn();
  }
  expect(await count()).toEqual([2]);
  await clock.advance(10_000);
  await expect.poll(count).toEqual([7]);
  expect(clock.timers()).toBe(0);
  warn();
  await events.flush();
  expect(await count()).toEqual([8]);
  expect(clock.timers()).toBe(0);
});

test('a series ends after six minutes without a repeat, and when the API server has forgotten it', async () => {
  const { clock, client, events, written } = await started();
  const warn = async () => {
    events.warning(gadget('a'), 'Failed', 'no');
    await events.flush();
  };
  await warn();
  await clock.advance(361_000);
  await warn();
  expect(await written()).toHaveLength(2);
  for (const { metadata } of await written()) await client.delete(Event, metadata);
  await warn();
  expect(await written()).toEqual([]);
  await warn();
  expect(await written()).toHaveLength(1);
});

test('what differs in type, reason, action, message or object is another event, each with what it is about', async () => {
  const { events, written } = await started();
  events.normal(gadget('a'), 'Made', 'one');
  events.warning(gadget('a'), 'Made', 'one');
  events.normal(gadget('a'), 'Kept', 'one');
  events.normal(gadget('a'), 'Made', 'two');
  events.normal(gadget('b'), 'Made', 'one');
  events.normal(gadget('a'), 'Made', 'one', { action: 'Restore', related: gadget('b') });
  events.normal(gadget('a'), 'Made', 'x'.repeat(2000));
  await events.flush();
  const all = await written();
  expect(all).toHaveLength(7);
  expect(all.find((event) => 'related' in event)).toMatchObject({
    action: 'Restore',
    reportingComponent: 'gadget-operator',
    reportingInstance: 'pod-a',
    involvedObject: { kind: 'Gadget', name: 'a', uid: 'uid-a' },
    related: { kind: 'Gadget', name: 'b', uid: 'uid-b' },
  });
  expect(Math.max(...all.map(({ message }) => Buffer.byteLength(message)))).toBe(1024);
});

test.each([
  ['letters', 'x'.repeat(2_000)],
  ['letters of two bytes', 'ü'.repeat(1_000)],
  ['letters of four bytes, after one', `x${'🎉'.repeat(500)}`],
])('a long message of %s is cut to the 1,024 bytes that the API server takes', async (_, message) => {
  const { events, written } = await started();
  events.warning(gadget('a'), 'Failed', message);
  await events.flush();
  const [note = ''] = (await written()).map((event) => event.message);
  const length = Buffer.byteLength(note);
  expect(length).toBeGreaterThan(1_024 - 4);
  expect(length).toBeLessThanOrEqual(1_024);
  expect(message.startsWith(note.slice(0, -1))).toBe(true);
  expect(note.endsWith('…')).toBe(true);
});

test('one object gets 25 events at a time, and then one each five minutes', async () => {
  const { clock, events, written } = await started();
  const tell = async (from: number) => {
    for (let i = from; i < from + 40; i += 1) events.normal(gadget('a'), 'Made', `${i}`);
    await events.flush();
    return (await written()).length;
  };
  expect(await tell(0)).toBe(25);
  await clock.advance(600_000);
  expect(await tell(100)).toBe(27);
  events.normal(gadget('b'), 'Made', 'of another');
  await events.flush();
  expect(await written()).toHaveLength(28);
});

test('a storm of events takes four requests at a time, drops what is too much, and recording never throws', async () => {
  const { server } = await setup({ reconcile: async () => {} });
  await using proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
  const hanging = proxy.inject({ type: 'hang' }, { verbs: ['create'] });
  await using transport = {
    ...createTransport({ kubeConfig: proxy.kubeConfig(), userAgent: 'test' }),
    [Symbol.asyncDispose]: async () => {},
  };
  const client = createClient({ transport, fieldManager: 'test' });
  const events = createEvents({ client, clock: virtualClock(), log: silentLogger, controller: 'g', instance: 'p' });
  for (let i = 0; i < 2000; i += 1) events.normal(gadget(`${i}`), 'Made', 'one');
  await hanging.hit;
  await expect.poll(() => hanging.hits()).toBe(4);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(hanging.hits()).toBe(4);
  await transport.close();
});
