/** Registries that ask who is there. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { makeArtifact } from '../../../generators/core/publish/artifact.ts';
import { pushArtifacts } from '../../../generators/core/publish/push.ts';
import { folder } from '../apply/tree.ts';
import { type FakeOptions, type FakeRegistry, type Seen, startFakeRegistry } from './fake-registry.ts';

const start = async (options: FakeOptions): Promise<FakeRegistry> => {
  const registry = await startFakeRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
};

/** Pushes two artifacts with what a docker config says; the states, or the problem. */
const push = async (host: string, auths: object): Promise<readonly string[] | string> => {
  const home = folder({ '.docker/config.json': JSON.stringify({ auths }) });
  const artifacts = ['one', 'two'].map((name) =>
    makeArtifact({
      kind: 'chart',
      folder: `charts/${name}`,
      repository: { host, path: `acme/${name}` },
      tag: '0.1.0',
      config: { mediaType: 'a/b', bytes: Buffer.from(name) },
      layer: { mediaType: 'c/d', bytes: Buffer.from(`${name} layer`) },
      annotations: {},
    }),
  );
  try {
    const results = await pushArtifacts({
      artifacts,
      plainHttp: () => true,
      overwrite: false,
      connection: {
        signal: new AbortController().signal,
        say: () => undefined,
        world: { env: {}, home, platform: 'linux' },
        timing: { answer: 2000, bytesPerMillisecond: 16, pauses: [], longestPause: 100 },
      },
      onTagging: () => undefined,
      onPushed: () => undefined,
    });
    return results.map(({ state }) => state);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { file, message, hint } = error.problems[0]!;
    return `${file}  ${message} ${hint}`;
  }
};

const somebody = (password: string) => ({ auth: Buffer.from(`somebody:${password}`).toString('base64') });
const login = (scheme: 'basic' | 'bearer') => ({ scheme, user: 'somebody', password: 'secret' }) as const;

describe.each(['basic', 'bearer'] as const)('%s', (scheme) => {
  test('with the password that it knows', async () => {
    const registry = await start({ login: login(scheme) });
    expect(await push(registry.host, { [registry.host]: somebody('secret') })).toEqual(['pushed', 'pushed']);
  });

  test('nothing is sent before it is asked for', async () => {
    const registry = await start({ login: login(scheme) });
    await push(registry.host, { [registry.host]: somebody('secret') });
    expect(registry.seen[0]!.headers.authorization).toBeUndefined();
  });

  test('with another password it is told whose, where it came from, and how to log in', async () => {
    const registry = await start({ login: login(scheme) });
    const problem = await push(registry.host, { [registry.host]: somebody('wrong') });
    expect(problem).toMatch(/ with the credentials of "somebody" from ~\/\.docker\/config\.json\./);
    expect(problem).toContain(`Log in with "docker login ${registry.host}"`);
    expect(problem).not.toContain('wrong');
    expect(registry.tags.size).toBe(0);
  });

  test('without any it is told where they were looked for', async () => {
    const registry = await start({ login: login(scheme) });
    expect(await push(registry.host, { 'ghcr.io': somebody('secret') })).toMatch(
      / no credentials: looked in ~\/\.docker\/config\.json \(nothing for 127\.0\.0\.1:\d+\), ~\/\.config\/containers\/auth\.json \(not there\)/,
    );
  });
});

test('an identity token is changed for one to push with', async () => {
  const registry = await start({ login: login('bearer') });
  expect(await push(registry.host, { [registry.host]: { identitytoken: 'secret' } })).toEqual(['pushed', 'pushed']);
  const asked = registry.seen.filter(({ path }) => path === '/token');
  expect(asked.map(({ method, body }) => [method, new URLSearchParams(body.toString()).get('scope')])).toEqual([
    ['POST', 'repository:acme/one:pull,push'],
    ['POST', 'repository:acme/two:pull,push'],
  ]);
});

test('who may read only is told so', async () => {
  const registry = await start({ login: login('bearer'), publicReads: true });
  expect(await push(registry.host, {})).toMatch(
    /acme\/one:0\.1\.0 {2}not authorised to \w[^.]*, with no credentials: looked in /,
  );
  expect(registry.tags.size).toBe(0);
});

