import { describe, expect, test } from 'vitest';
import {
  type Client,
  controller,
  createManager,
  type Logger,
  type Reconcile,
  silentLogger,
} from 'k8s-operator-runtime';
import { Namespace } from 'k8s-operator-runtime/kinds';
import { createStatusWriter } from '../../../runtime/src/status/status-writer.ts';
import { systemClock } from '../../../runtime/src/clock.ts';
import { ConfigMap, Definition, definition, Event, Gadget } from './gadget.ts';
import { key, setup, settled, until } from './gadget-operator.ts';
import { scriptedServer } from './scripted-server.ts';

const create = (client: Client, at = key, text = 'x') => client.create(Gadget, { metadata: at, spec: { text } });
const done = (client: Client, at = key) => until(async () => (await client.get(Gadget, at))?.status?.text === 'x');
const reconcile: Reconcile<Gadget> = async ({ metadata: { name }, spec }, { apply, setStatus }) => {
  await apply({ child: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } });
  await setStatus({ text: spec.text });
};

describe('what a reconcile throws', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'undefined'],
    ['text', 'no', 'no'],
    ['an object', { why: 'no' }, "{ why: 'no' }"],
    ['an object that is no text', Object.create(null), '[Object: null prototype] {}'],
  ])('%s is told, and tried again', async (_name, thrown, note) => {
    let tries = 0;
    const { client, start } = await setup({
      reconcile: async (gadget, { setStatus }) => {
        tries += 1;
        if (tries === 1) throw thrown;
        await setStatus({ text: gadget.spec.text });
      },
    });
    await start();
    await create(client);
    await done(client);
    const [event] = await until(async () => {
      const events = await client.list(Event, { namespace: 'default' });
      return events.length > 0 && events;
    });
    expect(event?.message).toBe(note);
  });
});

test.each([
  ['a.b.c'],
  // An event's name has no room for all of it, and may not be cut at a dot.
  [`${`${'a'.repeat(59)}.`.repeat(4)}end`],
])('an object of the name %s is reconciled and told about', async (name) => {
  const { client, start } = await setup({
    reconcile: async (gadget, context) => {
      context.events.normal(gadget, 'Seen', 'seen');
      await reconcile(gadget, context);
    },
  });
  await start();
  const at = { namespace: 'default', name };
  await create(client, at);
  await done(client, at);
  expect(await client.get(ConfigMap, at)).toBeDefined();
  await until(async () =>
    (await client.list(Event, { namespace: 'default' })).find(({ message }) => message === 'seen'),
  );
});

test('a CRD that is deleted and installed again under a running operator', async () => {
  const { client, start } = await setup({ reconcile });
  await start();
  await create(client);
  await done(client);
  await client.delete(Definition, { name: definition.metadata.name });
  await client.create(Definition, definition);
  expect(await client.get(Gadget, key)).toBeUndefined();
  for (const name of ['a', 'b']) {
    await create(client, { ...key, name });
    await done(client, { ...key, name });
  }
});

test('a namespace that is deleted under a reconcile is no error', async () => {
  const errors: string[] = [];
  const logger: Logger = { ...silentLogger, error: (message) => void errors.push(message) };
  let refused: unknown;
  const { client, start } = await setup({
    logger,
    reconcile: async (gadget, context) => {
      const name = gadget.metadata.namespace ?? '';
      await until(async () => (await client.get(Namespace, { name }))?.metadata.deletionTimestamp !== undefined);
      try {
        await reconcile(gadget, context);
      } catch (error) {
        refused = error;
        throw error;
      }
    },
  });
  await client.create(Namespace, { metadata: { name: 'going' } });
  // It holds the namespace up.
  const last = { namespace: 'going', name: 'last', finalizers: ['example.com/wait'] };
  await client.create(ConfigMap, { metadata: last });
  await start();
  await create(client, { namespace: 'going', name: 'a' });
  await client.delete(Namespace, { name: 'going' });
  await until(async () => refused);
  expect(refused).toMatchObject({ code: 403 });
  await until(async () => (await client.get(Gadget, { namespace: 'going', name: 'a' })) === undefined);
  expect(errors).toEqual([]);
});

