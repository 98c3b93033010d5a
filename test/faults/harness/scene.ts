/**
 * A scene of the fault tests: a namespace of its own on a real API server, an operator in this process that reaches it through a proxy of its
 * own and works there alone, and an administrator who goes past the proxy. Scenes do not disturb each other, so tests can run at once.
 */
import type { TestContext } from 'vitest';
import { createManager, type KubeConfig, type Logger, type Manager, type ManagerOptions } from 'k8s-operator-runtime';
import { Namespace } from 'k8s-operator-runtime/kinds';
import { type FaultProxy, startFaultProxy, type TestEnvironment, testEnvironment } from 'k8s-operator-runtime/testing';
import { bench } from '../../../examples/bench/bench.ts';
import { findBinaries } from '../../control-plane/assets.ts';

export const OPERATOR = 'bench-operator';

/** The CRD of benches. */
export const crds = new URL('../../../examples/bench/crd.yaml', import.meta.url).pathname;

/** A real API server with the CRD of benches. */
export const startCluster = async (): Promise<TestEnvironment> =>
  testEnvironment({ assets: await findBinaries((line) => void process.stderr.write(`${line}\n`)), crds });

export interface Scene {
  readonly cluster: TestEnvironment;
  readonly namespace: string;
  readonly proxy: FaultProxy;
  /** Warnings and errors that operators logged. */
  readonly log: string[];
  /** Starts an operator; it ends with the test. */
  readonly start: (more?: Partial<ManagerOptions>) => Promise<Manager>;
}

/** Makes a scene; all of it ends with the test. */
export const scene = async (cluster: TestEnvironment, { task, onTestFinished }: TestContext): Promise<Scene> => {
  const namespace = task.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  await cluster.create(Namespace, { metadata: { name: namespace } });
  const proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig() });
  onTestFinished(proxy.close);
  const log: string[] = [];
  const start = async (options: Partial<ManagerOptions> = {}): Promise<Manager> => {
    const manager = operator({ kubeConfig: proxy.kubeConfig(), namespaces: [namespace], ...options }, log);
    onTestFinished(manager.stop);
    await manager.start();
    return manager;
  };
  return { cluster, namespace, proxy, log, start };
};

/** An operator in this process, not yet started. */
export const operator = (
  options: Partial<ManagerOptions> & { readonly kubeConfig: KubeConfig },
  log: string[] = [],
): Manager => {
  const keep = (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
    void log.push(`${message} ${fields['error'] instanceof Error ? fields['error'].message : ''}`.trim());
  const logger: Logger = { debug: () => {}, info: () => {}, warn: keep, error: keep };
  return createManager({ name: OPERATOR, controllers: [bench(OPERATOR)], logger, ...options });
};