test('a token that has run out is asked for again', async () => {
  let expired = false;
  const registry = await start({
    login: login('bearer'),
    fault: ({ method, path }) => {
      if (expired || method !== 'POST' || path.startsWith('/token')) return undefined;
      expired = true;
      return {
        status: 401,
        headers: { 'www-authenticate': `Bearer realm="http://${registry.host}/token",error="invalid_token"` },
      };
    },
  });
  expect(await push(registry.host, { [registry.host]: somebody('secret') })).toEqual(['pushed', 'pushed']);
});

test('credentials do not go to another host that an upload is sent to', async () => {
  const other = await start({ fault: () => ({ status: 201 }) });
  const registry = await start({
    login: login('basic'),
    fault: ({ method, headers }) =>
      method === 'POST' && headers.authorization !== undefined
        ? { status: 202, headers: { location: `http://${other.host}/put` } }
        : undefined,
  });
  await push(registry.host, { [registry.host]: somebody('secret') });
  expect(other.seen.length).toBeGreaterThan(0);
  expect(other.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
});

test.each([
  ['an upload', ({ method }: Seen) => method === 'POST', 202],
  ['a look', ({ method, path }: Seen) => method === 'GET' && path.includes('/manifests/'), 307],
])('credentials do not go to another host that %s is sent to when that asks for them', async (_, isSent, status) => {
  const other: FakeRegistry = await start({
    fault: ({ path }) =>
      path.startsWith('/token')
        ? { status: 200, body: '{"token":"mine"}' }
        : { status: 401, headers: { 'www-authenticate': `Bearer realm="http://${other.host}/token"` } },
  });
  const registry = await start({
    fault: (seen) => (isSent(seen) ? { status, headers: { location: `http://${other.host}/put` } } : undefined),
  });
  expect(await push(registry.host, { [registry.host]: somebody('secret') })).toContain(
    `the registry sends us to another host, which gets no credentials. ${other.host} answers 401.`,
  );
  expect(other.seen.map(({ path, headers }) => [path.split('?')[0], headers.authorization])).toEqual([
    ['/put', undefined],
  ]);
});

test.each([307, 308])('an identity token does not go where its authority redirects to by %i', async (status) => {
  const other = await start({ fault: () => ({ status: 200, body: '{"access_token":"mine"}' }) });
  const registry: FakeRegistry = await start({
    login: login('bearer'),
    fault: ({ path }) =>
      path === '/token' ? { status, headers: { location: `http://${other.host}/token` } } : undefined,
  });
  expect(await push(registry.host, { [registry.host]: { identitytoken: 'secret' } })).toContain(
    `gave no token to push with (${status}), with the token from ~/.docker/config.json.`,
  );
  expect(other.seen).toEqual([]);
});

test('a password does not go where its authority redirects to', async () => {
  const other = await start({ fault: () => ({ status: 200, body: '{"token":"mine"}' }) });
  const registry: FakeRegistry = await start({
    login: login('bearer'),
    fault: ({ path }) =>
      path.startsWith('/token') ? { status: 307, headers: { location: `http://${other.host}/token` } } : undefined,
  });
  await push(registry.host, { [registry.host]: somebody('secret') });
  expect(other.seen.map(({ path, headers }) => [path, headers.authorization])).toContainEqual(['/token', undefined]);
  expect(other.seen.filter(({ path, headers }) => path !== '/token' || headers.authorization)).toEqual([]);
});

test('where it sends us for a token is shown as nothing that a terminal would obey', async () => {
  const registry = await start({
    fault: ({ path }) =>
      path === '/v2/'
        ? undefined
        : { status: 401, headers: { 'www-authenticate': `Bearer realm="ftp://\u009B2Jx/${'y'.repeat(5000)}"` } },
  });
  const problem = await push(registry.host, { [registry.host]: somebody('secret') });
  expect(problem).toContain(String.raw`it sends us to "ftp://\u009b2Jx/yyy`);
  expect(problem.length).toBeLessThan(700);
});
