/** Replicas of an operator, each a process that reaches the API server by a proxy of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { Namespace } from 'k8s-operator-runtime/kinds';
import { type FaultProxy, startFaultProxy, type TestEnvironment } from 'k8s-operator-runtime/testing';

export interface Replicas {
  readonly proxies: readonly FaultProxy[];
  readonly place: { readonly cluster: TestEnvironment; readonly namespace: string };
  /** Runs a main once for each proxy; the processes end with the test. */
  readonly start: (main: string, ...flags: readonly string[]) => Promise<readonly ChildProcess[]>;
}

/** A namespace, and as many ways to the API server as there are to be replicas. */
export const replicas = async (
  cluster: TestEnvironment,
  { onTestFinished }: TestContext,
  namespace: string,
  count: number,
): Promise<Replicas> => {
  await cluster.create(Namespace, { metadata: { name: namespace } });
  const proxies = await Promise.all(
    Array.from({ length: count }, () => startFaultProxy({ kubeConfig: cluster.kubeConfig() })),
  );
  for (const proxy of proxies) onTestFinished(proxy.close);
  const start = (main: string, ...flags: readonly string[]) =>
    Promise.all(
      proxies.map(async (proxy, index) => {
        const kubeconfig = join(cluster.folder, `${namespace}-${index}.kubeconfig`);
        await writeFile(kubeconfig, proxy.kubeconfig({ namespace }));
        const child = spawn(process.execPath, ['--conditions=source', main, ...flags], {
          env: { PATH: process.env['PATH'], KUBECONFIG: kubeconfig },
          stdio: ['ignore', 'inherit', 'inherit'],
        });
        onTestFinished(() => void child.kill('SIGKILL'));
        return child;
      }),
    );
  return { proxies, place: { cluster, namespace }, start };
};
