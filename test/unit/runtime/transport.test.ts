import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import {
  type Clock,
  ConnectionError,
  createClient,
  createTransport,
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  TooManyRequests,
} from 'k8s-operator-runtime';
import { failure, json, kubeConfigFor, reset, type ScriptedServer, scriptedServer } from './scripted-server.ts';
import { Widget, widget } from './widget.ts';

/** Waits are over at once; what was waited for is written down. */
const impatient = () => {
  const waits: number[] = [];
  const clock: Clock = {
    now: Date.now,
    random: () => 0,
    schedule: (milliseconds, callback) => {
      waits.push(milliseconds);
      const timer = setImmediate(callback);
      return () => clearImmediate(timer);
    },
  };
  return { clock, waits };
};

const clientOf = (server: ScriptedServer, clock?: Clock) =>
  createClient({
    transport: createTransport({
      kubeConfig: server.kubeConfig,
      userAgent: 'test',
      ...(clock === undefined ? {} : { clock }),
    }),
    fieldManager: 'test',
  });
const key = { namespace: 'default', name: 'a' };

describe('what is sent again', () => {
  test('anything, when the server says later: after the time that it says', async () => {
    await using server = await scriptedServer(
      failure(429, 'TooManyRequests', { 'retry-after': '3' }),
      failure(503, 'ServiceUnavailable', { 'retry-after': '2' }),
      json(widget('a', '1'), 201),
    );
    const { clock, waits } = impatient();
    await clientOf(server, clock).create(Widget, { metadata: key });
    expect(server.requests).toHaveLength(3);
    expect(waits).toEqual([3000, 2000]);
  });

  test('what is idempotent, when the connection broke', async () => {
    await using server = await scriptedServer(reset, reset, json(widget('a', '1')));
    const { clock, waits } = impatient();
    expect(await clientOf(server, clock).patch(Widget, key, { spec: { size: 1 } })).toMatchObject({
      metadata: { name: 'a' },
    });
    expect(waits).toEqual([100, 200]);
  });

  test('not a create or a JSON patch whose answer is not known', async () => {
    await using server = await scriptedServer(reset, reset);
    const client = clientOf(server, impatient().clock);
    await expect(client.create(Widget, { metadata: key })).rejects.toThrow(ConnectionError);
    await expect(client.patch(Widget, key, [{ op: 'add', path: '/spec/list/-', value: 1 }])).rejects.toThrow(
      ConnectionError,
    );
    expect(server.requests).toHaveLength(2);
  });

  test('five times at most', async () => {
    await using server = await scriptedServer(...Array.from({ length: 6 }, () => failure(429, 'TooManyRequests')));
    await expect(clientOf(server, impatient().clock).get(Widget, key)).rejects.toThrow(TooManyRequests);
    expect(server.requests).toHaveLength(5);
  });

  test('not after the caller gave up', async () => {
    await using server = await scriptedServer(failure(429, 'TooManyRequests', { 'retry-after': '30' }));
    const caller = new AbortController();
    const asked = clientOf(server).get(Widget, key, { signal: caller.signal });
    const asOne = Promise.all([
      asked,
      vi.waitFor(() => expect(server.requests).toHaveLength(1)).then(() => caller.abort()),
    ]);
    await expect(asOne).rejects.toThrow(/abort/i);
    expect(server.requests).toHaveLength(1);
  });
});

describe('answers become errors', () => {
  test.each([
    [409, 'Conflict', Conflict],
    [409, 'AlreadyExists', Conflict],
    [403, 'Forbidden', Forbidden],
    [422, 'Invalid', Invalid],
    [404, 'NotFound', NotFound],
  ])('%i %s', async (code, reason, type) => {
    await using server = await scriptedServer(failure(code, reason));
    await expect(clientOf(server).update(Widget, widget('a', '1'))).rejects.toThrow(type);
  });

  test('an object that is not there is undefined, a kind that is not there an error', async () => {
    const missing = json(
      { kind: 'Status', code: 404, reason: 'NotFound', details: { name: 'a', kind: 'widgets' } },
      404,
    );
    await using server = await scriptedServer(
      missing,
      missing,
      (_request, response) => void response.writeHead(404).end('404 page not found\n'),
    );
    const client = clientOf(server);
    expect(await client.get(Widget, key)).toBeUndefined();
    expect(await client.delete(Widget, key)).toBe(false);
    await expect(client.get(Widget, key)).rejects.toThrow(
      'GET /apis/example.com/v1/namespaces/default/widgets/a: 404 page not found',
    );
  });

  test('no answer names the server', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const transport = createTransport({
      kubeConfig: kubeConfigFor(`http://127.0.0.1:${port}`),
      userAgent: 'test',
      clock: impatient().clock,
    });
    await expect(transport.request({ method: 'GET', path: '/version' })).rejects.toThrow(
      `No answer from http://127.0.0.1:${port}: connect ECONNREFUSED`,
    );
  });

  test.each(['..', 'a/b', 'a%2fb', ''])('the name %j never reaches the server', async (name) => {
    await using server = await scriptedServer();
    await expect(clientOf(server).get(Widget, { namespace: 'default', name })).rejects.toThrow('no valid name');
    await expect(clientOf(server).get(Widget, { name: 'a' })).rejects.toThrow('a namespace must be given');
    expect(server.requests).toEqual([]);
  });
});

test('connections are reused', async () => {
  await using server = await scriptedServer(...Array.from({ length: 20 }, () => json(widget('a', '1'))));
  const client = clientOf(server);
  for (let sent = 0; sent < 20; sent += 1) await client.get(Widget, key);
  // One that has just answered may not be free yet.
  expect(server.connections()).toBeLessThanOrEqual(2);
});

test('a rotated token is taken up', async () => {
  let token = 'old';
  const headers: (string | undefined)[] = [];
  await using server = await scriptedServer(
    ...[json(widget('a', '1')), json(widget('a', '1')), failure(401, 'Unauthorized'), json(widget('a', '1'))].map(
      (step) => (request: Parameters<typeof step>[0], response: Parameters<typeof step>[1]) => {
        headers.push(request.headers.authorization);
        step(request, response);
      },
    ),
  );
  const address = server.kubeConfig.getCurrentCluster()?.server ?? '';
  const transport = createTransport({ kubeConfig: kubeConfigFor(address, () => token), userAgent: 'test' });
  const client = createClient({ transport, fieldManager: 'test' });
  await client.get(Widget, key);
  await client.get(Widget, key);
  token = 'new';
  await client.get(Widget, key);
  expect(headers).toEqual(['Bearer old', 'Bearer old', 'Bearer old', 'Bearer new']);
  await transport.close();
});
