import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { createTransport, type KubeConfig } from 'k8s-operator-runtime';
import { ConfigMap, Secret } from 'k8s-operator-runtime/kinds';
import { type Fault, startFaultProxy, type Where } from 'k8s-operator-runtime/testing';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { kubeConfigOf, kubeconfigYaml } from '../../../runtime/src/testing/kubeconfig.ts';
import { CONFIG_MAPS, configMap, RESET, setup } from './proxied.ts';

test('what no fault is for passes, and is written down in the words of Kubernetes', async () => {
  const { ask, proxy } = await setup();
  expect(await ask('POST', CONFIG_MAPS, configMap('a'))).toBe('201');
  expect(await ask('GET', `${CONFIG_MAPS}/a`)).toBe('200');
  expect(await ask('GET', '/api/v1/configmaps?limit=5')).toBe('200');
  expect(await ask('DELETE', `${CONFIG_MAPS}/a`)).toBe('200');
  expect(await ask('DELETE', CONFIG_MAPS)).toBe('200');
  expect(await ask('GET', '/version')).toBe('200');
  const lines = proxy
    .requests()
    .map(({ verb, resource, namespace, name, status }) => [verb, resource, namespace, name, status].join(' '));
  expect(lines).toEqual([
    'create configmaps default  201',
    'get configmaps default a 200',
    'list configmaps   200',
    'delete configmaps default a 200',
    'deletecollection configmaps default  200',
    'get    200',
  ]);
  expect(proxy.requests({ verbs: 'writes' })).toHaveLength(3);
  const { open, accepted } = proxy.connections();
  expect(open).toBe(accepted);
});

test.each<[Fault, string | RegExp, boolean]>([
  [{ type: 'status', code: 429, retryAfter: 1 }, '429 TooManyRequests', false],
  [{ type: 'status', code: 409 }, '409 Conflict', false],
  [{ type: 'status', code: 503, reason: 'Timeout' }, '503 Timeout', false],
  [{ type: 'status', code: 410 }, '410 Expired', false],
  [{ type: 'reset' }, RESET, false],
  [{ type: 'lose' }, RESET, true],
  [{ type: 'sever', when: 'before' }, RESET, false],
  [{ type: 'sever', when: 'after' }, RESET, true],
  [{ type: 'delay', milliseconds: 1 }, '201', true],
])('a write that meets %j', async (fault, answer, carriedOut) => {
  const { ask, direct, proxy } = await setup();
  const injection = proxy.inject(fault, { verbs: ['create'] });
  expect(await ask('POST', CONFIG_MAPS, configMap('a'))).toMatch(answer);
  expect((await direct.get(ConfigMap, { namespace: 'default', name: 'a' })) !== undefined).toBe(carriedOut);
  expect(injection.hits()).toBe(1);
  expect(await injection.hit).toMatchObject({ resource: 'configmaps', faults: [fault.type] });
  expect(await ask('GET', CONFIG_MAPS)).toBe(fault.type === 'sever' ? 'ECONNREFUSED' : '200');
});

test.each<[Where, string]>([
  [{}, '!!!!!!'],
  [{ verbs: 'reads' }, '.!.!.!'],
  [{ verbs: 'writes' }, '!.!.!.'],
  [{ verbs: ['list'] }, '.!.!..'],
  [{ kind: Secret }, '..!!..'],
  [{ namespace: 'kube-system' }, '..!!..'],
  [{ name: 'default' }, '....!!'],
  [{ subresource: 'status' }, '.....!'],
  [{ matching: ({ path }) => path.endsWith('s') }, '!!!!.!'],
  [{ times: 2 }, '!!....'],
  [{ skip: 3 }, '...!!!'],
  [{ verbs: 'reads', skip: 1, times: 1 }, '...!..'],
])('%j', async (where, expected) => {
  const { ask, proxy } = await setup();
  proxy.inject({ type: 'status', code: 418 }, where);
  const answers = [
    await ask('POST', CONFIG_MAPS, configMap('a')),
    await ask('GET', CONFIG_MAPS),
    await ask('POST', '/api/v1/namespaces/kube-system/secrets', { metadata: { name: 'a' } }),
    await ask('GET', '/api/v1/namespaces/kube-system/secrets'),
    await ask('DELETE', '/api/v1/namespaces/default'),
    await ask('GET', '/api/v1/namespaces/default/status'),
  ];
  expect(answers.map((answer) => (answer.startsWith('418') ? '!' : '.')).join('')).toBe(expected);
  proxy.heal();
  expect(await ask('GET', CONFIG_MAPS)).toBe('200');
});

test('connections are refused until they are not', async () => {
  const { ask, proxy } = await setup();
  const accept = proxy.refuse();
  expect(await ask('GET', CONFIG_MAPS)).toBe('ECONNREFUSED');
  await accept();
  expect(await ask('GET', CONFIG_MAPS)).toBe('200');
});

test('what is slow arrives whole', async () => {
  const { ask, direct, proxy } = await setup();
  proxy.shape({ latency: 5, bytesPerSecond: 1_000_000 });
  const data = { text: 'x'.repeat(100_000) };
  expect(await ask('POST', CONFIG_MAPS, { ...configMap('a'), data })).toBe('201');
  expect((await direct.get(ConfigMap, { namespace: 'default', name: 'a' }))?.data).toEqual(data);
});

test('TLS ends at the proxy; who brings a token is passed on as its bearer, others as whom the proxy was given', async () => {
  const authority = createAuthority();
  const server = createServer(
    { ...authority.server('127.0.0.1'), ca: authority.ca, requestCert: true, rejectUnauthorized: false },
    (incoming, outgoing) => {
      const { subject } = (incoming.socket as TLSSocket).getPeerCertificate();
      outgoing.end(JSON.stringify({ user: subject?.CN ?? null, token: incoming.headers.authorization ?? null }));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const certificate = authority.client('jane', ['system:masters']);
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startFaultProxy({
    kubeConfig: kubeConfigOf(kubeconfigYaml({ server: url, ca: authority.ca, certificate })),
  });
  onTestFinished(proxy.close);
  const who = async (kubeConfig: KubeConfig) => {
    const transport = createTransport({ kubeConfig, userAgent: 'test' });
    onTestFinished(transport.close);
    return JSON.parse((await transport.request({ method: 'GET', path: '/' })).body) as unknown;
  };
  expect(await who(proxy.kubeConfig())).toEqual({ user: 'jane', token: null });
  expect(await who(proxy.kubeConfig({ token: 'secret' }))).toEqual({ user: null, token: 'Bearer secret' });
});

test('a client that goes away leaves nothing behind', async () => {
  const { proxy } = await setup();
  const hang = proxy.inject({ type: 'hang' });
  const asked = request(`${proxy.url}${CONFIG_MAPS}`).on('error', () => {});
  asked.end();
  await hang.hit;
  asked.destroy();
  await expect.poll(() => proxy.connections().open).toBe(0);
});
