/** kube-scheduler, as a child process: pods get a node, where there is one. */
import { spawn, type ChildProcess } from 'node:child_process';

/** Starts it. It serves nothing, so there is nothing to wait for: pods stay Pending until it is up. */
export const startScheduler = (binary: string, kubeConfigPath: string): ChildProcess =>
  spawn(
    binary,
    [
      `--kubeconfig=${kubeConfigPath}`,
      `--authentication-kubeconfig=${kubeConfigPath}`,
      `--authorization-kubeconfig=${kubeConfigPath}`,
      '--leader-elect=false',
      '--secure-port=0',
    ],
    { stdio: 'ignore' },
  );
