/**
 * The main job, start to end, for anyone to watch: a spec becomes a project, the project an operator, the operator reconciles a
 * custom resource. `--real`: on etcd, kube-apiserver and kube-controller-manager instead of the API server in memory.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Client, type Draft, kind, type KubernetesObject } from 'k8s-operator-runtime';
import { Deployment, Service } from 'k8s-operator-runtime/kinds';
import { parse } from 'yaml';
import { buildModel } from '../../generators/core/model/build.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { startOperator } from '../e2e/harness/operator.ts';
import type { Project } from '../e2e/harness/project.ts';
import { type DemoCluster, startEmbedded, startReal } from './cluster.ts';
import { command, line, step, total } from './step.ts';
import { tree } from './tree.ts';

type Memcached = KubernetesObject & { readonly spec: { readonly size: number } };
const Memcached = kind<Memcached>({
  group: 'cache.example.com',
  version: 'v1alpha1',
  kind: 'Memcached',
  plural: 'memcacheds',
  scope: 'Namespaced',
});

const repository = join(import.meta.dirname, '../..');
const { values: options } = parseArgs({ options: { real: { type: 'boolean', default: false } } });
const undo: (() => Promise<unknown>)[] = [];

const main = async (): Promise<void> => {
  const scratch = await mkdtemp(join(tmpdir(), 'k8s-operator-demo-'));
  undo.push(() => rm(scratch, { recursive: true, force: true }));
  const folder = join(scratch, 'memcached-operator');
  const project = await scaffold(folder);
  await step('install: npm install', () => command('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder }));
  await step('build: npm run build', async () => {
    await command('npm', ['run', '--silent', 'build'], { cwd: folder });
    line(`dist/main.js  ${((await stat(project.main)).size / 2 ** 20).toFixed(1)} MiB, all of the operator`);
  });
  const cluster = await step(options.real ? 'a real control plane' : 'an API server', async () => {
    const started = await (options.real ? startReal : startEmbedded)(project);
    undo.push(started.stop);
    line(started.description);
    return started;
  });
  await step('the operator: node dist/main.js', async () => {
    const operator = await startOperator(project, cluster, { name: 'memcached-operator' });
    undo.push(operator.stop);
    line(`process ${operator.pid} is ready`);
  });
  await story(project, cluster);
  await step('stop', finish);
  console.log(`\nAll of it took ${total()}.`);
};

const scaffold = async (folder: string): Promise<Project> =>
  step('scaffold: k8s-operator new --spec examples/memcached/operator.yaml', async () => {
    const spec = join(repository, 'examples/memcached/operator.yaml');
    const args = [join(repository, 'dist/cli.js'), 'new', '--spec', spec, '--output', folder];
    const output = await command(process.execPath, args, { cwd: repository });
    const lines = output.trimEnd().split('\n');
    line([...lines.filter((text) => / (operator\.yaml|src\/)/.test(text)), '  …', lines.at(-2)].join('\n'));
    const { spec: loaded } = loadSpec(await readFile(spec), spec);
    return {
      folder,
      model: buildModel(loaded!),
      main: join(folder, 'dist/main.js'),
      remove: () => rm(folder, { recursive: true }),
    };
  });

const story = async ({ folder }: Project, { client }: DemoCluster): Promise<void> => {
  const sample = parse(
    await readFile(join(folder, 'config/samples/cache_v1alpha1_memcached.yaml'), 'utf8'),
  ) as Draft<Memcached>;
  const key = { namespace: 'default', name: sample.metadata.name };
  const made = await step('apply the sample: three servers', async () => {
    const created = await client.create(Memcached, { ...sample, metadata: key });
    await watch(client, created, `Available=True (${created.spec.size}/${created.spec.size} ready)`);
    return created;
  });
  await step('scale it to five', async () => {
    await client.patch(Memcached, key, { spec: { size: 5 } });
    await watch(client, made, 'Available=True (5/5 ready)');
  });
  await step('break it: delete the Deployment', async () => {
    const before = await client.get(Deployment, key);
    await client.delete(Deployment, key);
    await watch(client, made, 'Available=True (5/5 ready)', async () => {
      const now = await client.get(Deployment, key);
      return now !== undefined && now.metadata.uid !== before?.metadata.uid;
    });
    line('the operator brought it back');
  });
  await step('delete it', async () => {
    await client.delete(Memcached, key);
    await watch(client, made, undefined);
    line('nothing is left');
  });
};

/** Prints the tree whenever it changes, until it says what is awaited; undefined: until nothing is left. */
const watch = async (
  client: Client,
  owner: Memcached,
  awaited: string | undefined,
  and: () => Promise<boolean> = async () => true,
): Promise<void> => {
  const deadline = Date.now() + 60_000;
  let shown = '';
  for (;;) {
    const lines = await tree(client, owner, Memcached, [Deployment, Service]);
    const text = lines.join('\n');
    if (text !== shown && text !== '') line(`${text}\n`);
    shown = text;
    const reached =
      awaited === undefined ? text === '' : lines[0]?.includes(awaited) === true && /5\/5|3\/3/.test(lines[1] ?? '');
    if (reached && (await and())) return;
    if (Date.now() > deadline) throw new Error(`not within a minute: ${awaited ?? 'nothing is left'}`);
    await sleep(50);
  }
};

const finish = async (): Promise<void> => {
  for (const one of undo.splice(0).toReversed()) await one();
};

process.once('SIGINT', () => void finish().finally(() => process.exit(130)));
try {
  await main();
} catch (error) {
  console.error(`\nThe demonstration failed at ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await finish();
}
