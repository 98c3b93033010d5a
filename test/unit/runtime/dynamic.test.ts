/** Watches that come and go: with their CRD, with what reconciles ask for. */
import { describe, expect, test } from 'vitest';
import { type LogFields, owned, type Reconcile, silentLogger } from 'k8s-operator-runtime';
import { ClusterRole } from 'k8s-operator-runtime/kinds';
import { startFaultProxy, virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Definition, definition, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';
import { Widget } from './widget.ts';

const widgets = {
  metadata: { name: 'widgets.example.com' },
  spec: {
    ...definition.spec,
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};
const create = (name = 'a', text = 'x') => ({ metadata: { ...key, name }, spec: { text } });

describe("a kind that is watched when: 'crdPresent'", () => {
  const reconcile: Reconcile<Gadget> = async ({ metadata: { name } }, { apply, setStatus, installed }) => {
    const there = installed(Widget);
    if (there) await apply({ widget: { apiVersion: Widget.apiVersion, kind: 'Widget', metadata: { name } } });
    await setStatus({ text: there ? 'with' : 'without' });
  };

  test('is done without until its CRD is installed, watched then, and done without again when it goes', async () => {
    const { client, start } = await setup({ reconcile, owns: [ConfigMap, owned(Widget, { when: 'crdPresent' })] });
    const manager = await start();
    await client.create(Gadget, create());
    const is = (text: string) => until(async () => (await client.get(Gadget, key))?.status?.text === text);
    await is('without');
    expect((await fetch(`http://127.0.0.1:${manager.ports().health}/readyz`)).status).toBe(200);
    for (let round = 0; round < 2; round += 1) {
      await client.create(Definition, widgets);
      await is('with');
      await until(() => client.get(Widget, key));
      await client.delete(Widget, key);
      await until(() => client.get(Widget, key));
      await client.delete(Definition, { name: widgets.metadata.name });
      await is('without');
      expect(manager.cluster.cache.known(Widget)).toEqual([]);
    }
  });

  test('is asked for every 10 seconds where CRDs may not be watched', async () => {
    const clock = virtualClock();
    const { client, server, start } = await setup({ reconcile, owns: [owned(Widget, { when: 'crdPresent' })] });
    await using proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
    proxy.inject({ type: 'status', code: 403, reason: 'Forbidden' }, { kind: Definition });
    const manager = await start({ clock, kubeConfig: proxy.kubeConfig() });
    await client.create(Gadget, create());
    const is = (text: string) =>
      until(async () => {
        await clock.advance(100);
        return (await client.get(Gadget, key))?.status?.text === text;
      });
    await is('without');
    await client.create(Definition, widgets);
    await is('with');
    await client.delete(Definition, { name: widgets.metadata.name });
    await is('without');
    expect(proxy.requests().filter(({ path }) => path.includes('customresourcedefinitions'))).toHaveLength(1);
    await manager.stop();
  });

  test('is found when it is there from the beginning', async () => {
    const { client, start } = await setup({ reconcile, owns: [owned(Widget, { when: 'crdPresent' })] });
    await client.create(Definition, widgets);
    await start();
    await client.create(Gadget, create());
    const { metadata } = await until(() => client.get(Widget, key));
    expect(metadata.ownerReferences).toMatchObject([{ kind: 'Gadget', name: 'a' }]);
  });

  test('is not applied while it is missing, and the reconcile is told so', async () => {
    const errors: string[] = [];
    const { client, start } = await setup({
      logger: { ...silentLogger, error: (message) => void errors.push(message) },
      owns: [owned(Widget, { when: 'crdPresent' })],
      reconcile: async ({ metadata: { name } }, { apply }) => {
        await apply({ widget: { apiVersion: Widget.apiVersion, kind: 'Widget', metadata: { name } } });
      },
    });
    await start();
    await client.create(Gadget, create());
    await until(async () => errors.length > 0);
    expect(errors[0]).toContain('Widget (example.com/v1) is not installed at present.');
    await client.create(Definition, widgets);
    await until(() => client.get(Widget, key));
  });
});

test('a kind that a controller waits for is found within 5 seconds, however long it was missing', async () => {
  const clock = virtualClock();
  let failures = 0;
  const { client, start } = await setup({
    install: false,
    reconcile: async (_gadget, { setStatus }) => setStatus({ text: 'done' }),
  });
  const manager = await start({ clock });
  manager.cluster.cache.known(Gadget)[0]?.onFailure(() => (failures += 1));
  await until(async () => {
    await clock.advance(60_000);
    return failures >= 10;
  });
  for (let round = 0; round < 3; round += 1) {
    const before = failures;
    await clock.advance(5000);
    await until(async () => failures > before);
  }
  await client.create(Definition, definition);
  await client.create(Gadget, create());
  await clock.advance(5000);
  await until(async () => (await client.get(Gadget, key))?.status?.text === 'done');
  expect(manager.cluster.cache.known(Gadget)[0]?.hasSynced()).toBe(true);
});

describe('context.watch', () => {
  const sourceOf = ({ spec }: Gadget) => ({ name: spec.text });
  const reconcile: Reconcile<Gadget> = async (gadget, { watch, setStatus }) => {
    if (gadget.spec.text === '') return setStatus({ text: 'nothing' });
    const [source] = await watch(ConfigMap, sourceOf(gadget));
    await setStatus({ text: source?.data?.['text'] ?? 'missing' });
  };

  test('gives what is there, wakes when it changes, and ends when nobody asks for it any more', async () => {
    const { client, start } = await setup({ reconcile, owns: [] });
    const manager = await start();
    const watched = () => manager.cluster.cache.known(ConfigMap).map(({ fields }) => fields);
    const is = (name: string, text: string) =>
      until(async () => (await client.get(Gadget, { ...key, name }))?.status?.text === text);
    for (const name of ['a', 'b']) {
      await client.create(Gadget, create(name, 'source'));
      await is(name, 'missing');
    }
    expect(watched()).toEqual([{ 'metadata.name': 'source' }]);
    await client.create(ConfigMap, { metadata: { ...key, name: 'source' }, data: { text: 'one' } });
    for (const name of ['a', 'b']) await is(name, 'one');
    await client.patch(ConfigMap, { ...key, name: 'source' }, { data: { text: 'two' } });
    for (const name of ['a', 'b']) await is(name, 'two');

    await client.patch(Gadget, key, { spec: { text: 'other' } });
    await is('a', 'missing');
    expect(watched()).toEqual([{ 'metadata.name': 'source' }, { 'metadata.name': 'other' }]);
    await client.patch(Gadget, key, { spec: { text: '' } });
    await is('a', 'nothing');
    await client.delete(Gadget, { ...key, name: 'b' });
    await until(async () => watched().length === 0);
  });

  test('of what is cluster-scoped has the own writes, though its events are late', async () => {
    const role = { name: 'source' };
    let late = (): void => {};
    const { server, client, start } = await setup({
      owns: [],
      reconcile: async (_gadget, { client, watch, setStatus }) => {
        await watch(ClusterRole, role);
        late();
        await client.patch(ClusterRole, role, { metadata: { labels: { text: 'two' } } });
        const [read] = await watch(ClusterRole, role);
        await setStatus({ text: read?.metadata.labels?.['text'] ?? 'none' });
      },
    });
    await using proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
    late = () => void proxy.inject({ type: 'hold' }, { kind: ClusterRole });
    await client.create(ClusterRole, { metadata: { ...role, labels: { text: 'one' } } });
    const manager = await start({ kubeConfig: proxy.kubeConfig() });
    await client.create(Gadget, create());
    expect(await until(async () => (await client.get(Gadget, key))?.status?.text)).toBe('two');
    await manager.stop();
  });

  test('of a kind that is not installed fails, and wakes when it is', async () => {
    const errors: (LogFields | undefined)[] = [];
    const { client, start } = await setup({
      logger: { ...silentLogger, error: (_message, fields) => void errors.push(fields) },
      owns: [],
      reconcile: async (_gadget, { watch, setStatus }) => {
        await setStatus({ text: `${(await watch(Widget)).length}` });
      },
    });
    const manager = await start();
    await client.create(Gadget, create());
    await until(async () => errors.length > 0);
    expect(errors[0]?.['error']).toMatchObject({ name: 'NotFound' });
    // What an object asks for is no matter of the process.
    expect((await fetch(`http://127.0.0.1:${manager.ports().health}/readyz`)).status).toBe(200);
    await client.create(Definition, widgets);
    await client.create(Widget, { metadata: key });
    await until(async () => (await client.get(Gadget, key))?.status?.text === '1');
  });
});
