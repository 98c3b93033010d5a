/** The generated operator as a process of its own, as its container would run it. */
import { spawn } from 'node:child_process';
import { freePort } from '../../../runtime/src/testing/environment/free-port.ts';
import { end, track } from '../../control-plane/processes.ts';
import type { ControlPlane } from '../../control-plane/start.ts';
import { eventually } from './eventually.ts';
import type { Installation } from './installation.ts';
import type { Project } from './project.ts';

export interface Operator {
  readonly pid: number;
  /** Where it serves metrics, on 127.0.0.1. */
  readonly metricsPort: number;
  /** What it printed so far. */
  readonly log: () => string;
  /** One of its metrics, summed over the label sets that contain `labels`. */
  readonly metric: (name: string, labels?: string) => Promise<number>;
  /** SIGTERM; the exit code. */
  readonly stop: () => Promise<number | NodeJS.Signals>;
  /** SIGKILL: no chance to clean up. */
  readonly kill: () => Promise<void>;
}

export interface OperatorOptions {
  /** The pod's name; unique among those that run. */
  readonly name: string;
  /** One of several replicas. */
  readonly leaderElect?: boolean;
  /** Further flags: `--sharding`. */
  readonly flags?: readonly string[];
  /** Further variables, or others: what a Deployment gives its container. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What the process is told, and the folder that its process id is written down in. */
export type OperatorHost = Pick<Installation, 'kubeConfigPath'> & {
  readonly controlPlane: Pick<ControlPlane, 'folder'>;
};

/** Starts it; resolves when it answers on /readyz: its informers have synced. */
export const startOperator = async (
  project: Project,
  installation: OperatorHost,
  options: OperatorOptions,
): Promise<Operator> => {
  const [metrics, health] = [await freePort(), await freePort()];
  const args = [
    project.main,
    ...(options.leaderElect === true ? ['--leader-elect'] : []),
    ...(options.flags ?? []),
    `--metrics-bind-address=127.0.0.1:${metrics}`,
    `--health-probe-bind-address=127.0.0.1:${health}`,
  ];
  const child = spawn(process.execPath, args, {
    cwd: project.folder,
    env: {
      PATH: process.env['PATH'],
      KUBECONFIG: installation.kubeConfigPath,
      POD_NAMESPACE: project.model.namespace,
      POD_NAME: options.name,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  track(installation.controlPlane.folder, options.name, child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ready = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    return (await fetch(`http://127.0.0.1:${health}/readyz`)).ok;
  };
  await eventually(`${options.name} is ready`, ready, { seconds: 30, detail: () => output });
  return {
    pid: child.pid!,
    metricsPort: metrics,
    log: () => output,
    metric: async (name, labels = '') => {
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(labels));
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
    },
    stop: () => end(child, 40_000),
    kill: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    },
  };
};
