import { describe, expect, test } from 'vitest';
import { createTransport, parseKubeConfig } from 'k8s-operator-runtime';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { base64, kubeconfig } from './kubeconfig-files.ts';
import { httpProxy, socksProxy } from './proxies.ts';
import { json, scriptedServer } from './scripted-server.ts';
import { tlsServer } from './tls-server.ts';

const authority = createAuthority();
const version = { method: 'GET', path: '/version' } as const;

describe('a proxy', () => {
  test.each([
    ['http', httpProxy, (port: number) => `http://127.0.0.1:${port}`, ''],
    ['http that wants a password', httpProxy, (port: number) => `http://joe:a%40b@127.0.0.1:${port}`, 'joe:a@b'],
    ['socks5', socksProxy, (port: number) => `socks5://127.0.0.1:${port}`, ''],
  ])(
    '%s: a tunnel for a connection, through which the server and we see each other',
    async (_name, start, url, user) => {
      await using server = await tlsServer(authority);
      await using proxy = await start();
      const jane = authority.client('jane');
      const cluster = {
        server: server.url,
        'certificate-authority-data': base64(authority.ca),
        'proxy-url': url(proxy.port),
      };
      const who = { 'client-certificate-data': base64(jane.cert), 'client-key-data': base64(jane.key) };
      const transport = createTransport({
        kubeConfig: await parseKubeConfig(kubeconfig(cluster, who)),
        userAgent: 'test',
      });
      for (let count = 0; count < 5; count += 1) expect((await transport.request(version)).status).toBe(200);
      expect(server.seen.map(({ client }) => client)).toEqual(Array.from({ length: 5 }, () => 'jane'));
      expect([...new Set(proxy.tunnels)]).toEqual([`${user}@127.0.0.1:${server.port}`]);
      expect(proxy.tunnels.length).toBeLessThanOrEqual(2);
      const watch = { path: '/watch', signal: new AbortController().signal, idleTimeout: 1000, onLine: () => {} };
      expect((await transport.stream(watch)).status).toBe(200);
      await transport.close();
    },
  );

  test('also for a server without TLS', async () => {
    await using server = await scriptedServer(json({}));
    await using proxy = await httpProxy();
    const cluster = {
      server: server.kubeConfig.getCurrentCluster()?.server,
      'proxy-url': `http://127.0.0.1:${proxy.port}`,
    };
    const transport = createTransport({ kubeConfig: await parseKubeConfig(kubeconfig(cluster)), userAgent: 'test' });
    expect((await transport.request(version)).status).toBe(200);
    expect(proxy.tunnels).toHaveLength(1);
    await transport.close();
  });

  test('that is not there is named', async () => {
    const cluster = { server: 'https://127.0.0.1:1', 'proxy-url': 'http://127.0.0.1:9' };
    const transport = createTransport({ kubeConfig: await parseKubeConfig(kubeconfig(cluster)), userAgent: 'test' });
    await expect(transport.request({ ...version, attempts: 1 })).rejects.toThrow(/127\.0\.0\.1:9/);
    await transport.close();
  });
});
