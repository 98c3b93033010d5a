/** Who is woken by what a reconcile writes: everybody but itself. */
import { expect, test } from 'vitest';
import { channel, controller, silentLogger, type Reconcile } from 'k8s-operator-runtime';
import { startFaultProxy } from 'k8s-operator-runtime/testing';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, setup, settled, until } from './gadget-operator.ts';

const makesChild: Reconcile<Gadget> = async ({ metadata: { name }, spec }, { apply, setStatus }) => {
  await apply({
    child: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: spec.text } } as never,
  });
  await setStatus({ text: spec.text });
};

test('another controller of the same process sees the children that one makes', async () => {
  const seen: string[] = [];
  const children = controller(ConfigMap, {
    reconcile: async ({ metadata: { name }, data }) => void seen.push(`${name} ${data?.['text']}`),
  });
  const { client, start } = await setup({ reconcile: makesChild });
  await start({ controllers: [controller(Gadget, { reconcile: makesChild, owns: [ConfigMap] }), children] });
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(async () => seen.includes('a x'));
  await client.patch(Gadget, key, { spec: { text: 'y' } });
  await until(async () => seen.includes('a y'));
  expect(seen.at(-1)).toBe('a y');
});

test('an object that a reconcile makes is reconciled itself, and the one that made it is not again', async () => {
  const seen: string[] = [];
  const given = await setup({
    owns: [],
    reconcile: async ({ metadata: { name } }, { client }) => {
      seen.push(name);
      if (name === 'a') await client.create(Gadget, { metadata: { ...key, name: 'b' }, spec: { text: '' } });
    },
  });
  const manager = await given.start();
  await given.client.create(Gadget, { metadata: key, spec: { text: '' } });
  await until(async () => seen.includes('b'));
  await settled(given, manager);
  expect(seen).toEqual(['a', 'b']);
});

test('an object that the program makes by the manager’s client is reconciled', async () => {
  const seen: string[] = [];
  const { start } = await setup({ owns: [], reconcile: async ({ metadata: { name } }) => void seen.push(name) });
  const manager = await start({ logger: silentLogger });
  await manager.client.create(Gadget, { metadata: key, spec: { text: '' } });
  await until(async () => seen.length > 0);
  expect(seen).toEqual(['a']);
});

test('a change by others wakes, though a write that changed nothing was answered with it before the watch brought it', async () => {
  const seen: string[] = [];
  const orders = channel();
  const { client, server, start } = await setup({
    owns: [],
    sources: [orders],
    reconcile: async ({ spec }, { client }) => {
      await client.patch(Gadget, key, { metadata: { labels: { managed: 'yes' } } });
      seen.push(spec.text);
    },
  });
  await using proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
  await client.create(Gadget, { metadata: { ...key, labels: { managed: 'yes' } }, spec: { text: 'x' } });
  const manager = await start({ kubeConfig: proxy.kubeConfig() });
  await until(async () => seen.length === 1);
  const late = proxy.inject({ type: 'hold' }, { kind: Gadget });
  await client.patch(Gadget, key, { spec: { text: 'y' } });
  orders.push(key);
  await until(async () => seen.length === 2);
  late.remove();
  await until(async () => seen.includes('y'));
  expect(seen).toEqual(['x', 'x', 'y']);
  await manager.stop();
});

test('what a reconcile writes after its end wakes it', async () => {
  const seen: string[] = [];
  const { client, start } = await setup({
    owns: [],
    reconcile: async ({ spec }, { client }) => {
      seen.push(spec.text);
      if (spec.text === 'x') setTimeout(() => void client.patch(Gadget, key, { spec: { text: 'y' } }), 20);
    },
  });
  await start();
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await until(async () => seen.includes('y'));
  expect(seen).toEqual(['x', 'y']);
});
