/** Operators as processes of their own: what they print, and how they end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../../runtime/src/testing/server/start.ts';

const MAIN = `
  import { controller, kind, run } from 'k8s-operator-runtime';
  const ConfigMap = kind({ group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', scope: 'Namespaced' });
  const controllers = [controller(ConfigMap, { reconcile: async () => {} })];
`;
const RUN = "await run({ name: 'operator', controllers });";
const FLAGS = ['--metrics-bind-address=0', '--health-probe-bind-address=0', '--preflight=off'];

/** Runs a main; `stop` says what in its output it is sent SIGTERM for. */
const operate = async (
  main: string,
  { flags = FLAGS, kubeconfig, stop }: { flags?: readonly string[]; kubeconfig?: string; stop?: string } = {},
) => {
  const folder = await mkdtemp(join(tmpdir(), 'run-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'kubeconfig');
  await writeFile(file, kubeconfig ?? (await server()));
  await writeFile(join(folder, 'broken'), 'a: b: c');
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--input-type=module',
      '--eval',
      MAIN + main,
      '--',
      'main',
      ...flags.map((flag) => flag.replace('FOLDER', folder)),
    ],
    { env: { PATH: process.env['PATH'], KUBECONFIG: file }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (stop !== undefined && out.includes(stop) && !child.killed) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return {
    code,
    err,
    out,
    folder,
    messages: out.split('\n').flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? []),
  };
};

const server = async (): Promise<string> => {
  const started = await startServer({ workloads: false });
  onTestFinished(started.close);
  return started.kubeconfig();
};

describe('ends', () => {
  test('with 0 when it is told to', async () => {
    const { code, err, messages } = await operate(RUN, { stop: 'Reconciling.' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(messages).toEqual(['Reconciling.', 'SIGTERM: stopping.']);
  });

  test('with 0 also when something was left open', async () => {
    const { code, messages } = await operate(`setInterval(() => {}, 1_000); ${RUN}`, { stop: 'Reconciling.' });
    expect(code).toBe(0);
    expect(messages.at(-1)).toBe('Everything has stopped, but something keeps the process alive; ending it.');
  });

  test('with 1, and one line, for a cluster that does not answer', async () => {
    const gone = await startServer({ workloads: false });
    await gone.close();
    const { code, err } = await operate(RUN, { kubeconfig: gone.kubeconfig() });
    expect(code).toBe(1);
    expect(err).toMatch(/^operator: cannot reach the cluster\. No answer from http:[^ ]*: .*ECONNREFUSED.*\n$/);
  });

  test('with 1, and one line, for a kubeconfig without clusters', async () => {
    const { code, err } = await operate(RUN, { kubeconfig: '{}' });
    expect(code).toBe(1);
    expect(err).toMatch(/^operator: .*kubeconfig has no contexts.*\n$/);
  });

  test.each<[string, readonly string[], string]>([
    [
      'a kubeconfig that is not there',
      ['--kubeconfig=/nowhere/config'],
      '--kubeconfig: There is no file /nowhere/config. Put the kubeconfig there, or name another.',
    ],
    [
      'a kubeconfig that is none',
      ['--kubeconfig', 'FOLDER/broken'],
      '--kubeconfig: FOLDER/broken:1:5  This is no YAML',
    ],
    [
      'a context that is not in it',
      ['--kubeconfig', 'FOLDER/kubeconfig', '--context=west'],
      '--context: FOLDER/kubeconfig: There is no context "west". There is: "CONTEXT".',
    ],
    [
      'a context that is not in $KUBECONFIG',
      ['--context=west'],
      '--context: FOLDER/kubeconfig: There is no context "west". There is: "CONTEXT".',
    ],
  ])('with 1, and one line that names the flag, for %s', async (_name, flags, message) => {
    const kubeconfig = await server();
    const { code, err, folder } = await operate(RUN, { flags: [...FLAGS, ...flags], kubeconfig });
    const context = /current-context: (.*)/.exec(kubeconfig)?.[1] ?? '';
    expect(code).toBe(1);
    expect(err).toContain(`operator: ${message.replace('FOLDER', folder).replace('CONTEXT', context)}`);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('with 0 when it was told by flags where to work', async () => {
    const { code, err } = await operate(RUN, {
      flags: [...FLAGS, '--kubeconfig=FOLDER/kubeconfig', '--context=other'],
      kubeconfig: (await server())
        .replace(/current-context: .*/, 'current-context: gone')
        .replace(/(contexts:(?:.|\n)*?name: )(.*)/, '$1other'),
      stop: 'Reconciling.',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('with 1, and one line, for a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, err } = await operate(RUN, {
      flags: [`--metrics-bind-address=127.0.0.1:${port}`, ...FLAGS.slice(1)],
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: `operator: Cannot listen on 127.0.0.1:${port}: the port is in use by another process.\n`,
    });
  });

  test.each<[string, string]>([
    ['a setup', "await run({ name: 'operator', controllers, setup: () => { throw new Error('no database'); } });"],
    [
      'a runnable',
      "await run({ name: 'operator', controllers, setup: (manager) => manager.add({ name: 'x', start: () => { throw new Error('no database'); } }) });",
    ],
  ])('with 1, and one line, when %s fails', async (_name, main) => {
    const { code, err } = await operate(main);
    expect({ code, err }).toEqual({ code: 1, err: 'operator: no database\n' });
  });

  test('with 1, and a list, for what is missing where that shall be an error', async () => {
    const other = MAIN.replaceAll("group: ''", "group: 'other.example.com'");
    const { code, err } = await operate(`{ ${other.replace(/import .*\n/, '')} ${RUN} }`, {
      flags: [...FLAGS.slice(0, 2), '--preflight=fail'],
    });
    expect(code).toBe(1);
    expect(err).toBe(
      'operator: The cluster lacks what this operator needs:\n  - ConfigMap (other.example.com/v1) is not installed. Install its CRD.\n',
    );
  });

  test.each<[string, readonly string[], string]>([
    [
      'a flag that there is not',
      ['--leader-elekt'],
      'Unknown argument "--leader-elekt". Did you mean "--leader-elect"? See --help.\n',
    ],
    ['a value that is none', ['--preflight=x'], '--preflight: "x" is not allowed. Use warn, fail, off.\n'],
  ])('with 64 for %s', async (_name, flags, err) => {
    expect(await operate(RUN, { flags, kubeconfig: '{}' })).toMatchObject({ code: 64, err });
  });

  test('with 0 after its help', async () => {
    const { code, out } = await operate(RUN, { flags: ['--help'], kubeconfig: '{}' });
    expect(code).toBe(0);
    for (const flag of ['--leader-elect ', '--metrics-secure ', '--metrics-cert-path VALUE', '--preflight VALUE'])
      expect(out).toContain(`\n  ${flag}`);
  });
});

describe('its log', () => {
  test('begins at a level of its own for a controller that has one', async () => {
    const { messages } = await operate(RUN, {
      flags: [...FLAGS, '--log-level=error,configmap=info'],
      stop: 'Reconciling.',
    });
    expect(messages).toEqual(['Reconciling.']);
  });

  test('has one JSON object a line, errors with what the API server said', async () => {
    const main = `
      import { jsonLogger, ApiError, Conflict } from 'k8s-operator-runtime';
      const log = jsonLogger('warn');
      log.info('no');
      log.warn('yes', { object: 'a/b', count: 1 });
      log.error('failed', { error: new Error('outer', { cause: new Conflict(409, { reason: 'Conflict', message: 'inner' }, 'PUT /x') }) });
      const loop = {}; loop.loop = loop;
      log.error('strange', { error: 'text', loop });
    `;
    const { out, code } = await operate(main, { kubeconfig: '{}' });
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines).toEqual([
      { level: 'warn', time, msg: 'yes', object: 'a/b', count: 1 },
      {
        level: 'error',
        time,
        msg: 'failed',
        error: expect.objectContaining({
          message: 'outer',
          cause: expect.objectContaining({
            type: 'Conflict',
            code: 409,
            reason: 'Conflict',
            message: 'PUT /x: inner',
            status: { reason: 'Conflict', message: 'inner' },
          }),
        }),
      },
      { level: 'error', time, msg: 'strange', error: 'text', loop: { loop: '[Circular]' } },
    ]);
  });
});
