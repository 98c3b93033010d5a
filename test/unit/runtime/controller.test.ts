import { describe, expect, test } from 'vitest';
import { type Client, controllerReference, type Desired, type Reconcile } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Definition, definition, Event, Gadget } from './gadget.ts';
import { key, setup, settled, until } from './gadget-operator.ts';

const configMap = ({ metadata: { name }, spec }: Gadget): Desired<ConfigMap> => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { text: spec.text },
});
const reconcile: Reconcile<Gadget> = async (gadget, { apply, setStatus }) => {
  if (gadget.spec.text === 'bad') throw new Error('that is bad');
  const { child } = await apply({ child: configMap(gadget) });
  await setStatus({ text: child.data?.['text'] ?? '', conditions: { Ready: true } });
};

const create = (client: Client, value: string) => client.create(Gadget, { metadata: key, spec: { text: value } });
const withText = (client: Client, value: string) =>
  until(async () => ((await client.get(Gadget, key))?.status?.text === value ? true : undefined));

describe('a controller writes what is needed and no more', () => {
  test('two writes for a new object, two for a change, one for a child that was deleted or changed, none for a restart', async () => {
    const given = await setup({ reconcile });
    const { client, start } = given;
    const manager = await start();
    await create(client, 'x');
    await withText(client, 'x');
    expect(await settled(given, manager)).toBe(2);

    await client.patch(Gadget, key, { spec: { text: 'y' } });
    await withText(client, 'y');
    expect(await settled(given, manager)).toBe(4);

    await client.delete(ConfigMap, key);
    await until(() => client.get(ConfigMap, key));
    expect(await settled(given, manager)).toBe(5);

    await client.patch(ConfigMap, key, { data: { text: 'drift', other: 'kept' } });
    const repaired = await until(async () => {
      const child = await client.get(ConfigMap, key);
      return child?.data?.['text'] === 'y' && child;
    });
    expect(repaired.data).toEqual({ text: 'y', other: 'kept' });
    expect(await settled(given, manager)).toBe(6);
    await manager.stop();

    const next = await start();
    expect(await settled(given, next)).toBe(0);
  });

  test('the child is owned and labelled, the status has a condition', async () => {
    const { client, start } = await setup({ reconcile });
    await start();
    const { metadata } = await create(client, 'x');
    await withText(client, 'x');
    const child = await client.get(ConfigMap, key);
    expect(child?.metadata.ownerReferences).toEqual([
      { apiVersion: 'example.com/v1', kind: 'Gadget', name: 'a', uid: metadata.uid, controller: true },
    ]);
    expect(child?.metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'gadget-operator' });
    expect((await client.get(Gadget, key))?.status?.conditions).toMatchObject([
      { type: 'Ready', status: 'True', reason: 'Ready', observedGeneration: 1 },
    ]);
  });
});

describe('what goes wrong', () => {
  test('a reconcile that throws is told in one event with a series, and tried again when it can work', async () => {
    const { client, start } = await setup({ reconcile });
    const clock = virtualClock();
    await start({ clock });
    await create(client, 'bad');
    const told = async (count: number | undefined): Promise<boolean> =>
      (await client.list(Event, { namespace: 'default' })).some(({ series }) => series?.count === count);
    await until(() => told(undefined));
    await clock.advance(5);
    await until(() => told(2));
    expect(await client.list(Event, { namespace: 'default' })).toMatchObject([
      { reason: 'ReconcileFailed', message: 'that is bad', series: { count: 2 } },
    ]);
    await client.patch(Gadget, key, { spec: { text: 'good' } });
    await withText(client, 'good');
  });

  test('a child of another owner is not taken over', async () => {
    const { client, start } = await setup({ reconcile });
    const other = await client.create(ConfigMap, { metadata: { namespace: 'default', name: 'other' } });
    const ownerReferences = [controllerReference(other)];
    await client.create(ConfigMap, { metadata: { ...key, ownerReferences }, data: { mine: 'x' } });
    await start();
    await create(client, 'x');
    const [event] = await until(async () => {
      const events = await client.list(Event, { namespace: 'default' });
      return events.length > 0 && events;
    });
    expect(event?.message).toBe(
      'ConfigMap "a" is controlled by ConfigMap "other" and is not taken over. Rename the child, or delete the other object.',
    );
    expect((await client.get(ConfigMap, key))?.data).toEqual({ mine: 'x' });
  });

  test('a kind that is not installed is waited for, and /readyz says so', async () => {
    const { client, start } = await setup({ reconcile, install: false });
    const manager = await start();
    const ready = () => fetch(`http://127.0.0.1:${manager.ports().health}/readyz`);
    const before = await ready();
    expect(before.status).toBe(500);
    expect(await before.text()).toContain('[-]watch/gadgets.example.com failed');
    await client.create(Definition, definition);
    await until(async () => (await ready()).status === 200);
    await create(client, 'x');
    await withText(client, 'x');
  });
});

test('cleanup runs before the object goes, and again until it resolves', async () => {
  let tries = 0;
  const { client, start } = await setup({
    reconcile,
    cleanup: async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    },
  });
  await start();
  await create(client, 'x');
  await withText(client, 'x');
  expect((await client.get(Gadget, key))?.metadata.finalizers).toEqual(['example.com/finalizer']);
  await client.delete(Gadget, key);
  await until(async () => (await client.get(Gadget, key)) === undefined);
  expect(tries).toBe(3);
});
