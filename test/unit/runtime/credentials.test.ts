import { KubeConfig as ClientNodeKubeConfig } from '@kubernetes/client-node';
import { rename } from 'node:fs/promises';
import { get } from 'node:https';
import { describe, expect, test } from 'vitest';
import { createTransport, type KubeConfig, loadKubeConfig, parseKubeConfig } from 'k8s-operator-runtime';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { base64, type Folder, folderOf, kubeconfig } from './kubeconfig-files.ts';
import { fine, only, tlsServer } from './tls-server.ts';

const authority = createAuthority();
const version = { method: 'GET', path: '/version' } as const;
const transportOf = (kubeConfig: KubeConfig, clock = Date.now) =>
  createTransport({
    kubeConfig,
    userAgent: 'test',
    clock: { now: clock, random: () => 0, schedule: (_wait, callback) => (setImmediate(callback), () => {}) },
  });

/** As the kubelet does it: the new content is there at once. */
const replace = async (folder: Folder, name: string, content: string): Promise<void> => {
  await rename(await folder.write(`${name}.new`, content), `${folder.path}/${name}`);
};

const pod = async (folder: Folder, port: number, now: () => number) =>
  loadKubeConfig({
    now,
    serviceAccount: folder.path,
    env: { HOME: '/nowhere', KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) },
  });

describe('in a pod', () => {
  test('a rotated token is taken up without a new connection, and while it is replaced nothing fails', async () => {
    let now = Date.now();
    await using server = await tlsServer(authority, only('first', 'second'));
    await using folder = await folderOf({ token: 'first\n', 'ca.crt': authority.ca, namespace: 'a' });
    const transport = transportOf(await pod(folder, server.port, () => now), () => now);
    const status = async () => (await transport.request(version)).status;
    expect(await status()).toBe(200);
    await replace(folder, 'token', '');
    now += 31_000;
    expect(await status()).toBe(200);
    await replace(folder, 'token', 'second\n');
    await expect
      .poll(async () => {
        now += 31_000;
        expect(await status()).toBe(200);
        return server.seen.at(-1)?.headers.authorization;
      })
      .toBe('Bearer second');
    // The machine's clock is set back by a day.
    now -= 86_400_000;
    await replace(folder, 'token', 'first');
    await expect
      .poll(async () => {
        expect(await status()).toBe(200);
        return server.seen.at(-1)?.headers.authorization;
      })
      .toBe('Bearer first');
    expect(server.connections()).toBeLessThanOrEqual(2);
    await transport.close();
  });

  test('a token that is refused is read anew at once, also for a watch', async () => {
    await using server = await tlsServer(authority, only('first'));
    await using folder = await folderOf({ token: 'first', 'ca.crt': authority.ca });
    const transport = transportOf(await pod(folder, server.port, Date.now));
    await transport.request(version);
    await replace(folder, 'token', 'second');
    server.answer(only('second'));
    expect((await transport.request(version)).status).toBe(200);
    await replace(folder, 'token', 'third');
    server.answer(only('third'));
    const watch = { path: '/watch', signal: new AbortController().signal, idleTimeout: 1000, onLine: () => {} };
    expect((await transport.stream(watch)).status).toBe(200);
    expect(server.connections()).toBeLessThanOrEqual(3);
    await transport.close();
  });

  test('a new certificate authority opens new connections and breaks nothing that is under way', async () => {
    const next = createAuthority('next');
    await using server = await tlsServer(authority);
    await using folder = await folderOf({ token: 'a', 'ca.crt': authority.ca });
    const transport = transportOf(await pod(folder, server.port, Date.now));
    let finish = (): void => {};
    const asked = Promise.withResolvers<void>();
    server.answer((_request, response) => {
      response.write('{"slow":');
      finish = () => response.end('true}');
      asked.resolve();
    });
    const slow = transport.request(version);
    await asked.promise;
    server.answer(fine);
    server.present(next.server('127.0.0.1'));
    server.closeIdle();
    await replace(folder, 'ca.crt', next.ca);
    // What the server shows is not known yet; the file is read anew before it is tried again.
    expect((await transport.request({ ...version, method: 'POST' })).status).toBe(200);
    expect((await transport.request(version)).status).toBe(200);
    finish();
    expect(await slow).toMatchObject({ status: 200, body: '{"slow":true}' });
    await transport.close();
  });
});

