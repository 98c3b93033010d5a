/** What is between `publish` and a registry: authorities of one's own, proxies, a terminal. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../runtime/src/testing/certificates/authority.ts';
import { cli, type Run, run, write } from './program.ts';
import { homeOf, operator, type Options, publishIn, start, to } from './publishing.ts';

let root: string;
beforeEach(() => {
  root = operator();
});

const publish = async (args: readonly string[], options: Options = {}): Promise<Run> => publishIn(root, args, options);

test('HTTPS with an authority that NODE_EXTRA_CA_CERTS names', async () => {
  const { ca, server } = createAuthority();
  const registry = await start({ tls: server('127.0.0.1') });
  const refused = await publish([`oci://${registry.host}`]);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('Set NODE_EXTRA_CA_CERTS') });
  write(homeOf(root), 'ca.pem', ca);
  const { code, out } = await publish([`oci://${registry.host}`], {
    env: { NODE_EXTRA_CA_CERTS: `${homeOf(root)}/ca.pem` },
  });
  expect({ code, plain: out.includes('--allow-http-registry') }).toEqual({ code: 0, plain: false });
  expect(registry.tags.size).toBe(2);
});

test.each(['http://', ''])('a proxy is used for hosts that are not here, with the scheme %j', async (scheme) => {
  const registry = await start();
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    const [host = '', port] = registry.host.split(':');
    const behind = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    socket.on('error', () => behind.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const env = { HTTP_PROXY: `${scheme}127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  expect(await publish(['oci://registry.invalid:5000', '--plain-http'], { env })).toMatchObject({ code: 0 });
  expect(new Set(asked)).toEqual(new Set(['registry.invalid:5000']));
  const before = asked.length;
  expect(await publish(to(registry), { env })).toMatchObject({ code: 0 });
  expect(asked).toHaveLength(before);
});

test('a proxy that is none is said to be so, without its password', async () => {
  const registry = await start();
  const { code, err } = await publish(to(registry), { env: { HTTPS_PROXY: 'socks5://me:secret@proxy:1080' } });
  expect(code).toBe(1);
  expect(err).toMatch(
    /\n? {2}HTTPS_PROXY {2}is no address of a proxy that can be used\..+\n1 problem\. Nothing was pushed\.\n$/,
  );
  expect(err).not.toContain('secret');
  expect(registry.seen).toEqual([]);
});

test.skipIf(run('sh', ['-c', 'command -v script']).code !== 0)(
  'on a terminal, what is done is one line that changes',
  async () => {
    const registry = await start();
    const words = [process.execPath, cli, 'publish', ...to(registry)].join(' ');
    const child = spawn('script', ['--quiet', '--return', '--command', words, '/dev/null'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: homeOf(root), TERM: 'xterm' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    // Back to the begin of the line, and it is empty.
    const [before, ...steps] = shown.split('\r\u001B[K');
    const report = steps.pop();
    expect(before).toBe('');
    expect(steps.join('')).not.toContain('\n');
    expect(steps[0]).toMatch(/^connecting to /);
    expect(steps.at(-1)).toMatch(/^tagging /);
    expect(report).toMatch(/^ {2}pushed {3}oci:\/\//);
  },
);
