/** Who is woken by what a reconcile writes: everybody but itself. */
import { expect, test } from 'vitest';
import { controller, silentLogger, type Reconcile } from 'k8s-operator-runtime';
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
