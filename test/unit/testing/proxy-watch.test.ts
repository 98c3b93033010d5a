import { expect, onTestFinished, test } from 'vitest';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import type { Fault } from 'k8s-operator-runtime/testing';
import { CONFIG_MAPS, configMap, RESET, setup, type Setup } from './proxied.ts';

/** Reads a watch line by line. */
const watching = async ({ transport, proxy, direct }: Setup) => {
  const lines: string[] = [];
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const opened = Promise.withResolvers<void>();
  const ended = transport
    .stream({
      path: `${CONFIG_MAPS}?watch=true&resourceVersion=0`,
      signal: stop.signal,
      idleTimeout: 20_000,
      onOpen: () => opened.resolve(),
      onLine: (line) => {
        const text = line.toString();
        const { type, object } = text.endsWith('}') ? JSON.parse(text) : { type: 'unreadable', object: {} };
        lines.push(`${type} ${object.metadata?.name ?? object.reason ?? ''}`.trim());
      },
    })
    .then(
      ({ rest }) => (rest.length > 0 ? 'cut' : 'ended'),
      ({ code }: { code: string }) => code,
    );
  await opened.promise;
  const create = (name: string) => direct.create(ConfigMap, configMap(name));
  return { lines, ended, create, proxy };
};

test.each<[Fault, readonly string[], string]>([
  [{ type: 'truncate' }, ['ADDED a'], 'cut'],
  [{ type: 'gone' }, ['ADDED a', 'ERROR Expired'], 'ended'],
  [{ type: 'end' }, ['ADDED a'], 'ended'],
])('an open watch that meets %j', async (fault, expected, end) => {
  const { lines, ended, create, proxy } = await watching(await setup());
  await create('a');
  await expect.poll(() => lines).toEqual(['ADDED a']);
  proxy.inject(fault, { kind: ConfigMap });
  await create('b');
  expect(await ended).toBe(end);
  expect(lines).toEqual(expected);
});

test('a malformed line comes in place of one event', async () => {
  const { lines, create, proxy } = await watching(await setup());
  proxy.inject({ type: 'malform' }, { times: 1 });
  await create('a');
  await create('b');
  await expect.poll(() => lines).toEqual(['unreadable', 'ADDED b']);
});

test('events that are held come in order when the fault is removed', async () => {
  const { lines, create, proxy } = await watching(await setup());
  const hold = proxy.inject({ type: 'hold' }, { kind: ConfigMap });
  await create('a');
  await create('b');
  await expect.poll(hold.hits).toBe(2);
  expect(lines).toEqual([]);
  hold.remove();
  await create('c');
  await expect.poll(() => lines).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
});

test('connections are reset under a watch', async () => {
  const { ended, proxy } = await watching(await setup());
  expect(proxy.resetConnections()).toBe(1);
  expect(await ended).toMatch(RESET);
});

test('a black hole lets nothing pass, and tells nobody; what it held goes on when it ends', async () => {
  const given = await setup();
  const { lines, create, proxy } = await watching(given);
  const heal = proxy.blackHole();
  await create('a');
  let answered = false;
  const answer = given.ask('GET', CONFIG_MAPS).finally(() => (answered = true));
  await expect.poll(() => proxy.connections().open).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([lines, answered]).toEqual([[], false]);
  heal();
  expect(await answer).toBe('200');
  await expect.poll(() => lines).toEqual(['ADDED a']);
});

test('a black hole for the connections of before leaves new ones alone', async () => {
  const given = await setup();
  const { lines, create, proxy } = await watching(given);
  proxy.blackHole('open');
  await create('a');
  expect(await given.ask('GET', CONFIG_MAPS)).toBe('200');
  expect(lines).toEqual([]);
});
