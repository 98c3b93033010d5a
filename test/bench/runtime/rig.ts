/**
 * What every run of the contract and of the benchmark stands on: an API server with an audit log, the CRD and the namespace of
 * examples/bench, and implementations as processes, each under a user of its own, so that the audit log tells whose a request was.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Client, createClient, createTransport, loadKubeConfig } from 'k8s-operator-runtime';
import { CustomResourceDefinition, Namespace } from 'k8s-operator-runtime/kinds';
import { parse, stringify } from 'yaml';
import { end, track } from '../../control-plane/processes.ts';
import { type AuditEvent, type ControlPlane, startControlPlane } from '../../control-plane/start.ts';
import { eventually } from '../../e2e/harness/eventually.ts';

export const NAMESPACE = 'bench';

export interface Rig {
  readonly controlPlane: ControlPlane;
  /** The administrator. */
  readonly client: Client;
  readonly start: (command: readonly string[], user: string) => Promise<Implementation>;
  /** What a user wrote so far of Benches and ConfigMaps, in order. */
  readonly writesOf: (user: string) => Promise<readonly AuditEvent[]>;
  readonly stop: () => Promise<void>;
}

/** An implementation of the contract that runs. */
export interface Implementation {
  readonly pid: number;
  /** Milliseconds of processor time so far, in user and system mode. */
  readonly cpu: () => number;
  /** Bytes now, and the most so far. */
  readonly rss: () => { readonly now: number; readonly peak: number };
  readonly output: () => string;
  /** SIGTERM; seconds until it has ended. Errors: it does not within 10 s. */
  readonly stop: () => Promise<number>;
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);
const RESOURCES: ReadonlySet<string> = new Set(['benches', 'configmaps']);

/** Starts an API server; `workers` is BENCH_CONCURRENCY. */
export const startRig = async ({ workers = 10 }: { readonly workers?: number } = {}): Promise<Rig> => {
  const controlPlane = await startControlPlane({ controllers: false });
  const kubeConfig = await loadKubeConfig({ path: controlPlane.kubeConfigPath });
  const transport = createTransport({ kubeConfig, userAgent: 'bench' });
  const client = createClient({ transport, fieldManager: 'bench' });
  const definition = parse(readFileSync(new URL('../../../examples/bench/crd.yaml', import.meta.url), 'utf8'));
  await client.create(CustomResourceDefinition, definition);
  await client.create(Namespace, { metadata: { name: NAMESPACE } });
  await eventually('the CRD is established', async () => {
    const crd = await client.get(CustomResourceDefinition, definition.metadata);
    return crd?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
  });
  return {
    controlPlane,
    client,
    start: async (command, user) => {
      const { kubeConfigPath } = await controlPlane.addUser(user, ['system:masters']);
      const config = parse(readFileSync(kubeConfigPath, 'utf8'));
      for (const { context } of config.contexts) context.namespace = NAMESPACE;
      writeFileSync(kubeConfigPath, stringify(config));
      return startProcess(controlPlane, command, {
        KUBECONFIG: kubeConfigPath,
        BENCH_CONCURRENCY: String(workers),
        BENCH_FIELD_MANAGER: user,
      });
    },
    writesOf: async (user) =>
      (await controlPlane.auditLog()).filter(
        ({ user: { username }, verb, stage, objectRef }) =>
          username === user &&
          stage === 'ResponseComplete' &&
          WRITES.has(verb) &&
          RESOURCES.has(objectRef?.resource ?? ''),
      ),
    stop: async () => {
      await transport.close();
      await controlPlane.stop();
    },
  };
};

const startProcess = (
  { folder }: ControlPlane,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Implementation => {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  track(folder, `bench-${child.pid}`, child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-100_000)));
  return {
    pid: child.pid!,
    cpu: () => cpuOf(child.pid!),
    rss: () => memoryOf(child),
    output: () => output,
    stop: async () => {
      const begin = performance.now();
      const code = await end(child, 10_000);
      if (code === 'SIGKILL') throw new Error(`it did not end within 10 s of SIGTERM.\n${output}`);
      return (performance.now() - begin) / 1000;
    },
  };
};

/** Hundredths of a second, the tick of /proc on every Linux. */
const TICK = 10;

/** Milliseconds of processor time of a process so far. */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
};

const memoryOf = ({ pid }: ChildProcess): { readonly now: number; readonly peak: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
};
