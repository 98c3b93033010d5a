/**
 * A control plane with a generated operator's `config/` applied to it, and the operator's own identity: a token of the
 * generated ServiceAccount, which has the generated permissions and no other.
 */
import { CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import { createClient, createTransport, type Client } from 'k8s-operator-runtime';
import { CustomResourceDefinition } from 'k8s-operator-runtime/kinds';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { objectNames } from '../../../generators/core/objects/names.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/start.ts';
import { findTools } from '../../control-plane/tools.ts';
import { eventually } from './eventually.ts';
import type { Project } from './project.ts';

export interface Installation {
  readonly controlPlane: ControlPlane;
  /** The administrator's, who sees everything. */
  readonly client: Client;
  /** As the audit log names the operator. */
  readonly user: string;
  /** The operator's kubeconfig. */
  readonly kubeConfigPath: string;
  readonly stop: () => Promise<void>;
}

/** Installs the project as a user would: `kubectl apply -k config/default`. */
export const install = async (project: Project): Promise<Installation> => {
  const controlPlane = await startControlPlane();
  const transport = createTransport({ kubeConfig: controlPlane.kubeConfig, userAgent: 'e2e' });
  const stop = async (): Promise<void> => {
    await transport.close();
    await controlPlane.stop();
  };
  try {
    const { kubectl } = await findTools();
    const args = [
      '--kubeconfig',
      controlPlane.kubeConfigPath,
      'apply',
      '--server-side',
      '-k',
      join(project.folder, 'config/default'),
    ];
    await promisify(execFile)(kubectl, args);
    const client = createClient({ transport, fieldManager: 'e2e' });
    for (const { crdName } of project.model.apis) {
      await eventually(`${crdName} is served`, async () => {
        const crd = await client.get(CustomResourceDefinition, { name: crdName });
        return (
          crd?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') === true
        );
      });
    }
    const { namespace } = project.model;
    const { manager } = objectNames(project.model);
    return {
      controlPlane,
      client,
      user: `system:serviceaccount:${namespace}:${manager}`,
      kubeConfigPath: await tokenKubeConfig(controlPlane, namespace, manager),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** A kubeconfig with a token of a ServiceAccount. */
export const tokenKubeConfig = async (controlPlane: ControlPlane, namespace: string, name: string): Promise<string> => {
  const { status } = await controlPlane.kubeConfig.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    namespace,
    name,
    body: { spec: { audiences: [], expirationSeconds: 3600 } },
  });
  const file = join(controlPlane.folder, 'operator.kubeconfig');
  const cluster = (controlPlane.kubeConfig as KubeConfig).getCurrentCluster()!;
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'e2e',
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'operator', namespace } }],
    clusters: [{ name: 'e2e', cluster: { server: cluster.server, 'certificate-authority-data': cluster.caData } }],
    users: [{ name: 'operator', user: { token: status!.token } }],
  });
  await writeFile(file, text, { mode: 0o600 });
  return file;
};
