import { describe, expect, test } from 'vitest';
import { loadKubeConfig, parseKubeConfig } from 'k8s-operator-runtime';
import { proxyOf } from '../../../runtime/src/kubeconfig/proxy.ts';
import { folderOf, kubeconfig } from './kubeconfig-files.ts';

const server = 'https://127.0.0.1:6443';
const TWO = `apiVersion: v1
kind: Config
clusters:
  - name: one
    cluster: { server: https://one.example.com:6443/ }
  - name: two
    cluster: { server: https://two.example.com/k8s/clusters/two }
users:
  - name: red
    user: { token: red }
contexts:
  - name: one
    context: { cluster: one, user: red, namespace: web }
  - name: two
    context: { cluster: two }
current-context: one
`;

const headersOf = async (config: Awaited<ReturnType<typeof loadKubeConfig>>) =>
  (await config.credentials.read()).headers;

describe('which kubeconfig', () => {
  test('path, then $KUBECONFIG, then ~/.kube/config, then the ServiceAccount of the pod', async () => {
    await using folder = await folderOf({
      given: TWO,
      listed: TWO,
      'home/.kube/config': TWO,
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
      'b/config': TWO.replace('token: red', 'token: other'),
      'a/red': 'from-a',
      red: 'from-nowhere',
    });
    const env = {
      KUBECONFIG: [`${folder.path}/a/config`, `${folder.path}/missing`, `${folder.path}/b/config`].join(':'),
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
    expect(await headersOf(parseKubeConfig(kubeconfig({ server }, user)))).toEqual(headers);
  });
});

describe('what is wrong is told with its place and the way out', () => {
  const cases: readonly [string, string, string][] = [
    ['no YAML', 'clusters: [\n  - {', 'FILE:2:'],
    ['no context', 'clusters: []\n', 'FILE has no contexts. Write one with "kubectl config set-context"'],
    [
      'no current context',
      TWO.replace('current-context: one', ''),
      'FILE has no current-context. Set one of "one", "two"',
    ],
    [
      'a context that is not there',
      TWO.replace('current-context: one', 'current-context: oen'),
      'FILE:16:18  current-context: There is no context "oen". There are: "one", "two".',
    ],
    [
      'a cluster that is not there',
      TWO.replace('cluster: one,', 'cluster: uno,'),
      'FILE:13:25  contexts[0].context.cluster: There is no cluster "uno". There are: "one", "two".',
    ],
    [
      'a user that is not there',
      TWO.replace('user: red,', 'user: blue,'),
      'FILE:13:36  contexts[0].context.user: There is no user "blue". There are: "red".',
    ],
    [
      'a name twice',
      TWO.replace('name: two', 'name: one'),
      'clusters[1].name: There is another cluster of the name "one".',
    ],
    [
      'no server',
      TWO.replace('{ server: https://one.example.com:6443/ }', '{}'),
      'FILE:5:14  clusters[0].cluster.server: This is missing. Write https://HOST:PORT.',
    ],
    ['a server that is no URL', TWO.replace('https://one', 'one'), '"one.example.com:6443/" is not allowed.'],
    [
      'a token that is a number',
      TWO.replace('token: red', 'token: 12345'),
      'FILE:10:20  users[0].user.token: This must be a string, not 12345. Put it in quotes.',
    ],
    [
      'a wrong base64',
      TWO.replace('token: red', 'client-certificate-data: "??", client-key: x'),
      'users[0].user.client-certificate-data: This is no base64. Encode the PEM file with "base64 -w0"',
    ],
    [
      'base64 of something else',
      TWO.replace('token: red', 'client-certificate-data: aGVsbG8=, client-key: x'),
      'What is encoded here is no PEM',
    ],
    [
      'a certificate without its key',
      TWO.replace('token: red', 'client-certificate: x'),
      '"client-key-data" or "client-key" is missing.',
    ],
    [
      'two ways at once',
      TWO.replace('token: red', 'token: red, username: joe'),
      'token and username exclude each other.',
    ],
    ['groups of nobody', TWO.replace('token: red', 'as-groups: [a]'), 'Name that in "as".'],
    [
      'no trust, and an authority',
      TWO.replace('6443/ }', '6443/, insecure-skip-tls-verify: true, certificate-authority: x }'),
      'A certificate authority is given as well.',
    ],
    [
      'a proxy that is none',
      TWO.replace('6443/ }', '6443/, proxy-url: "ftp://x" }'),
      '"ftp://x" is not allowed. Write http://, https:// or socks5://HOST:PORT.',
    ],
    [
      'a provider that kubectl no longer has',
      TWO.replace('token: red', 'auth-provider: { name: gcp }'),
      '"gcp" is not supported, nor by kubectl since 1.26. Use an exec plugin: gke-gcloud-auth-plugin',
    ],
    [
      'a plugin of an old API',
      TWO.replace('token: red', 'exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: x }'),
      '"client.authentication.k8s.io/v1alpha1" is not supported. Use client.authentication.k8s.io/v1 or',
    ],
    [
      'a plugin that does not say whether it asks',
      TWO.replace('token: red', 'exec: { apiVersion: client.authentication.k8s.io/v1, command: x }'),
      'interactiveMode: This is missing. client.authentication.k8s.io/v1 wants it: Never, IfAvailable, Always.',
    ],
  ];

  test.each(cases)('%s', async (_name, content, message) => {
    await using folder = await folderOf({ config: content });
    const path = `${folder.path}/config`;
    await expect(loadKubeConfig({ path })).rejects.toMatchObject({
      name: 'KubeConfigError',
      message: expect.stringContaining(message.replace('FILE', path)),
    });
  });

  const later: readonly [string, string, string][] = [
    ['a file that is missing', 'tokenFile: t', 'FILE:10:24  users[0].user.tokenFile: There is no file FOLDER/t.'],
    ['a file that is empty', 'tokenFile: empty', 'FOLDER/empty is empty. It should hold a token.'],
    ['a file that is no PEM', 'client-certificate: empty, client-key: empty', 'FOLDER/empty is no PEM'],
    [
      'an ID token of yesterday',
      `auth-provider: { name: oidc, config: { id-token: a.${Buffer.from('{"exp":1}').toString('base64url')}.b } }`,
      'The ID token expired at 1970-01-01T00:00:01.000Z. Log in again',
    ],
  ];

  test.each(later)('%s, when it is read', async (_name, user, message) => {
    await using folder = await folderOf({ config: TWO.replace('token: red', user), empty: '' });
    const config = await loadKubeConfig({ path: `${folder.path}/config` });
    await expect(config.credentials.read()).rejects.toMatchObject({
      name: 'KubeConfigError',
      message: expect.stringContaining(message.replace('FILE', `${folder.path}/config`).replace('FOLDER', folder.path)),
    });
  });

  test('nothing at all', async () => {
    const env = { HOME: '/nowhere' };
    await expect(loadKubeConfig({ path: '/nowhere/config' })).rejects.toThrow('There is no file /nowhere/config.');
    await expect(loadKubeConfig({ env })).rejects.toThrow(
      'There is no kubeconfig: $KUBECONFIG is not set, /nowhere/.kube/config is not there, and this is no pod.',
    );
    await expect(loadKubeConfig({ env: { ...env, KUBECONFIG: '/a:/b' } })).rejects.toThrow(
      '$KUBECONFIG names /a, /b, which are not there',
    );
    const pod = { ...env, KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
    await expect(loadKubeConfig({ env: pod, serviceAccount: '/nowhere' })).rejects.toThrow(
      "There is no file /nowhere/token. Let the pod's ServiceAccount be mounted",
    );
  });
});

test.each([
  { tokenFile: 'x' },
  { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'x' } },
  { 'client-certificate': 'x', 'client-key': 'x' },
])('a kubeconfig from elsewhere may not have us read files or run programs: %j', (user) => {
  const text = kubeconfig({ server }, user);
  expect(() => parseKubeConfig(text)).toThrow('which a text from elsewhere may not');
  expect(parseKubeConfig(text, { trusted: true }).getCurrentCluster()).toEqual({ server });
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
  ])('%s with %j', (server, env, expected) => {
    expect(proxyOf(server, env)).toBe(expected);
    expect(parseKubeConfig(kubeconfig({ server }), { env }).getCurrentCluster()?.proxyUrl).toBe(expected);
  });

  test('the one of the kubeconfig goes before it', () => {
    const text = kubeconfig({ server: 'https://api.example.com', 'proxy-url': 'http://own:1' });
    expect(parseKubeConfig(text, { env: { HTTPS_PROXY: proxy } }).getCurrentCluster()?.proxyUrl).toBe('http://own:1/');
  });
});
