import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  ConnectionError,
  createTransport,
  parseKubeConfig,
  type RequestSample,
  type TransportOptions,
} from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { base64, kubeconfig } from './kubeconfig-files.ts';
import {
  failure,
  json,
  kubeConfigFor,
  reset,
  type ScriptedServer,
  scriptedServer,
  type Step,
} from './scripted-server.ts';
import { fine, tlsServer } from './tls-server.ts';

const version = { method: 'GET', path: '/version' } as const;
const create = { method: 'POST', path: '/api/v1/namespaces', body: '{}' } as const;
const silence: Step = () => {};

const transportOf = (server: ScriptedServer, options: Partial<TransportOptions> = {}) =>
  createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test', ...options });

/** Waits are over at once. */
const impatient: NonNullable<TransportOptions['clock']> = {
  now: Date.now,
  random: () => 0,
  schedule: (_milliseconds, callback) => {
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  },
};

describe('a connection that is gone', () => {
  test('while it was idle, costs no write: nothing had been sent on it', async () => {
    const authority = createAuthority();
    await using server = await tlsServer(authority);
    const cluster = { server: server.url, 'certificate-authority-data': base64(authority.ca) };
    const transport = createTransport({ kubeConfig: await parseKubeConfig(kubeconfig(cluster)), userAgent: 'test' });
    for (let count = 0; count < 20; count += 1) {
      expect((await transport.request(create)).status).toBe(200);
      server.closeIdle();
    }
    expect(server.seen).toHaveLength(20);
    await transport.close();
  });

  test('with an answer half read, loses a write and repeats a read', async () => {
    const half: Step = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"half":');
      setImmediate(() => response.destroy());
    };
    await using server = await scriptedServer(half, half, json({ whole: true }));
    const transport = transportOf(server, { clock: impatient });
    await expect(transport.request(create)).rejects.toThrow(ConnectionError);
    expect((await transport.request(version)).body).toBe('{"whole":true}');
    expect(server.requests).toHaveLength(3);
    await transport.close();
  });

  test('without an answer in time, is not used again, nor are those of its age', async () => {
    await using server = await scriptedServer(json({}), json({}), silence, json({}));
    const transport = transportOf(server);
    await Promise.all([transport.request(version), transport.request(version)]);
    await expect(transport.request({ ...create, timeout: 100 })).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'ETIMEDOUT',
      message: expect.stringContaining('the request took longer than 100 ms'),
    });
    expect(server.connections()).toBe(2);
    await transport.request(version);
    expect(server.connections()).toBe(3);
    await transport.close();
  });
});

describe('how often', () => {
  test.each<[string, readonly Step[], number]>([
    [
      'as long as the server says when to come back',
      Array.from({ length: 10 }, () => failure(429, 'TooManyRequests', { 'retry-after': '1' })),
      11,
    ],
    ['also when it is a server error', [failure(500, 'InternalError', { 'retry-after': '1' })], 2],
  ])('a write is sent again %s', async (_name, refusals, times) => {
    await using server = await scriptedServer(...refusals, json({}, 201));
    const transport = transportOf(server, { clock: impatient });
    expect((await transport.request(create)).status).toBe(201);
    expect(server.requests).toHaveLength(times);
    await transport.close();
  });

  test.each([500, 503])('a write is not sent again after %i', async (status) => {
    await using server = await scriptedServer(failure(status, 'InternalError'), json({}));
    const transport = transportOf(server, { clock: impatient });
    expect((await transport.request(create)).status).toBe(status);
    expect(server.requests).toHaveLength(1);
    await transport.close();
  });

  test('a caller says how often, and how long each may take', async () => {
    await using server = await scriptedServer(silence, silence, json({}));
    const clock = virtualClock();
    const transport = transportOf(server, { clock });
    const answer = transport.request({ ...version, timeout: 50, attempts: 3 });
    for (const sent of [1, 2]) {
      await expect.poll(() => server.requests.length).toBe(sent);
      expect(await clock.next()).toBe(50);
      // The wait before it is sent again.
      await expect.poll(() => clock.timers()).toBe(1);
      await clock.next();
    }
    expect((await answer).status).toBe(200);
    const late = transport.request({ ...version, timeout: 50, attempts: 1 }).catch((error: unknown) => error);
    await expect.poll(() => server.requests.length).toBe(4);
    await clock.next();
    expect(await late).toMatchObject({ message: expect.stringContaining('longer than 50 ms') });
    expect(clock.timers()).toBe(0);
    await transport.close();
  });
});

