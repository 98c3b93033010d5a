import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTransport, silentLogger, systemClock } from 'k8s-operator-runtime';
import { watchCertificate } from '../../../runtime/src/manager/certificate-watcher.ts';
import { withAccess } from '../../../runtime/src/manager/access-filter.ts';
import { loadMetrics } from '../../../runtime/src/manager/metrics.ts';
import { selfSigned } from '../../../runtime/src/manager/self-signed.ts';
import { serveMetrics } from '../../../runtime/src/manager/servers.ts';
import { until } from './gadget-operator.ts';
import { kubeConfigFor } from './scripted-server.ts';
import { virtualClock } from 'k8s-operator-runtime/testing';

const pair = (name: string) => selfSigned({ names: [name], now: Date.now(), days: 1 });

/** A directory with a certificate, as the kubelet mounts a Secret: the files are links into another that is exchanged whole. */
const mounted = async (first: { readonly cert: string; readonly key: string }) => {
  const directory = await mkdtemp(join(tmpdir(), 'certificate-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const put = async (cert: string, privateKey: string): Promise<void> => {
    const data = await mkdtemp(join(directory, 'data-'));
    await writeFile(join(data, 'tls.crt'), cert);
    await writeFile(join(data, 'tls.key'), privateKey);
    await symlink(data, join(directory, 'next'));
    await rename(join(directory, 'next'), join(directory, 'now'));
  };
  await put(first.cert, first.key);
  return { path: join(directory, 'now'), put };
};

/**
 * A Secret as the kubelet mounts it (pkg/volume/util/atomic_writer.go): each file is a link into ..data, a link to a folder of the time, which
 * is exchanged for another; then the folder before is removed.
 */
const secretVolume = async (names: { readonly cert: string; readonly key: string }) => {
  const directory = await mkdtemp(join(tmpdir(), 'volume-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  let before: string | undefined;
  const put = async ({ cert, key }: { readonly cert: string; readonly key: string }): Promise<void> => {
    const data = await mkdtemp(join(directory, '..2026_11_22_'));
    await writeFile(join(data, names.cert), cert);
    await writeFile(join(data, names.key), key);
    await symlink(basename(data), join(directory, '..data_tmp'));
    await rename(join(directory, '..data_tmp'), join(directory, '..data'));
    if (before === undefined)
      for (const name of [names.cert, names.key]) await symlink(join('..data', name), join(directory, name));
    else await rm(before, { recursive: true });
    before = data;
  };
  return { directory, put };
};

/** An API server that knows two tokens and lets one of them read metrics. */
const reviewer = async () => {
  const reviews: string[] = [];
  const server = createServer(async (request, response) => {
    const { kind, spec } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
      readonly kind: string;
      readonly spec: { readonly token?: string; readonly user?: string; readonly groups?: readonly string[] };
    };
    reviews.push(`${request.url} ${JSON.stringify(spec)}`);
    if (spec.token === 'broken') return response.writeHead(400).end();
    const known = spec.token === 'reader' || spec.token === 'stranger';
    const status =
      kind === 'TokenReview'
        ? { authenticated: known, ...(known ? { user: { username: spec.token, groups: ['all'] } } : {}) }
        : { allowed: spec.user === 'reader' };
    response.writeHead(201).end(JSON.stringify({ kind, spec, status }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const transport = createTransport({ kubeConfig: kubeConfigFor(`http://127.0.0.1:${port}`), userAgent: 'test' });
  onTestFinished(transport.close);
  return { transport, reviews };
};

/** By a connection of its own; the name is that of the certificate. */
const get = async (port: number, token?: string, path = '/metrics') => {
  const request = httpsRequest({
    port,
    path,
    host: '127.0.0.1',
    agent: false,
    rejectUnauthorized: false,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  request.end();
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  const name = (response.socket as TLSSocket).getPeerCertificate().subject.CN;
  return { status: response.statusCode, name, text: Buffer.concat(await response.toArray()).toString() };
};

const serve = async (certPath?: string, names: { readonly certName?: string; readonly keyName?: string } = {}) => {
  const { transport, reviews } = await reviewer();
  const clock = virtualClock();
  const metrics = await loadMetrics();
  const server = await serveMetrics(
    { host: '127.0.0.1', port: 0 },
    {
      secure: true,
      ...(certPath === undefined ? {} : { certPath }),
      ...names,
      metrics,
      transport,
      clock,
      log: silentLogger,
    },
  );
  onTestFinished(server.close);
  return { port: server.port, clock, metrics, reviews };
};

describe('secure metrics', () => {
  test.each<[string | undefined, string, number, string]>([
    [undefined, '/metrics', 401, 'Unauthorized\n'],
    ['nobody', '/metrics', 401, 'Unauthorized\n'],
    ['stranger', '/metrics', 403, 'Authorization denied for user stranger\n'],
    ['broken', '/metrics', 500, 'Authentication or authorization failed\n'],
    [undefined, '/other', 401, 'Unauthorized\n'],
    ['reader', '/other', 404, 'not found\n'],
  ])('the token %s at %s: %i', async (token, path, status, text) => {
    const { port } = await serve();
    expect(await get(port, token, path)).toMatchObject({ status, text, name: 'localhost' });
  });

  test('who may read them does, and is reviewed once', async () => {
    const { port, reviews, clock } = await serve();
    for (let scrape = 0; scrape < 3; scrape += 1) {
      const { status, text } = await get(port, 'reader');
      expect(status).toBe(200);
      expect(text).toContain('process_resident_memory_bytes');
    }
    const asked = [
      '/apis/authentication.k8s.io/v1/tokenreviews {"token":"reader"}',
      '/apis/authorization.k8s.io/v1/subjectaccessreviews {"user":"reader","groups":["all"],"nonResourceAttributes":{"path":"/metrics","verb":"get"}}',
    ];
    expect(reviews).toEqual(asked);
    // The token is asked about again after a minute, the permission after five.
    await clock.advance(61_000);
    await get(port, 'reader');
    expect(reviews).toEqual([...asked, asked[0]]);
    await clock.advance(300_000);
    await get(port, 'reader');
    expect(reviews).toEqual([...asked, asked[0], ...asked]);
  });

  test('what is refused is asked again after half a minute', async () => {
    const { port, reviews, clock } = await serve();
    await get(port, 'stranger');
    await get(port, 'stranger');
    expect(reviews).toHaveLength(2);
    await clock.advance(31_000);
    await get(port, 'stranger');
    expect(reviews).toHaveLength(3);
  });

  test('many readers at the same time are one review', async () => {
    const { transport, reviews } = await reviewer();
    const handler = withAccess(() => ({ status: 200, body: 'ok' }), {
      transport,
      clock: systemClock,
      log: silentLogger,
    });
    const request = { path: '/metrics', query: new URLSearchParams(), headers: { authorization: 'bearer reader' } };
    const answers = await Promise.all(Array.from({ length: 10 }, async () => handler(request)));
    expect(answers.map((answer) => answer?.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(reviews).toHaveLength(2);
  });
});

describe('certificates', () => {
  test('a new one is served without a restart; a pair that does not fit is not', async () => {
    const [first, second, third] = [pair('first'), pair('second'), pair('third')];
    const { path, put } = await mounted(first);
    const { port, clock, metrics } = await serve(path);
    const counts = async () =>
      [...(await metrics.metrics()).matchAll(/^certwatcher_read_certificate_(?:errors_)?total (\d+)$/gm)].map(
        ([, count]) => Number(count),
      );
    expect((await get(port, 'reader')).name).toBe('first');
    await put(second.cert, third.key);
    await clock.advance(10_000);
    await until(async () => (await counts())[1] === 1);
    expect((await get(port, 'reader')).name).toBe('first');
    await put(second.cert, second.key);
    await clock.advance(10_000);
    await until(async () => (await get(port, 'reader')).name === 'second');
    expect(await counts()).toEqual([3, 1]);
  });

  test.each([
    ['a Secret, and OLM for webhooks', { cert: 'tls.crt', key: 'tls.key' }],
    ['OLM for API servers', { cert: 'apiserver.crt', key: 'apiserver.key' }],
  ])('are found and followed in a directory as of %s', async (_of, names) => {
    const { directory, put } = await secretVolume(names);
    await put(pair('first'));
    const { port, clock } = await serve(directory);
    expect((await get(port, 'reader')).name).toBe('first');
    for (const next of ['second', 'third']) {
      await put(pair(next));
      await clock.advance(10_000);
      await until(async () => (await get(port, 'reader')).name === next);
    }
  });

  test('tls.crt goes before apiserver.crt; a name that is given, before both', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'certificates-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    for (const name of ['tls', 'apiserver', 'own']) {
      const { cert, key } = pair(name);
      await writeFile(join(directory, `${name}.crt`), cert);
      await writeFile(join(directory, `${name}.key`), key);
    }
    const served = async (certName?: string, keyName?: string) => {
      const { port } = await serve(directory, { ...(certName && { certName }), ...(keyName && { keyName }) });
      return (await get(port, 'reader')).name;
    };
    expect(await served()).toBe('tls');
    expect(await served('own.crt', 'own.key')).toBe('own');
    await rm(join(directory, 'tls.key'));
    expect(await served()).toBe('apiserver');
    expect(await served('apiserver.crt')).toBe('apiserver');
  });

  test('none in the directory is an error at the start', async () => {
    const { directory } = await secretVolume({ cert: 'tls.crt', key: 'tls.key' });
    await expect(serve(directory)).rejects.toThrow(`Cannot read ${directory}/tls.crt: ENOENT.`);
  });

  test.each<[string, { readonly cert?: string; readonly key?: string }, string]>([
    ['a certificate that is none', { cert: 'x' }, 'tls.crt is no certificate in PEM.'],
    ['a key that is none', { key: 'x' }, 'tls.key is no private key in PEM.'],
    ['the key of another', { key: pair('other').key }, 'is not the key of the certificate'],
  ])('%s is an error at the start', async (_name, change, message) => {
    const { path } = await mounted({ ...pair('first'), ...change });
    await expect(serve(path)).rejects.toThrow(message);
  });

  test('no files are an error at the start', async () => {
    await expect(
      watchCertificate({ certFile: '/no/tls.crt', keyFile: '/no/tls.key', clock: systemClock, log: silentLogger }),
    ).rejects.toThrow('Cannot read /no/tls.crt: ENOENT.');
  });
});
