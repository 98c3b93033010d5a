/** A cleanup is never skipped, may take its time, and touches no finalizer but its own. */
import { expect, test } from 'vitest';
import { type Cleanup, controller } from 'k8s-operator-runtime';
import { Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

const FINALIZER = 'example.com/finalizer';

const started = async (cleanup: Cleanup<Gadget>) => {
  const given = await setup({ reconcile: async (_gadget, { setStatus }) => setStatus({ text: 'done' }), cleanup });
  const { client } = given;
  return {
    ...given,
    get: () => client.get(Gadget, key),
    create: (finalizers: readonly string[] = []) =>
      client.create(Gadget, { metadata: { ...key, finalizers }, spec: { text: 'x' } }),
    done: () => until(async () => (await client.get(Gadget, key))?.status?.text === 'done'),
    gone: () => until(async () => (await client.get(Gadget, key)) === undefined),
  };
};

test('it runs for an object that was deleted while the operator was down', async () => {
  const cleaned: string[] = [];
  const { client, start, create, done, get, gone } = await started(
    async ({ metadata }) => void cleaned.push(metadata.uid),
  );
  const manager = await start();
  const { metadata } = await create();
  await done();
  await manager.stop();
  await client.delete(Gadget, key);
  expect((await get())?.metadata.deletionTimestamp).toBeDefined();
  await start();
  await gone();
  expect(cleaned).toEqual([metadata.uid]);
});

test('it is called again as long as it asks for it, and the object stays until then', async () => {
  let calls = 0;
  const { client, start, create, done, gone } = await started(async (gadget, { requeueAfter }) => {
    calls += 1;
    expect(gadget.metadata.finalizers).toContain(FINALIZER);
    return calls < 3 ? requeueAfter(5) : undefined;
  });
  await start();
  await create();
  await done();
  await client.delete(Gadget, key);
  await gone();
  expect(calls).toBe(3);
});

test.each([true, null, { deleted: 1 }, 'gone'])('it is done also when it resolves with %j', async (answer) => {
  const { client, start, create, done, gone } = await started((async () => answer) as never);
  await start();
  await create();
  await done();
  await client.delete(Gadget, key);
  expect(await gone()).toBe(true);
});

test('an object that is deleted before the operator saw it is not held up', async () => {
  let calls = 0;
  const { client, start, create, get, gone } = await started(async () => void (calls += 1));
  await create(['example.com/other']);
  await client.delete(Gadget, key);
  await start();
  await client.create(Gadget, { metadata: { ...key, name: 'last' }, spec: { text: 'x' } });
  await until(async () => (await client.get(Gadget, { ...key, name: 'last' }))?.status?.text === 'done');
  expect((await get())?.metadata.finalizers).toEqual(['example.com/other']);
  await client.patch(Gadget, key, { metadata: { finalizers: null } });
  await gone();
  expect(calls).toBe(0);
});

test('finalizers of others that come and go meanwhile are left alone', async () => {
  const { client, start, create, done, get } = await started(async () => {
    await client.patch(Gadget, key, { metadata: { finalizers: ['example.com/b', FINALIZER] } });
  });
  await start();
  await create(['example.com/a', 'example.com/b']);
  await done();
  expect((await get())?.metadata.finalizers).toEqual(['example.com/a', 'example.com/b', FINALIZER]);
  await client.delete(Gadget, key);
  const left = await until(async () => {
    const gadget = await get();
    return gadget?.metadata.finalizers?.length === 1 && gadget;
  });
  expect(left.metadata.finalizers).toEqual(['example.com/b']);
});

test('of two controllers of a kind each has its own: the object stays until both have cleaned up', async () => {
  const cleaned: string[] = [];
  let failures = 3;
  const one = controller(Gadget, {
    reconcile: async (_gadget, { setStatus }) => setStatus({ text: 'done' }),
    cleanup: async () => void cleaned.push('one'),
  });
  const two = controller(Gadget, {
    name: 'two',
    finalizer: 'example.com/two',
    reconcile: async () => {},
    cleanup: async () => {
      failures -= 1;
      if (failures > 0) throw new Error('not yet');
      cleaned.push('two');
    },
  });
  const { client, start, create, get, gone } = await started(async () => {});
  await start({ controllers: [one, two] });
  await create();
  await until(async () => (await get())?.metadata.finalizers?.length === 2 && (await get())?.status?.text === 'done');
  await client.delete(Gadget, key);
  await gone();
  // One's write may be in the way of the other's: then it cleans up again.
  expect(new Set(cleaned)).toEqual(new Set(['one', 'two']));
});
