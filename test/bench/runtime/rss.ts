/**
 * How large a hello-world operator is: the bundle in MB, and its memory when it has nothing to do.
 *
 *     node --conditions=source test/bench/runtime/rss.ts [--kubeconfig FILE] [--seconds 20] [--rounds 3] [-- FLAGS OF THE OPERATOR]
 *
 * Bundled by esbuild and started by Node with the flags of the generated Dockerfile, against the API server of FILE (the CRD is installed
 * there and removed again) or an embedded one, which speaks plain HTTP: TLS costs some MB more. Linux only: /proc says how much memory.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { createClient, createTransport, loadKubeConfig } from 'k8s-operator-runtime';
import { CustomResourceDefinition } from 'k8s-operator-runtime/kinds';
import { embedded } from 'k8s-operator-runtime/testing';
import { BUNDLED } from '../../../examples/bench/bundled.ts';

const OPERATOR = `
  import { controller, kind, run } from 'k8s-operator-runtime';
  const declare = (group, version, kindName, plural) => kind({ group, version, kind: kindName, plural, scope: 'Namespaced' });
  const Hello = declare('hello.example.com', 'v1', 'Hello', 'hellos');
  const ConfigMap = declare('', 'v1', 'ConfigMap', 'configmaps');
  const reconcile = async ({ metadata: { name }, spec }, { apply, setStatus }) => {
    await apply({ greeting: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: spec.name } } });
    await setStatus({ conditions: { Ready: true } });
  };
  await run({ name: 'hello-operator', controllers: [controller(Hello, { reconcile, owns: [ConfigMap] })] });
`;
/** As in the generated Dockerfile. */
const NODE_FLAGS = ['--max-semi-space-size=1'];
const FLAGS = ['--metrics-bind-address=127.0.0.1:0', '--health-probe-bind-address=127.0.0.1:0', '--namespace=default'];

const schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const version = {
  name: 'v1',
  served: true,
  storage: true,
  subresources: { status: {} },
  schema: { openAPIV3Schema: { type: 'object', properties: { spec: schema, status: schema } } },
};
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1' as const,
  kind: 'CustomResourceDefinition' as const,
  metadata: { name: 'hellos.hello.example.com' },
  spec: {
    group: 'hello.example.com',
    scope: 'Namespaced' as const,
    names: { kind: 'Hello', plural: 'hellos', singular: 'hello', listKind: 'HelloList' },
    versions: [version],
  },
};

const { values: given, positionals } = parseArgs({
  options: { kubeconfig: { type: 'string' }, seconds: { type: 'string' }, rounds: { type: 'string' } },
  allowPositionals: true,
});
const seconds = Number(given.seconds ?? 20);
const scratch = await mkdtemp(join(tmpdir(), 'rss-'));
const closing: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true })];

const bundle = async (): Promise<string> => {
  const outfile = join(scratch, 'main.mjs');
  const resolveDir = join(import.meta.dirname, '../../..');
  await build({ ...BUNDLED, stdin: { contents: OPERATOR, resolveDir, loader: 'ts' }, outfile });
  return outfile;
};

/** The path of a kubeconfig whose cluster has the CRD. */
const cluster = async (): Promise<string> => {
  if (given.kubeconfig === undefined) {
    const server = await embedded({ crds: definition });
    closing.push(server.stop);
    const file = join(scratch, 'kubeconfig');
    await writeFile(file, server.server.kubeconfig());
    return file;
  }
  process.env['KUBECONFIG'] = given.kubeconfig;
  const transport = createTransport({ kubeConfig: await loadKubeConfig(), userAgent: 'rss' });
  const client = createClient({ transport, fieldManager: 'rss' });
  await client.apply(CustomResourceDefinition, definition);
  closing.push(transport.close, () => client.delete(CustomResourceDefinition, definition.metadata));
  return given.kubeconfig;
};

/** Resolves when the operator says that it reconciles. Errors: it ended before. */
const reconciling = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const lines: string[] = [];
    for (const stream of [child.stdout!, child.stderr!])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('"Reconciling."')) resolve();
      });
    child.once('exit', () => reject(new Error(`The operator ended:\n${lines.join('\n')}`)));
  });

/** MB: resident, and how much of it is no file that other processes share. */
const memoryOf = async (pid: number): Promise<{ readonly rss: number; readonly anonymous: number }> => {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024;
  return { rss: megabytes('VmRSS'), anonymous: megabytes('RssAnon') };
};

const measure = async (
  main: string,
  kubeconfig: string,
  { flags, environment = {} }: { readonly flags: readonly string[]; readonly environment?: NodeJS.ProcessEnv },
) => {
  const child = spawn(process.execPath, [...NODE_FLAGS, main, ...FLAGS, ...flags], {
    env: { ...process.env, ...environment, KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const start = performance.now();
    await reconciling(child);
    const started = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return { started, ...(await memoryOf(child.pid!)) };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
};

try {
  const main = await bundle();
  console.log(`bundle: ${((await stat(main)).size / 1e6).toFixed(2)} MB; Node ${process.versions.node}`);
  const kubeconfig = await cluster();
  const without = ['--metrics-bind-address=0', ...positionals];
  // What V8 needs to read the bundle, glibc keeps, unless it is told how little to keep.
  const trimmed = { MALLOC_TRIM_THRESHOLD_: '131072' };
  const variants: Readonly<Record<string, Parameters<typeof measure>[2]>> = {
    'with metrics': { flags: positionals },
    'without metrics': { flags: without },
    'with metrics, MALLOC_TRIM_THRESHOLD_=131072': { flags: positionals, environment: trimmed },
  };
  for (const [name, variant] of Object.entries(variants))
    for (let round = 0; round < Number(given.rounds ?? 3); round += 1) {
      const { rss, anonymous, started } = await measure(main, kubeconfig, variant);
      console.log(
        `${name}: ${rss.toFixed(1)} MB resident (${anonymous.toFixed(1)} MB of its own) ${seconds} s after it began to reconcile, ${started.toFixed(0)} ms after its start`,
      );
    }
} finally {
  for (const close of closing.toReversed()) await close();
}
