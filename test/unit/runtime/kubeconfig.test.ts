import { describe, expect, test } from 'vitest';
import { KubeConfigError, loadKubeConfig, parseKubeConfig } from 'k8s-operator-runtime';
import { proxyOf } from '../../../runtime/src/kubeconfig/proxy.ts';
import { folderOf, kubeconfig, TWO_CONTEXTS } from './kubeconfig-files.ts';

const server = 'https://127.0.0.1:6443';

const headersOf = async (config: Awaited<ReturnType<typeof loadKubeConfig>>) =>
  (await config.credentials.read()).headers;

describe('which kubeconfig', () => {
  test('path, then $KUBECONFIG, then ~/.kube/config, then the ServiceAccount of the pod', async () => {
    await using folder = await folderOf({
      given: TWO_CONTEXTS,
      listed: TWO_CONTEXTS,
      'home/.kube/config': TWO_CONTEXTS,
      'pod/token': 'secret\n',
      'pod/ca.crt': '-----BEGIN CERTIFICATE-----',
      'pod/namespace': 'operators\n',
    });
    const env: Record<string, string> = {
      KUBECONFIG: `${folder.path}/listed`,
      HOME: `${folder.path}/home`,
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
      KUBERNETES_SERVICE_PORT: '443',
    };
    const serviceAccount = `${folder.path}/pod`;
    const load = (path?: string) => loadKubeConfig({ env, serviceAccount, ...(path === undefined ? {} : { path }) });
    expect((await load(`${folder.path}/given`)).source).toBe(`${folder.path}/given`);
    expect((await load()).source).toBe(`${folder.path}/listed`);
    env['KUBECONFIG'] = '';
    expect((await load()).source).toBe(`${folder.path}/home/.kube/config`);
    // What $KUBECONFIG names and is not there counts for nothing, as in kubectl.
    env['KUBECONFIG'] = `${folder.path}/nowhere`;
    const pod = await load();
    expect(pod).toMatchObject({ source: serviceAccount, namespace: 'operators' });
    expect(pod.getCurrentCluster()).toEqual({ server: 'https://10.0.0.1:443' });
    expect(pod.getContextObject(pod.getCurrentContext())).toEqual({ namespace: 'operators' });
    expect(await headersOf(pod)).toEqual({ authorization: 'Bearer secret' });
    env['KUBERNETES_SERVICE_HOST'] = 'fd00::1';
    expect((await load()).getCurrentCluster()).toEqual({ server: 'https://[fd00::1]:443' });
  });

  test('of several files the first that names something wins, and paths are relative to their own file', async () => {
    await using folder = await folderOf({
      'a/config': `users: [{ name: red, user: { tokenFile: red } }]
contexts: [{ name: main, context: { cluster: one, user: red } }]
`,
      'b/config': TWO_CONTEXTS.replace('token: red', 'token: other'),
      'a/red': 'from-a',
      red: 'from-nowhere',
    });
    const env = {
      KUBECONFIG: ['/dev/null', ...['a/config', 'missing', 'b/config'].map((file) => `${folder.path}/${file}`)].join(
        ':',
      ),
    };
    const current = await loadKubeConfig({ env });
    expect(current.contexts).toEqual(['main', 'one', 'two']);
    expect(current.getCurrentContext()).toBe('one');
    expect(await headersOf(current)).toEqual({ authorization: 'Bearer from-a' });
    const main = await loadKubeConfig({ env, context: 'main' });
    expect(main.getCurrentCluster()).toEqual({ server: 'https://one.example.com:6443' });
    const two = await loadKubeConfig({ env, context: 'two' });
    expect(two.getCurrentCluster()).toEqual({ server: 'https://two.example.com/k8s/clusters/two' });
    expect(await headersOf(two)).toEqual({});
  });
});

