/** Where the demonstration runs: the API server in memory, or a real control plane with the operator's own permissions. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'k8s-operator-runtime';
import { embedded } from 'k8s-operator-runtime/testing';
import type { Project } from '../e2e/harness/project.ts';

export interface DemoCluster {
  readonly description: string;
  readonly client: Client;
  /** The operator's. */
  readonly kubeConfigPath: string;
  /** Where files that go with the cluster are. */
  readonly controlPlane: { readonly folder: string };
  readonly stop: () => Promise<void>;
}

/** In memory, in this process; the custom resource definitions are installed. */
export const startEmbedded = async (project: Project): Promise<DemoCluster> => {
  const cluster = await embedded({ crds: join(project.folder, 'config/crd'), workloads: { stepDelay: 400 } });
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-demo-cluster-'));
  const kubeConfigPath = join(folder, 'kubeconfig');
  await writeFile(kubeConfigPath, cluster.server.kubeconfig(), { mode: 0o600 });
  return {
    description: `API server in memory at ${cluster.server.url}, custom resource definitions installed`,
    client: cluster.client,
    kubeConfigPath,
    controlPlane: { folder },
    stop: async () => {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** etcd, kube-apiserver and kube-controller-manager, with `kubectl apply -k config/default` done. */
export const startReal = async (project: Project): Promise<DemoCluster> => {
  const { install } = await import('../e2e/harness/installation.ts');
  const { startKubelet } = await import('../e2e/harness/kubelet.ts');
  const installation = await install(project);
  const stopKubelet = startKubelet(installation.client, 'default');
  return {
    description: `kube-apiserver at ${installation.controlPlane.url}, config/default applied; the operator has its ServiceAccount's permissions`,
    client: installation.client,
    kubeConfigPath: installation.kubeConfigPath,
    controlPlane: installation.controlPlane,
    stop: async () => {
      await stopKubelet();
      await installation.stop();
    },
  };
};
