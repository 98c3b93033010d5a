/** Children that go when they are not desired any more. */
import { describe, expect, test } from 'vitest';
import type { Desired } from 'k8s-operator-runtime';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, setup, settled, until } from './gadget-operator.ts';

const create = (name = 'a', text = 'x') => ({ metadata: { ...key, name }, spec: { text } });

describe('context.prune', () => {
  test('deletes a child of which undefined is desired now', async () => {
    const { client, start } = await setup({
      reconcile: async ({ metadata: { name }, spec }, { apply, prune, setStatus }) => {
        const { child } = await apply({
          child: spec.text === 'with' ? { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } : undefined,
        });
        await prune();
        await setStatus({ text: child?.metadata.name ?? 'none' });
      },
    });
    await start();
    await client.create(Gadget, create('a', 'with'));
    await until(() => client.get(ConfigMap, key));
    await client.patch(Gadget, key, { spec: { text: 'without' } });
    await until(async () => (await client.get(Gadget, key))?.status?.text === 'none');
    expect(await client.get(ConfigMap, key)).toBeUndefined();
  });

  const child = (name: string): Desired<ConfigMap> => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

  test('deletes the children that are not desired any more, and nothing else; a restart writes nothing', async () => {
    const given = await setup({
      reconcile: async ({ spec }, { apply, prune, setStatus }) => {
        await apply(Object.fromEntries(spec.text.split(' ').map((name) => [name, child(name)])));
        await prune({ keep: ({ metadata }) => metadata.name === 'kept' });
        await setStatus({ text: spec.text });
      },
    });
    const { client, start } = given;
    const manager = await start();
    const { metadata } = await client.create(Gadget, create('a', 'one two three kept'));
    const is = (text: string) => until(async () => (await client.get(Gadget, key))?.status?.text === text);
    await is('one two three kept');
    // Owned, but not applied by this operator; not owned; owned by another.
    const owner = { apiVersion: Gadget.apiVersion, kind: 'Gadget', name: 'a', uid: metadata.uid, controller: true };
    await client.create(ConfigMap, { metadata: { ...key, name: 'foreign', ownerReferences: [owner] } });
    await client.create(ConfigMap, { metadata: { ...key, name: 'free' } });
    await client.create(Gadget, create('other', 'theirs'));
    await until(() => client.get(ConfigMap, { ...key, name: 'theirs' }));

    await client.patch(Gadget, key, { spec: { text: 'two' } });
    await is('two');
    const left = async () => (await client.list(ConfigMap)).map((each) => each.metadata.name).toSorted();
    expect(await left()).toEqual(['foreign', 'free', 'kept', 'theirs', 'two']);
    await settled(given, manager);
    await manager.stop();
    expect(await settled(given, await start())).toBe(0);
  });
});
