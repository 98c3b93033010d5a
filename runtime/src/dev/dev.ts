/**
 * One session: server, CRDs, kubeconfig, operator, samples; then what happens, in lines.
 *
 * Guarantees: when it resolves, the operator's process has ended and the temporary folder is gone.
 */
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedded } from '../testing/cluster.ts';
import type { EmbeddedCluster } from '../testing/cluster.ts';
import { Narrator } from './narrator.ts';
import { startOperator, type Operator } from './operator.ts';
import type { DevOptions } from './options.ts';
import { line } from './print.ts';
import { applySamples } from './samples.ts';
import { settled } from './settled.ts';

/** So slow that the steps can be seen. */
const STEP = 150;

/** Resolves with the exit code when the user ends it, with --once when the samples have settled or the operator ended. */
export async function dev(options: DevOptions): Promise<number> {
  await access(options.entry).catch(() => {
    throw new Error(`there is no ${options.entry}. Give the operator's main module: k8s-operator-dev src/main.ts`);
  });
  const ended = signal();
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-dev-'));
  let cluster: EmbeddedCluster | undefined;
  let operator: Operator | undefined;
  let narrator: Narrator | undefined;
  try {
    cluster = await embedded({ crds: options.crds, port: options.port, workloads: { stepDelay: STEP } });
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(kubeconfig, cluster.server.kubeconfig(), { mode: 0o600 });
    narrator = new Narrator(cluster.server.store, line);
    operator = startOperator({ ...options, kubeconfig, say: (text) => line('operator', text) });
    const samples = await applySamples(cluster, options.samples);
    const applied = samples.length === 0 ? 'no samples' : `${samples.length === 1 ? 'sample' : 'samples'} applied`;
    line('manager', `API server in memory on ${cluster.server.url.replace('http://', '')}, CRDs installed, ${applied}`);
    line('manager', `kubectl --kubeconfig ${kubeconfig} get all; Ctrl-C ends everything`);
    const outcomes = [ended.promise.then(() => 0), operator.ended];
    if (options.once) outcomes.push(settled(cluster, samples).then(() => 0));
    const code = await Promise.race(outcomes);
    narrator.flush();
    return code;
  } finally {
    ended.stop();
    await operator?.stop();
    narrator?.stop();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first SIGINT or SIGTERM; a second one ends the process as usual. */
function signal(): { readonly promise: Promise<void>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  process.once('SIGINT', end).once('SIGTERM', end);
  return { promise, stop: () => void process.off('SIGINT', end).off('SIGTERM', end) };
}
