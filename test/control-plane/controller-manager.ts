/** kube-controller-manager, as a child process, with a choice of its controllers. */
import { CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 60_000;

export interface ControllerManager {
  readonly child: ChildProcess;
  /** Resolves when it is seen to act; with a message that quotes its log when it does not. */
  readonly ready: (kubeConfig: KubeConfig) => Promise<void>;
}

export const startControllerManager = (
  binary: string,
  controllers: readonly string[],
  kubeConfigPath: string,
  files: { readonly caCert: string; readonly saPrivateKey: string },
): ControllerManager => {
  const child = spawn(
    binary,
    [
      `--controllers=${controllers.join(',')}`,
      `--kubeconfig=${kubeConfigPath}`,
      `--root-ca-file=${files.caCert}`,
      `--service-account-private-key-file=${files.saPrivateKey}`,
      '--leader-elect=false',
      // It serves nothing: no port to find, none to collide.
      '--secure-port=0',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-20_000);
  });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const ready = async (kubeConfig: KubeConfig): Promise<void> => {
    const api = kubeConfig.makeApiClient(CoreV1Api);
    const acts = controllers.includes('serviceaccount-controller')
      ? () =>
          api.readNamespacedServiceAccount({ name: 'default', namespace: 'default' }).then(
            () => true,
            () => false,
          )
      : () =>
          Promise.resolve(log.includes('Starting garbage collector controller') || log.includes('Started controller'));
    const deadline = Date.now() + READY_MS;
    while (!(await acts())) {
      if (failure || child.exitCode !== null || Date.now() > deadline) {
        throw new Error(
          `kube-controller-manager did not start: ${failure?.message ?? log.split('\n').slice(-15).join('\n')}`,
        );
      }
      await sleep(100);
    }
  };
  return { child, ready };
};
