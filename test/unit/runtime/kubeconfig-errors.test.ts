import { describe, expect, test } from 'vitest';
import { loadKubeConfig } from 'k8s-operator-runtime';
import { folderOf, TWO_CONTEXTS } from './kubeconfig-files.ts';

describe('what is wrong is told with its place and the way out', () => {
  const cases: readonly [string, string, string][] = [
    ['no YAML', 'clusters: [\n  - {', 'FILE:2:'],
    [
      'several documents',
      'a: 1\n---\nb: 2\n',
      'FILE  There are several YAML documents in it, where there should be one.',
    ],
    ['nothing', '# nothing\n', 'FILE has no contexts. Write one with "kubectl config set-context"'],
    ['no context', 'clusters: []\n', 'FILE has no contexts. Write one with "kubectl config set-context"'],
    [
      'no current context',
      TWO_CONTEXTS.replace('current-context: one', ''),
      'FILE has no current-context. Set one of "one", "two"',
    ],
    [
      'a context that is not there',
      TWO_CONTEXTS.replace('current-context: one', 'current-context: oen'),
      'FILE:16:18  current-context: There is no context "oen". There are: "one", "two".',
    ],
    [
      'a cluster that is not there',
      TWO_CONTEXTS.replace('cluster: one,', 'cluster: uno,'),
      'FILE:13:25  contexts[0].context.cluster: There is no cluster "uno". There are: "one", "two".',
    ],
    [
      'a user that is not there',
      TWO_CONTEXTS.replace('user: red,', 'user: blue,'),
      'FILE:13:36  contexts[0].context.user: There is no user "blue". There is: "red".',
    ],
    [
      'a name twice',
      TWO_CONTEXTS.replace('name: two', 'name: one'),
      'clusters[1].name: There is another cluster of the name "one".',
    ],
    [
      'no server',
      TWO_CONTEXTS.replace('{ server: https://one.example.com:6443/ }', '{}'),
      'FILE:5:14  clusters[0].cluster.server: This is missing. Write https://HOST:PORT.',
    ],
    [
      'an empty server',
      TWO_CONTEXTS.replace('cluster: { server: https://one.example.com:6443/ }', 'cluster:\n      server:'),
      'FILE:6:7  clusters[0].cluster.server: This is missing. Write https://HOST:PORT.',
    ],
    [
      'a token that is a list',
      TWO_CONTEXTS.replace('user: { token: red }', "user:\n      'token':\n      - red"),
      'FILE:12:7  users[0].user.token: This must be a string, not ["red"].',
    ],
    ['a server that is no URL', TWO_CONTEXTS.replace('https://one', 'one'), '"one.example.com:6443/" is not allowed.'],
    [
      'a token that is a number',
      TWO_CONTEXTS.replace('token: red', 'token: 12345'),
      'FILE:10:20  users[0].user.token: This must be a string, not 12345. Put it in quotes.',
    ],
    [
      'a wrong base64',
      TWO_CONTEXTS.replace('token: red', 'client-certificate-data: "??", client-key: x'),
      'users[0].user.client-certificate-data: This is no base64. Encode the PEM file with "base64 -w0"',
    ],
    [
      'base64 of something else',
      TWO_CONTEXTS.replace('token: red', 'client-certificate-data: aGVsbG8=, client-key: x'),
      'What is encoded here is no PEM',
    ],
    [
      'a certificate without its key',
      TWO_CONTEXTS.replace('token: red', 'client-certificate: x'),
      '"client-key-data" or "client-key" is missing.',
    ],
    [
      'two ways at once',
      TWO_CONTEXTS.replace('token: red', 'token: red, username: joe'),
      'token and username exclude each other.',
    ],
    ['groups of nobody', TWO_CONTEXTS.replace('token: red', 'as-groups: [a]'), 'Name that in "as".'],
    [
      'no trust, and an authority',
      TWO_CONTEXTS.replace('6443/ }', '6443/, insecure-skip-tls-verify: true, certificate-authority: x }'),
      'A certificate authority is given as well.',
    ],
    [
      'a proxy that is none',
      TWO_CONTEXTS.replace('6443/ }', '6443/, proxy-url: "ftp://x" }'),
      '"ftp://x" is not allowed. Write http://, https:// or socks5://HOST:PORT.',
    ],
    [
      'a provider that kubectl no longer has',
      TWO_CONTEXTS.replace('token: red', 'auth-provider: { name: gcp }'),
      '"gcp" is not supported, nor by kubectl since 1.26. Use an exec plugin: gke-gcloud-auth-plugin',
    ],
    [
      'a plugin of an old API',
      TWO_CONTEXTS.replace('token: red', 'exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: x }'),
      '"client.authentication.k8s.io/v1alpha1" is not supported. Use client.authentication.k8s.io/v1 or',
    ],
    [
      'a plugin that does not say whether it asks',
      TWO_CONTEXTS.replace('token: red', 'exec: { apiVersion: client.authentication.k8s.io/v1, command: x }'),
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
    await using folder = await folderOf({ config: TWO_CONTEXTS.replace('token: red', user), empty: '' });
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
