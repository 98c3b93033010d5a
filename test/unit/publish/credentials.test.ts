import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCredentials } from '../../../generators/core/publish/credentials.ts';
import { parseAddress, type Repository } from '../../../generators/core/publish/reference.ts';
import { folder, type Tree } from '../apply/tree.ts';

const signal = new AbortController().signal;
const auth = (user: string, password: string): string => Buffer.from(`${user}:${password}`).toString('base64');

/** What is found for a repository in a home folder. */
const find = async (address: string, tree: Tree, env: Readonly<Record<string, string>> = {}) => {
  const home = folder(tree);
  const expand = Object.entries(env).map(([name, value]) => [name, value.replaceAll('HOME', home)] as const);
  for (const path of Object.keys(tree)) if (path.startsWith('bin/')) chmodSync(join(home, path), 0o755);
  const variables = { PATH: `${home}/bin:${process.env['PATH']}`, ...Object.fromEntries(expand) };
  const world = { env: variables, home, platform: 'linux' as const };
  return findCredentials(parseAddress(address) as Repository, world, signal);
};

const docker = (config: object): Tree => ({ '.docker/config.json': JSON.stringify(config) });
const somebody = { type: 'password', user: 'somebody', password: 'a:b' };
const AUTHS = { auths: { 'ghcr.io': { auth: auth('somebody', 'a:b') } } };

/** A program that keeps credentials: it says what it was asked. */
const HELPER = `#!/bin/sh
read -r server || :
printf '{"ServerURL":"x","Username":"%s of %s","Secret":"a:b"}' "$1" "$server"
`;
const NONE = `#!/bin/sh
echo 'credentials not found in native keychain'
exit 1
`;

describe('credentials are found', () => {
  test.each<[string, string, Tree, Record<string, string>, object]>([
    ["in docker's file", 'oci://ghcr.io/acme/x', docker(AUTHS), {}, somebody],
    [
      'where DOCKER_CONFIG says',
      'oci://ghcr.io/acme/x',
      { 'd/config.json': JSON.stringify(AUTHS) },
      { DOCKER_CONFIG: 'HOME/d' },
      somebody,
    ],
    [
      "in podman's file",
      'oci://ghcr.io/acme/x',
      { '.config/containers/auth.json': JSON.stringify(AUTHS) },
      {},
      somebody,
    ],
    [
      "in podman's file of the session",
      'oci://ghcr.io/acme/x',
      { 'run/containers/auth.json': JSON.stringify(AUTHS) },
      { XDG_RUNTIME_DIR: 'HOME/run' },
      somebody,
    ],
    [
      'where REGISTRY_AUTH_FILE says',
      'oci://ghcr.io/acme/x',
      { 'a.json': JSON.stringify(AUTHS) },
      { REGISTRY_AUTH_FILE: 'HOME/a.json' },
      somebody,
    ],
    [
      "in helm's file",
      'oci://ghcr.io/acme/x',
      { '.config/helm/registry/config.json': JSON.stringify(AUTHS) },
      {},
      somebody,
    ],
    [
      'where HELM_REGISTRY_CONFIG says',
      'oci://ghcr.io/acme/x',
      { 'h.json': JSON.stringify(AUTHS) },
      { HELM_REGISTRY_CONFIG: 'HOME/h.json' },
      somebody,
    ],
    [
      'under an address with a scheme',
      'oci://r.example.com:5000/x',
      docker({ auths: { 'https://r.example.com:5000/v2/': { auth: auth('somebody', 'a:b') } } }),
      {},
      somebody,
    ],
    [
      "under Docker Hub's other name",
      'oci://docker.io/acme/x',
      docker({ auths: { 'https://index.docker.io/v1/': { auth: auth('somebody', 'a:b') } } }),
      {},
      somebody,
    ],
    [
      'for a part of a registry first',
      'oci://quay.io/acme/charts/x',
      {
        '.config/containers/auth.json': JSON.stringify({
          auths: { 'quay.io': { auth: auth('other', 'c') }, 'quay.io/acme': { auth: auth('somebody', 'a:b') } },
        }),
      },
      {},
      somebody,
    ],
    [
      'in two fields',
      'oci://ghcr.io/x',
      docker({ auths: { 'ghcr.io': { username: 'somebody', password: 'a:b' } } }),
      {},
      somebody,
    ],
    [
      'as an identity token',
      'oci://ghcr.io/x',
      docker({ auths: { 'ghcr.io': { auth: auth('0000', ''), identitytoken: 'it' } } }),
      {},
      { type: 'identity', token: 'it' },
    ],
    [
      'as a token of the registry',
      'oci://ghcr.io/x',
      docker({ auths: { 'ghcr.io': { registrytoken: 'rt' } } }),
      {},
      { type: 'bearer', token: 'rt' },
    ],
    [
      'by a program for this registry',
      'oci://ghcr.io/x',
      { ...docker({ credsStore: 'broken', credHelpers: { 'ghcr.io': 'fake' } }), 'bin/docker-credential-fake': HELPER },
      {},
      { type: 'password', user: 'get of ghcr.io', password: 'a:b' },
    ],
    [
      'by a program for all',
      'oci://docker.io/a/b',
      { ...docker({ auths: { 'ghcr.io': {} }, credsStore: 'fake' }), 'bin/docker-credential-fake': HELPER },
      {},
      { type: 'password', user: 'get of https://index.docker.io/v1/', password: 'a:b' },
    ],
    [
      'in the file when the program has none',
      'oci://ghcr.io/x',
      { ...docker({ ...AUTHS, credsStore: 'none' }), 'bin/docker-credential-none': NONE },
      {},
      somebody,
    ],
    [
      'in the next file when the program of the first is not installed',
      'oci://ghcr.io/x',
      { ...docker({ credsStore: 'absent' }), '.config/containers/auth.json': JSON.stringify(AUTHS) },
      {},
      somebody,
    ],
  ])('%s', async (_, address, tree, env, expected) => {
    expect((await find(address, tree, env)).credentials).toEqual(expected);
  });

  test('and it is said whose and where', async () => {
    const { words } = await find('oci://ghcr.io/x', docker(AUTHS));
    expect(words).toBe('the credentials of "somebody" from ~/.docker/config.json');
  });
});