test('an object that is deleted while its reconcile runs leaves nothing behind', async () => {
  const gate = Promise.withResolvers<void>();
  const ran = Promise.withResolvers<void>();
  const given = await setup({
    reconcile: async (gadget, context) => {
      await gate.promise;
      await reconcile(gadget, context).finally(ran.resolve);
    },
  });
  const manager = await given.start();
  await create(given.client);
  await given.client.delete(Gadget, key);
  await until(async () => (await given.client.get(Gadget, key)) === undefined);
  gate.resolve();
  await ran.promise;
  await until(async () => (await given.client.get(ConfigMap, key)) === undefined);
  await settled(given, manager);
  expect(await given.client.get(ConfigMap, key)).toBeUndefined();
});

test('what belonged to a former object of the name is waited for, not taken over', async () => {
  const errors: unknown[] = [];
  const { client, start } = await setup({
    // Not tried again by itself: what goes has to wake it.
    reconcile: (gadget, context) => reconcile(gadget, context).catch((error: unknown) => void errors.push(error)),
  });
  const former = { apiVersion: Gadget.apiVersion, kind: 'Gadget', name: 'a', uid: 'former', controller: true };
  const metadata = { ...key, finalizers: ['example.com/wait'], ownerReferences: [former] };
  await client.create(ConfigMap, { metadata });
  await start();
  await create(client);
  await until(async () => errors[0]);
  expect(String(errors[0])).toBe(
    'Error: ConfigMap "a" belongs to a former Gadget "a". Waiting for garbage collection to delete it; then it is made again.',
  );
  await client.delete(ConfigMap, key);
  await client.patch(ConfigMap, key, { metadata: { finalizers: null } }).catch(() => {});
  await done(client);
});

test('the status of an object does not land on the next one of its name, though the cache still shows the old one', async () => {
  const { client } = await setup({ reconcile });
  const old = await create(client);
  await client.delete(Gadget, key);
  await create(client);
  const writer = createStatusWriter({
    kind: Gadget,
    client,
    read: () => old,
    clock: systemClock,
    fieldManager: 'test',
  });
  await expect(writer.set(old, { text: 'old' })).rejects.toMatchObject({ name: 'Conflict' });
  expect((await client.get(Gadget, key))?.status).toBeUndefined();
});

test('a manager of several namespaces reconciles, reads and lists in them and nowhere else', async () => {
  const listed = new Set<string>();
  const { client, start } = await setup({
    reconcile: async (gadget, context) => {
      for (const { metadata } of await context.client.list(Gadget)) listed.add(metadata.namespace ?? '');
      await reconcile(gadget, context);
    },
  });
  for (const name of ['one', 'two', 'three']) {
    await client.create(Namespace, { metadata: { name } });
    await create(client, { namespace: name, name: 'a' });
  }
  await start({ namespaces: ['one', 'two'] });
  for (const namespace of ['one', 'two']) await done(client, { namespace, name: 'a' });
  expect([...listed].toSorted()).toEqual(['one', 'two']);
  expect((await client.get(Gadget, { namespace: 'three', name: 'a' }))?.status).toBeUndefined();
});

test('a manager that is stopped before the cluster has answered ends without an error', async () => {
  await using server = await scriptedServer();
  const manager = createManager({
    name: 'gadget-operator',
    controllers: [controller(Gadget, { reconcile, owns: [ConfigMap] })],
    kubeConfig: server.kubeConfig,
    healthProbeBindAddress: '127.0.0.1:0',
    logger: silentLogger,
  });
  const starting = manager.start();
  await until(async () => server.requests.length > 0);
  await manager.stop();
  await starting;
  await manager.finished;
  await expect(fetch(`http://127.0.0.1:${manager.ports().health}/healthz`)).rejects.toThrow('fetch failed');
});
