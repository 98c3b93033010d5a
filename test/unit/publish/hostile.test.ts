/** What is no registry, or none that means well: it is said what is wrong with it, and of whom, and nothing is tried again in vain. */
import { describe, expect, test } from 'vitest';
import { startFakeRegistry } from './fake-registry.ts';
import type { FakeOptions, FakeRegistry, Said, Seen } from './fake-registry.ts';
import { artifactAt, push, start } from './pushing.ts';

const pushOne = async (options: FakeOptions) => {
  const registry = await start(options);
  return { registry, ...(await push([artifactAt(registry.host, 'one', 'first')])) };
};

const begun =
  (location: string) =>
  ({ method }: Seen): Said | undefined =>
    method === 'POST' ? { status: 202, headers: { location } } : undefined;

/** Where nobody listens. */
const nobody = async (): Promise<string> => {
  const registry = await startFakeRegistry();
  await registry.close();
  return registry.host;
};

test.each<[string, Said]>([
  ['a web page', { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' }],
  ['a web page of an error', { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' }],
])('%s is no registry', async (_, said) => {
  const { registry, problem } = await pushOne({ fault: () => said });
  expect(problem).toMatch(/there is no registry: .+ Check host and port\.$/);
  expect(registry.seen).toHaveLength(1);
});

describe('a place for an upload', () => {
  test.each(['ftp://127.0.0.1/x', 'http://me:secret@127.0.0.1/x', 'http://[', ''])('%j is none', async (location) => {
    const { problem, said } = await pushOne({ fault: begun(location) });
    expect(problem).toContain('it does not say where to upload to.');
    expect(said.join('\n')).not.toContain('trying again');
  });

  test('may have a fragment, which is not sent', async () => {
    const registry: FakeRegistry = await start({
      fault: ({ method, path }) =>
        method === 'PUT' && path.startsWith('/elsewhere?digest=')
          ? { status: 201 }
          : begun(`http://${registry.host}/elsewhere#there`)({ method } as Seen),
    });
    const { problem } = await push([artifactAt(registry.host, 'one', 'first')]);
    expect(problem).not.toContain('upload');
    expect(registry.seen.some(({ path }) => path.startsWith('/elsewhere?digest=sha256'))).toBe(true);
  });

  test('on a host that does not answer is not taken for the registry', async () => {
    const other = await nobody();
    const { registry, problem, said } = await pushOne({ fault: begun(`http://${other}/x`) });
    expect(problem).toMatch(
      new RegExp(`^${other}  nothing listens there\\. .+ It is ${registry.host} that sends us there\\.$`),
    );
    expect(said).toContain(`${other}: the connection broke; trying again in 0.0 s`);
  });
});

describe('an authority', () => {
  const asks =
    (realm: string) =>
    ({ method, path }: Seen) =>
      method === 'GET' && path.includes('/manifests/')
        ? { status: 401, headers: { 'www-authenticate': `Bearer ${realm}` } }
        : undefined;

  test('that is not named is asked for', async () => {
    const { problem } = await pushOne({ fault: asks('service="x"') });
    expect(problem).toContain('it asks for a token, and does not say where to get one.');
  });

  test('that does not answer is not taken for the registry', async () => {
    const other = await nobody();
    const { problem } = await pushOne({ fault: asks(`realm="http://${other}/token"`) });
    expect(problem).toContain(`${other}  nothing listens there.`);
  });

  test.each(['a\r\nX: y', 'ключ', '', ' '])('that gives the token %j gives none', async (token) => {
    const other = await start({
      fault: () => ({ status: 200, body: Buffer.from(JSON.stringify({ token })).toString('latin1') }),
    });
    const { problem, said } = await pushOne({ fault: asks(`realm="http://${other.host}/token"`) });
    expect(problem).toContain(`${other.host} gave no token to push with (200)`);
    expect(said.join('\n')).not.toContain('trying again');
  });
});

test('a redirection that never ends is not tried again', async () => {
  const { problem, said } = await pushOne({
    fault: ({ method, path }) =>
      method === 'GET' && path !== '/v2/' ? { status: 302, headers: { location: path } } : undefined,
  });
  expect(problem).toContain('cannot be reached: redirect count exceeded. Check the address');
  expect(said.join('\n')).not.toContain('trying again');
});