describe('who we are', () => {
  test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ['nobody', {}, {}],
    ['a token', { token: 'abc' }, { authorization: 'Bearer abc' }],
    ['a user and a password', { username: 'jane', password: 'ä:b' }, { authorization: 'Basic amFuZTrDpDpi' }],
    [
      'on behalf of another',
      {
        token: 'abc',
        as: 'joe',
        'as-uid': '7',
        'as-groups': ['a', 'b'],
        'as-user-extra': { 'example.com/Scöpe': ['x'] },
      },
      {
        authorization: 'Bearer abc',
        'impersonate-user': 'joe',
        'impersonate-uid': '7',
        'impersonate-group': ['a', 'b'],
        'impersonate-extra-example.com%2Fsc%C3%B6pe': ['x'],
      },
    ],
    [
      'an ID token',
      { 'auth-provider': { name: 'oidc', config: { 'id-token': 'a.e30.b' } } },
      { authorization: 'Bearer a.e30.b' },
    ],
  ])('%s', async (_name, user, headers) => {
    expect(await headersOf(await parseKubeConfig(kubeconfig({ server }, user)))).toEqual(headers);
  });
});

test.each([
  { tokenFile: 'x' },
  { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'x' } },
  { 'client-certificate': 'x', 'client-key': 'x' },
])('a kubeconfig from elsewhere may not have us read files or run programs: %j', async (user) => {
  const text = kubeconfig({ server }, user);
  await expect(parseKubeConfig(text)).rejects.toThrow('which a text from elsewhere may not');
  expect((await parseKubeConfig(text, { trusted: true })).getCurrentCluster()).toEqual({ server });
});

describe('the proxy of the environment', () => {
  const proxy = 'http://proxy:3128';
  test.each<[string, Record<string, string>, string | undefined]>([
    ['https://api.example.com', {}, undefined],
    ['https://api.example.com', { HTTPS_PROXY: proxy }, proxy],
    ['https://api.example.com', { https_proxy: 'proxy:3128' }, proxy],
    ['http://api.example.com', { HTTPS_PROXY: proxy }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: proxy }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: proxy }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY: proxy }, undefined],
    ['https://api.example.com', { HTTPS_PROXY: proxy, NO_PROXY: 'a, example.com' }, undefined],
    ['https://example.com', { HTTPS_PROXY: proxy, NO_PROXY: '.example.com' }, proxy],
    ['https://notexample.com', { HTTPS_PROXY: proxy, NO_PROXY: 'example.com' }, proxy],
    ['https://10.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3', { HTTPS_PROXY: proxy, NO_PROXY: '10.0.0.0/8' }, proxy],
    ['https://[fd00::1]', { HTTPS_PROXY: proxy, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://api.example.com:6443', { HTTPS_PROXY: proxy, NO_PROXY: 'api.example.com:443' }, proxy],
    ['https://api.example.com', { HTTPS_PROXY: proxy, NO_PROXY: 'api.example.com:443' }, undefined],
    ['https://api.example.com', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
  ])('%s with %j', async (server, env, expected) => {
    expect(proxyOf(server, env)).toBe(expected);
    const config = await parseKubeConfig(kubeconfig({ server }), { env });
    expect(config.getCurrentCluster()?.proxyUrl).toBe(expected);
  });

  test.each(['ht tp://user:secret@proxy', 'ftp://proxy:21', 'proxy:99999'])('cannot be %j', (HTTPS_PROXY) => {
    expect(() => proxyOf('https://api.example.com', { HTTPS_PROXY })).toThrow(
      new KubeConfigError(
        '$HTTPS_PROXY names no proxy that can be used. Write http://, https:// or socks5://HOST:PORT, or name the server in $NO_PROXY.',
      ),
    );
  });

  test('the one of the kubeconfig goes before it', async () => {
    const text = kubeconfig({ server: 'https://api.example.com', 'proxy-url': 'http://own:1' });
    const config = await parseKubeConfig(text, { env: { HTTPS_PROXY: proxy } });
    expect(config.getCurrentCluster()?.proxyUrl).toBe('http://own:1/');
  });
});
