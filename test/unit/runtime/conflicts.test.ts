/** Conflicts: which are told of, and when. */
import { expect, test } from 'vitest';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Event, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

test.each<[string, number, number, boolean, string[]]>([
  ['passes', 3, 4, true, []],
  ['does not pass', 100, 6, true, ['POST /api/v1/namespaces/default/configmaps: configmaps "a" already exists']],
  ['is of a field that another manager has', 100, 1, false, ['Apply failed with 1 conflict']],
])('a conflict that %s is told of or not', async (_name, times, expected, ofObjects, notes) => {
  let tries = 0;
  const clock = virtualClock();
  const { client, start } = await setup({
    owns: [],
    reconcile: async (_gadget, { client: own, setStatus }) => {
      tries += 1;
      if (tries > times) return setStatus({ text: 'done' });
      const configMap = { metadata: key, data: { text: 'x' } };
      await (ofObjects ? own.create(ConfigMap, configMap) : own.apply(ConfigMap, configMap));
    },
  });
  await client.apply(ConfigMap, { metadata: key, data: { text: 'y' } });
  await start({ clock });
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  for (let tried = 1; tried < expected; tried += 1)
    await until(async () => {
      await clock.advance(1_000);
      return tries > tried;
    });
  const events = async () => (await client.list(Event, { namespace: 'default' })).map((event) => event.message);
  await until(async () =>
    notes.length === 0
      ? (await client.get(Gadget, key))?.status?.text === 'done'
      : (await events()).length === notes.length,
  );
  expect(await events()).toEqual(notes.map((note) => expect.stringContaining(note)));
  expect(tries).toBe(expected);
});