describe('the end', () => {
  test('ends what is under way, what waits to be sent again, and what comes later', async () => {
    await using server = await scriptedServer(
      silence,
      failure(429, 'TooManyRequests', { 'retry-after': '30' }),
      silence,
    );
    const transport = transportOf(server);
    const outcome = (promise: Promise<unknown>) =>
      promise.then(
        () => 'answered',
        (error: unknown) => error,
      );
    const first = outcome(transport.request(version));
    await expect.poll(() => server.requests.length).toBe(1);
    const waiting = outcome(transport.request(version));
    await expect.poll(() => server.requests.length).toBe(2);
    const lines = { path: '/watch', signal: new AbortController().signal, idleTimeout: 10_000, onLine: () => {} };
    const watching = outcome(transport.stream(lines));
    await expect.poll(() => server.requests.length).toBe(3);
    await sleep(20);
    await transport.close();
    for (const ended of [
      first,
      waiting,
      watching,
      outcome(transport.request(version)),
      outcome(transport.stream(lines)),
    ])
      expect(await ended).toBeInstanceOf(ConnectionError);
    expect(server.requests).toHaveLength(3);
  });

  test('a request that is given up while it waits for a connection is never sent', async () => {
    await using server = await scriptedServer(silence, json({}));
    const transport = transportOf(server, { connections: 1 });
    const busy = new AbortController();
    const first = transport.request({ ...version, signal: busy.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    await expect(transport.request({ ...create, signal: AbortSignal.timeout(30) })).rejects.toThrow(/timeout/i);
    busy.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect((await transport.request(version)).status).toBe(200);
    expect(server.requests).toEqual(['GET /version', 'GET /version']);
    await transport.close();
  });

  test('a server that cannot be reached is named as the kubeconfig names it', async () => {
    const transport = createTransport({ kubeConfig: kubeConfigFor('http://127.0.0.1:9/k8s/one'), userAgent: 'test' });
    await expect(transport.request({ ...version, attempts: 1 })).rejects.toThrow(
      'No answer from http://127.0.0.1:9/k8s/one: connect ECONNREFUSED',
    );
    await transport.close();
  });
});

test('at most so many connections', async () => {
  await using server = await scriptedServer(...Array.from({ length: 30 }, (): Step => fine));
  const transport = transportOf(server, { connections: 3 });
  await Promise.all(Array.from({ length: 30 }, () => transport.request(version)));
  expect(server.requests).toHaveLength(30);
  expect(server.connections()).toBe(3);
  await transport.close();
});

test('what went over the wire is told for metrics', async () => {
  await using server = await scriptedServer(failure(429, 'TooManyRequests'), json({ a: 1 }), reset, fine);
  const samples: RequestSample[] = [];
  const transport = transportOf(server, { clock: impatient, observe: (sample) => samples.push(sample) });
  await transport.request({ ...create, body: '"ä"' });
  await expect(transport.request(create)).rejects.toThrow(ConnectionError);
  await transport.stream({ path: '/watch', signal: new AbortController().signal, idleTimeout: 1000, onLine: () => {} });
  const host = new URL(transport.server).host;
  const seconds = expect.any(Number);
  expect(samples).toEqual([
    { method: 'POST', host, code: '429', seconds, retry: false, requestBytes: 4, responseBytes: expect.any(Number) },
    { method: 'POST', host, code: '200', seconds, retry: true, requestBytes: 4, responseBytes: 7 },
    { method: 'POST', host, code: '<error>', seconds, retry: false, requestBytes: 2 },
    { method: 'GET', host, code: '200', seconds, retry: false, requestBytes: 0 },
  ]);
  await transport.close();
});