describe('certificates', () => {
  test('a client certificate says who we are; a new one in its file is taken up, when its key is there too', async () => {
    let now = Date.now();
    await using server = await tlsServer(authority);
    const [jane, joe] = [authority.client('jane'), authority.client('joe')];
    await using folder = await folderOf({ cert: jane.cert, key: jane.key });
    const user = { 'client-certificate': 'cert', 'client-key': 'key' };
    const cluster = { server: server.url, 'certificate-authority-data': base64(authority.ca) };
    const path = await folder.write('config', kubeconfig(cluster, user));
    const transport = transportOf(await loadKubeConfig({ path, now: () => now }), () => now);
    await transport.request(version);
    await replace(folder, 'cert', joe.cert);
    for (let count = 0; count < 3; count += 1) {
      now += 31_000;
      expect((await transport.request(version)).status).toBe(200);
    }
    await replace(folder, 'key', joe.key);
    await expect
      .poll(async () => {
        now += 31_000;
        await transport.request(version);
        return server.seen.at(-1)?.client;
      })
      .toBe('joe');
    expect(server.seen[0]?.client).toBe('jane');
    await transport.close();
  });

  const ours = { 'certificate-authority-data': base64(authority.ca) };
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['by its authority', ours],
    ['without one, if that is said', { 'insecure-skip-tls-verify': true }],
    ['by another of its names', { ...ours, 'tls-server-name': 'localhost' }],
  ])('a server is trusted %s', async (_name, cluster) => {
    await using server = await tlsServer(authority);
    const transport = transportOf(await parseKubeConfig(kubeconfig({ server: server.url, ...cluster }), { env: {} }));
    expect((await transport.request(version)).status).toBe(200);
    await transport.close();
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['another authority', { 'certificate-authority-data': base64(createAuthority().ca) }, 'certificate'],
    ['none', {}, 'certificate'],
    ['a name that it has not', { ...ours, 'tls-server-name': 'elsewhere' }, 'elsewhere'],
  ])('nothing is sent to a server that is trusted by %s', async (_name, cluster, message) => {
    await using server = await tlsServer(authority);
    const transport = transportOf(await parseKubeConfig(kubeconfig({ server: server.url, ...cluster }), { env: {} }));
    await expect(transport.request(version)).rejects.toThrow(message);
    expect(server.seen).toEqual([]);
    await transport.close();
  });

  test('a key that is not of the certificate is said so', async () => {
    const user = {
      'client-certificate-data': base64(authority.client('jane').cert),
      'client-key-data': base64(authority.client('joe').key),
    };
    const transport = transportOf(
      await parseKubeConfig(kubeconfig({ server: 'https://127.0.0.1:1' }, user), { env: {} }),
    );
    await expect(transport.request(version)).rejects.toThrow(
      /The certificates of the kubeconfig cannot be used: .*key values mismatch/,
    );
  });
});

test('impersonation is asked for by headers, a list by one for each', async () => {
  await using server = await tlsServer(authority);
  const cluster = { server: server.url, 'certificate-authority-data': base64(authority.ca) };
  const user = { token: 'a', as: 'joe', 'as-groups': ['one', 'two'], 'as-user-extra': { scope: ['x', 'y'] } };
  const transport = transportOf(await parseKubeConfig(kubeconfig(cluster, user), { env: {} }));
  await transport.request(version);
  expect(server.seen[0]?.headers).toMatchObject({
    'impersonate-user': 'joe',
    'impersonate-group': 'one, two',
    'impersonate-extra-scope': 'x, y',
    'user-agent': 'test',
  });
  await transport.close();
});

describe('what else has the shape of a KubeConfig', () => {
  const given = (url: string) =>
    kubeconfig(
      { server: url, 'certificate-authority-data': base64(authority.ca) },
      {
        'client-certificate-data': base64(jane.cert),
        'client-key-data': base64(jane.key),
        token: 'a',
      },
    );
  const jane = authority.client('jane');

  test("client-node's is taken as ours is", async () => {
    await using server = await tlsServer(authority);
    const config = new ClientNodeKubeConfig();
    config.loadFromString(given(server.url));
    const transport = transportOf(config);
    for (let count = 0; count < 5; count += 1) await transport.request(version);
    expect(server.seen).toHaveLength(5);
    expect(server.seen[4]).toMatchObject({ client: 'jane', headers: { authorization: 'Bearer a' } });
    expect(server.connections()).toBeLessThanOrEqual(2);
    await transport.close();
  });

  test("ours fills in HTTPS options as client-node's does", async () => {
    await using server = await tlsServer(authority);
    const options = { headers: { 'x-mine': '1' } };
    await (await parseKubeConfig(given(server.url), { env: {} })).applyToHTTPSOptions(options);
    await new Promise((resolve) =>
      get(`${server.url}/version`, { ...options, agent: false }, (answer) => answer.resume().once('end', resolve)),
    );
    expect(server.seen).toMatchObject([{ client: 'jane', headers: { authorization: 'Bearer a', 'x-mine': '1' } }]);
  });
});
