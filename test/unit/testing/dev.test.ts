/** The dev command: its options, its lines, and how it ends. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Narrator } from '../../../runtime/src/dev/narrator.ts';
import { parseOptions } from '../../../runtime/src/dev/options.ts';
import { Store } from '../../../runtime/src/testing/store/store.ts';
import { widgetCrd } from './widget.ts';

describe('options', () => {
  const defaults = {
    entry: 'src/main.ts',
    crds: ['config/crd'],
    samples: ['config/samples'],
    port: 0,
    once: false,
    verbose: false,
  };

  test.each([
    [[], defaults],
    [['main.ts', '--port', '8001', '--once'], { ...defaults, entry: 'main.ts', port: 8001, once: true }],
    [['--crds', 'a', '--crds', 'b', '--samples', 'c'], { ...defaults, crds: ['a', 'b'], samples: ['c'] }],
    [['--help'], undefined],
  ])('%j', (args, options) => expect(parseOptions(args)).toEqual(options));

  test.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--port', 'x'], '--port: "x" is no port'],
    [['--port', '70000'], '--port: "70000" is no port'],
    [['a.ts', 'b.ts'], 'One entry is enough, got a.ts, b.ts'],
  ])('%j is refused', (args, message) => expect(() => parseOptions(args)).toThrow(message));
});

describe('lines', () => {
  const owner = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', namespace: 'default', uid: 'u1' },
  };
  const reference = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'one', uid: 'u1', controller: true };
  const child = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'u2', ownerReferences: [reference] },
    spec: { replicas: 2 },
  };
  const available = (message: string) => ({
    ...owner,
    status: { conditions: [{ type: 'Available', status: 'False', message }] },
  });
  const told = () => {
    const store = new Store(100);
    const lines: string[] = [];
    const narrator = new Narrator(store, (who, text) => void lines.push(`${who} ${text}`));
    return { store, lines, narrator };
  };

  test('put together what happens to a custom resource and what it owns', () => {
    const { store, lines, narrator } = told();
    store.put('widgets', 'default/one', owner);
    store.put('deployments', 'default/web', child);
    narrator.flush();
    store.put('widgets', 'default/one', available('0/2 ready'));
    store.put('widgets', 'default/one', available('1/2 ready'));
    store.put('widgets', 'default/one', available('2/2 ready'));
    narrator.flush();
    store.put('deployments', 'default/web', { ...child, spec: { replicas: 3 } });
    narrator.flush();
    store.remove('widgets', 'default/one');
    store.remove('deployments', 'default/web');
    narrator.flush();
    narrator.stop();
    expect(lines).toEqual([
      'widget default/one   created, Deployment/web created',
      'widget default/one   Available: 0/2 ready → 2/2 ready',
      'widget default/one   Deployment/web changed',
      'widget default/one   deleted, Deployment/web deleted',
    ]);
  });

  test('say nothing of what no custom resource owns, but tell warnings', () => {
    const { store, lines, narrator } = told();
    store.put('configmaps', 'default/x', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'default', uid: 'u3' },
    });
    store.put('widgets', 'default/one', owner);
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'default' },
      involvedObject: { uid: 'u1' },
      type: 'Warning',
      reason: 'NoSecret',
      message: 'waiting for x',
    };
    store.put('events', 'default/e', event);
    narrator.flush();
    narrator.stop();
    expect(lines).toEqual(['widget default/one   created, warning NoSecret: waiting for x']);
  });
});

describe('a session', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dev-test-'));
    await writeFile(join(folder, 'crd.json'), JSON.stringify(widgetCrd()));
    await writeFile(
      join(folder, 'sample.yaml'),
      'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: one, namespace: default}\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const cli = join(import.meta.dirname, '../../../runtime/src/dev/cli.ts');
  const session = async (main: string, ...args: readonly string[]) => {
    await writeFile(join(folder, 'main.mjs'), main);
    const child = spawn(
      process.execPath,
      [cli, 'main.mjs', '--crds', 'crd.json', '--samples', 'sample.yaml', ...args],
      {
        cwd: folder,
        env: { ...process.env, TMPDIR: folder },
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
    return { child, ended, output: () => output };
  };

  test('shows how the operator crashes', async () => {
    const { ended, output } = await session('throw new Error("no such thing")', '--once');
    expect(await ended).toBe(1);
    expect(output()).toContain('no such thing');
    expect(output()).toContain('ended with exit code 1');
  });

  test('gives the operator a kubeconfig, applies the samples, and cleans up on Ctrl-C', async () => {
    const main = `import { readFileSync } from 'node:fs'; console.log(readFileSync(process.env.KUBECONFIG, 'utf8').includes('127.0.0.1') ? 'has kubeconfig' : ''); setInterval(() => {}, 1000);`;
    const { child, ended, output } = await session(main);
    await expect.poll(output, { timeout: 15_000 }).toContain('has kubeconfig');
    await expect.poll(output, { timeout: 15_000 }).toContain('widget    default/one   created');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith('k8s-operator-dev-'))).toEqual([]);
  });

  test('says what is wrong with the samples', async () => {
    await writeFile(
      join(folder, 'bad.yaml'),
      'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: big}\nspec: {size: 99}\n',
    );
    const { ended, output } = await session('setInterval(() => {}, 1000)', '--once', '--samples', 'bad.yaml');
    expect(await ended).toBe(1);
    expect(output()).toMatch(/k8s-operator-dev: bad\.yaml: .*spec\.size in body should be less than or equal to 5/);
  });
});
