/** Runs what a pod's container would run, as a process here: Node.js with the pod's arguments, variables and ServiceAccount. */
import { CoreV1Api } from '@kubernetes/client-node';
import type { Pod } from 'k8s-operator-runtime/kinds';
import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ControlPlane } from '../../control-plane/start.ts';

export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

/** `env`: variables that are others here than in a cluster, whose names and addresses there are not. */
export const runPod = async (
  controlPlane: ControlPlane,
  pod: Pod,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => {
  const { containers, serviceAccountName = 'default' } = pod.spec;
  const { command = [], args = [], env: variables = [] } = containers[0]!;
  const account = await mountAccount(controlPlane, pod.metadata.namespace!, serviceAccountName);
  const { hostname, port } = new URL(controlPlane.url);
  const [program, ...rest] = [...command, ...args];
  // The image has Node.js where it likes; here it is the one that runs the tests.
  if (!/(?:^|\/)node$/.test(program ?? '')) throw new Error(`the pod runs ${program}, not Node.js`);
  const child = spawn(process.execPath, rest, {
    env: {
      ...Object.fromEntries(variables.map(({ name, value = '' }) => [name, value])),
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
      SERVICE_ACCOUNT: account,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const [output, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exitCode, output: `${output}${complaint}` };
};

/** As the kubelet mounts it: a token and the certificate of the API server's authority. */
const mountAccount = async (controlPlane: ControlPlane, namespace: string, name: string): Promise<string> => {
  const { kubeConfig, folder } = controlPlane;
  const { status } = await kubeConfig.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    namespace,
    name,
    body: { spec: { audiences: [], expirationSeconds: 3600 } },
  });
  const account = await mkdtemp(join(folder, 'account-'));
  await writeFile(join(account, 'token'), status?.token ?? '');
  await writeFile(join(account, 'ca.crt'), Buffer.from(kubeConfig.getCurrentCluster()!.caData!, 'base64'));
  return account;
};
