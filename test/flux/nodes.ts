/** A node that kwok plays: what is scheduled onto it is Running and Ready at once, without containers. */
import type { Client } from 'k8s-operator-runtime';
import { Node } from 'k8s-operator-runtime/kinds';
import { freePort } from '../../runtime/src/testing/environment/free-port.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { fluxProgram, kwokStages } from './programs.ts';

const AMPLE = { cpu: '8', memory: '16Gi', pods: '110' };

/** Starts kwok and makes the node. */
export const startNodes = async (client: Client, folder: string, kubeConfigPath: string): Promise<Daemon> => {
  const port = await freePort();
  const kwok = await startDaemon({
    folder,
    name: 'kwok',
    command: await fluxProgram('kwok'),
    args: [
      `--kubeconfig=${kubeConfigPath}`,
      '--manage-all-nodes=true',
      '--node-ip=127.0.0.1',
      '--cidr=10.244.0.0/16',
      `--server-address=127.0.0.1:${port}`,
      `--config=${await kwokStages()}`,
    ],
    env: { HOME: folder },
    ready: `http://127.0.0.1:${port}/healthz`,
  });
  await client.create(Node, {
    metadata: { name: 'played', labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': 'played' } },
    status: { allocatable: AMPLE, capacity: AMPLE },
  });
  return kwok;
};
