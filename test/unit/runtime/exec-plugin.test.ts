import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createTransport, loadKubeConfig } from 'k8s-operator-runtime';
import { createAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import { base64, type Folder, folderOf, kubeconfig } from './kubeconfig-files.ts';
import { only, tlsServer } from './tls-server.ts';

/** Writes down what it was given, a line a run, and prints the next of the files answer-1, answer-2, … (the last again and again). */
const PLUGIN = `#!/usr/bin/env node
const fs = require('node:fs');
const { join } = require('node:path');
const said = { args: process.argv.slice(2), mode: process.env.MODE, info: JSON.parse(process.env.KUBERNETES_EXEC_INFO) };
fs.appendFileSync(join(__dirname, 'runs'), JSON.stringify(said) + '\\n');
const runs = fs.readFileSync(join(__dirname, 'runs'), 'utf8').trim().split('\\n').length;
const answers = fs.readdirSync(__dirname).filter((name) => name.startsWith('answer-')).length;
process.stdout.write(fs.readFileSync(join(__dirname, 'answer-' + Math.min(runs, answers))));
`;

const VERSION = 'client.authentication.k8s.io/v1';
const answer = (status: object, apiVersion = VERSION) => JSON.stringify({ kind: 'ExecCredential', apiVersion, status });
const authority = createAuthority();
const trusting = (server: string) => ({ server, 'certificate-authority-data': base64(authority.ca) });

interface Plugged {
  readonly server: string;
  readonly answers: readonly string[];
  readonly exec?: Readonly<Record<string, unknown>>;
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly now?: () => number;
}

const plugged = async (folder: Folder, { server, answers, exec = {}, cluster = {}, now = Date.now }: Plugged) => {
  await folder.write('bin/plugin', PLUGIN, 0o755);
  for (const [index, text] of answers.entries()) await folder.write(`bin/answer-${index + 1}`, text);
  const user = { exec: { apiVersion: VERSION, command: './bin/plugin', interactiveMode: 'Never', ...exec } };
  const path = await folder.write('config', kubeconfig({ ...trusting(server), ...cluster }, user));
  const kubeConfig = await loadKubeConfig({ path, now });
  return {
    kubeConfig,
    transport: createTransport({ kubeConfig, userAgent: 'test' }),
    runs: async () =>
      (await readFile(`${folder.path}/bin/runs`, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
};
const get = { method: 'GET', path: '/version' } as const;

describe('an exec plugin', () => {
  test.each([VERSION, 'client.authentication.k8s.io/v1beta1'])(
    'of %s is asked once, with its arguments',
    async (apiVersion) => {
      await using server = await tlsServer(authority, only('secret'));
      await using folder = await folderOf();
      const { transport, runs } = await plugged(folder, {
        server: server.url,
        answers: [answer({ token: 'secret' }, apiVersion)],
        exec: { apiVersion, args: ['get-token', '--cluster=x'], env: [{ name: 'MODE', value: 'quiet' }] },
      });
      const answers = await Promise.all([transport.request(get), transport.request(get), transport.request(get)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(await runs()).toEqual([
        {
          args: ['get-token', '--cluster=x'],
          mode: 'quiet',
          info: { kind: 'ExecCredential', apiVersion, spec: { interactive: false } },
        },
      ]);
      await transport.close();
    },
  );

  test('is told of the cluster if it wants to know', async () => {
    await using folder = await folderOf();
    const { kubeConfig, runs } = await plugged(folder, {
      server: 'https://api.example.com',
      answers: [answer({ token: 'secret' })],
      exec: { provideClusterInfo: true },
      cluster: {
        'tls-server-name': 'inside',
        extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'us' } }],
      },
    });
    await kubeConfig.credentials.read();
    const [{ info }] = await runs();
    expect(info.spec.cluster).toEqual({
      ...trusting('https://api.example.com'),
      'tls-server-name': 'inside',
      config: { audience: 'us' },
    });
  });

  test('is asked again when what it gave expires, and when the server refuses it', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using server = await tlsServer(authority, only('one', 'three'));
    await using folder = await folderOf();
    const { transport, runs } = await plugged(folder, {
      server: server.url,
      now: () => now,
      answers: [
        answer({ token: 'one', expirationTimestamp: '2026-01-01T01:00:00Z' }),
        answer({ token: 'two', expirationTimestamp: '2026-01-01T09:00:00Z' }),
        answer({ token: 'three' }),
      ],
    });
    const status = async () => (await transport.request(get)).status;
    expect(await status()).toBe(200);
    now += 59 * 60_000;
    expect(await status()).toBe(200);
    expect(await runs()).toHaveLength(1);
    now += 2 * 60_000;
    // "two" is refused, and so is asked for again at once.
    expect(await status()).toBe(200);
    expect(await runs()).toHaveLength(3);
    // A server that refuses whatever comes does not make it run for every request.
    server.answer(only());
    for (let count = 0; count < 5; count += 1) expect(await status()).toBe(401);
    expect(await runs()).toHaveLength(3);
    now += 11_000;
    expect(await status()).toBe(401);
    expect(await runs()).toHaveLength(4);
    // And when the machine's clock is set back by an hour, nobody waits for that hour.
    now -= 3_600_000;
    expect(await status()).toBe(401);
    expect(await runs()).toHaveLength(5);
    expect(server.connections()).toBeLessThanOrEqual(2);
    await transport.close();
  });

  test('may give a client certificate', async () => {
    await using server = await tlsServer(authority);
    await using folder = await folderOf();
    const [jane, joe] = [authority.client('jane'), authority.client('joe')];
    let now = Date.parse('2026-01-01T00:00:00Z');
    const { transport } = await plugged(folder, {
      server: server.url,
      now: () => now,
      answers: [
        answer({
          clientCertificateData: jane.cert,
          clientKeyData: jane.key,
          expirationTimestamp: '2026-01-01T01:00:00Z',
        }),
        answer({ clientCertificateData: joe.cert, clientKeyData: joe.key }),
      ],
    });
    await transport.request(get);
    now += 3_600_000;
    await transport.request(get);
    expect(server.seen.map(({ client }) => client)).toEqual(['jane', 'joe']);
    await transport.close();
  });

  test('is not waited for by who gives up', async () => {
    await using folder = await folderOf();
    const { transport } = await plugged(folder, {
      server: 'https://127.0.0.1:1',
      answers: [],
      exec: { command: '/bin/sh', args: ['-c', 'sleep 2'] },
    });
    const caller = new AbortController();
    const asked = transport.request({ ...get, signal: caller.signal });
    caller.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await transport.close();
  });

  test('may take so long that the request must not be sent any more', async () => {
    await using server = await tlsServer(authority, only('secret'));
    await using folder = await folderOf();
    const { transport } = await plugged(folder, { server: server.url, answers: [answer({ token: 'secret' })] });
    let late = false;
    const guard = (): void => {
      if (late) throw new Error('too late');
    };
    const asked = transport.request({ ...get, guard });
    late = true;
    await expect(asked).rejects.toThrow('too late');
    expect(server.seen).toEqual([]);
    await transport.close();
  });

  test('is not waited for when it leaves something running that holds its output open', async () => {
    await using server = await tlsServer(authority, only('secret'));
    await using folder = await folderOf();
    await folder.write('answer', answer({ token: 'secret' }));
    const { transport } = await plugged(folder, {
      server: server.url,
      answers: [],
      exec: {
        command: '/bin/sh',
        args: ['-c', `sleep 60 & echo $! > ${folder.path}/pid; cat ${folder.path}/answer`],
      },
    });
    expect((await transport.request(get)).status).toBe(200);
    process.kill(Number(await readFile(`${folder.path}/pid`, 'utf8')));
    await transport.close();
  });

  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'is not there',
      '',
      { command: './bin/none', installHint: 'Get it from example.com.' },
      'is not there. Get it from example.com.',
    ],
    [
      'fails',
      '',
      { command: '/bin/sh', args: ['-c', 'echo no session >&2; exit 3'] },
      'ended with exit code 3: no session',
    ],
    ['prints something else', 'Hello', {}, 'printed no JSON'],
    ['prints nothing of use', answer({}), {}, 'gave neither a token nor a client certificate'],
    ['answers in another version', answer({ token: 'a' }, 'x/v2'), {}, 'answered in "x/v2", but was asked in'],
    ['gives no text', answer({ token: { a: 1 } }), {}, 'gave a credential that is no text'],
    ['gives two lines', answer({ token: 'a\nb' }), {}, 'gave a token that has what no header may have'],
    ['forgets the key', answer({ clientCertificateData: 'a' }), {}, 'gave a client certificate or a key, not both'],
    [
      'wants a terminal',
      '',
      { interactiveMode: 'Always' },
      'wants a terminal (interactiveMode: Always), and there is none.',
    ],
  ])('that %s is an error at its place in the kubeconfig', async (_name, text, exec, message) => {
    await using folder = await folderOf();
    const { transport } = await plugged(folder, { server: 'https://127.0.0.1:1', answers: [text], exec });
    await expect(transport.request(get)).rejects.toMatchObject({
      name: 'KubeConfigError',
      message: expect.stringMatching(/config:1:\d+ {2}users\[0\]\.user\.exec: The plugin /),
    });
    await expect(transport.request(get)).rejects.toThrow(message);
    await transport.close();
  });
});
