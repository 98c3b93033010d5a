/** Registries that cannot be talked to: what is said of each, at once. */
import http from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { openRegistry } from '../../../generators/core/publish/registry.ts';
import { PATIENT } from '../../../generators/core/publish/transport.ts';
import { startFakeRegistry } from './fake-registry.ts';

/** What is said when this host is asked whether it is a registry, with the patience that users have. */
const ping = async (host: string, plainHttp: boolean, env: Readonly<Record<string, string>> = {}): Promise<string> => {
  const connection = {
    signal: new AbortController().signal,
    say: () => undefined,
    world: { env, home: '/nowhere', platform: 'linux' as const },
    timing: { ...PATIENT, pauses: [1, 1] },
  };
  try {
    await openRegistry({ host, path: 'x' }, '0.1.0', plainHttp, connection).ping();
    return 'it is one';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { file, message, hint } = error.problems[0]!;
    return `${file}  ${message} ${hint}`;
  }
};

const tlsRegistry = async (name: string) => {
  const registry = await startFakeRegistry({ tls: createAuthority().server(name) });
  onTestFinished(() => registry.close());
  return registry.host;
};

test('nothing listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  expect(await ping(`127.0.0.1:${port}`, true)).toBe(
    `127.0.0.1:${port}  nothing listens there. Check host and port, and that the registry runs.`,
  );
});

test('a port that fetch blocks', async () => {
  expect(await ping('localhost:10080', true)).toMatch(
    /^localhost:10080 {2}Node makes no request to this port.* Have the registry listen on another port/,
  );
});

test('no such host', async () => {
  expect(await ping('registry.invalid', false)).toMatch(
    /^registry\.invalid {2}(?:there is no such host|its name could not be looked up)\. Check the address/,
  );
});

describe('TLS', () => {
  test('an authority that nobody knows', async () => {
    const host = await tlsRegistry('127.0.0.1');
    expect(await ping(host, false)).toBe(
      `${host}  its certificate comes from an authority that is not known here. Set NODE_EXTRA_CA_CERTS to a file with that authority's certificate, in PEM.`,
    );
    expect(await ping(host, false, { NODE_EXTRA_CA_CERTS: '/etc/ca.pem' })).toContain(
      'NODE_EXTRA_CA_CERTS names "/etc/ca.pem"',
    );
  });

  test('plain HTTP where HTTPS was asked for', async () => {
    const registry = await startFakeRegistry();
    onTestFinished(() => registry.close());
    expect(await ping(registry.host, false)).toBe(
      `${registry.host}  it speaks plain HTTP, and HTTPS was asked for. If that is meant, use --plain-http, or set spec.delivery.flux.insecure: true, which clusters need too.`,
    );
  });

  test('HTTPS where plain HTTP was asked for', async () => {
    const host = await tlsRegistry('127.0.0.1');
    expect(await ping(host, true)).toContain('leave --plain-http out');
  });

  test('HTTPS that says so to who speaks plain HTTP', async () => {
    const registry = await startFakeRegistry({
      fault: () => ({ status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n' }),
    });
    onTestFinished(() => registry.close());
    expect(await ping(registry.host, true)).toContain(
      'it speaks HTTPS, and plain HTTP was asked for. Leave --plain-http out',
    );
  });
});

test('a proxy is mentioned that may be what is wrong, and whether this Node uses it', async () => {
  const words = 'setGlobalProxyFromEnv' in http ? 'check that proxy too.' : 'this one does not.';
  const proxies = { HTTP_PROXY: '', https_proxy: 'http://proxy:3128' };
  expect(await ping('registry.invalid', false, proxies)).toMatch(/ https_proxy is set: [^:]+$/);
  expect(await ping('registry.invalid', false, proxies)).toContain(words);
  expect(await ping('registry.invalid', true, proxies)).not.toMatch(/proxy/i);
});