test('where nothing is found, every place is named', async () => {
  const { credentials, words } = await find('oci://ghcr.io/x', {
    ...docker({ auths: { 'quay.io': { auth: auth('a', 'b') } }, credsStore: 'absent' }),
    '.config/containers/auth.json': '{',
    '.config/helm/registry/config.json': JSON.stringify({
      auths: { 'ghcr.io.evil.example': { auth: auth('a', 'b') } },
    }),
  });
  expect(credentials).toBeUndefined();
  expect(words).toBe(
    'no credentials: looked in ~/.docker/config.json (docker-credential-absent is not installed), ' +
      '~/.config/containers/auth.json (no JSON), ~/.config/helm/registry/config.json (nothing for ghcr.io)',
  );
});

test('the name of a program is no path and no option', async () => {
  const { credentials } = await find('oci://ghcr.io/x', docker({ credsStore: '../../bin/sh' }));
  expect(credentials).toBeUndefined();
});

test('a program that fails is quoted', async () => {
  const tree = {
    ...docker({ credsStore: 'bad' }),
    'bin/docker-credential-bad': '#!/bin/sh\necho "the keychain\u001b[31m is locked" >&2\nexit 3\n',
  };
  const { words } = await find('oci://ghcr.io/x', tree);
  expect(words).toContain(String.raw`docker-credential-bad failed: the keychain\u001b[31m is locked`);
});

test.each([
  ['that does not stop talking', 'exec yes', 'docker-credential-bad failed: it does not stop talking'],
  ['that says nothing', 'exit 3', 'docker-credential-bad failed: exit 3'],
  ['that is killed', 'kill -9 $$', 'docker-credential-bad failed: exit SIGKILL'],
  ['that answers no JSON', 'echo me:secret', 'docker-credential-bad gave no credentials'],
])('a program %s has none', async (_, script, words) => {
  const tree = { ...docker({ credsStore: 'bad' }), 'bin/docker-credential-bad': `#!/bin/sh\n${script}\n` };
  expect((await find('oci://ghcr.io/x', tree)).words).toContain(`~/.docker/config.json (${words})`);
});
