/** An OCI registry on 127.0.0.1 that keeps all in memory, by plain HTTP and without credentials. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../runtime/src/testing/environment/free-port.ts';
import { watchOver } from '../../runtime/src/testing/environment/process.ts';
import { judge } from '../judges/judges.ts';
import { startDaemon } from './daemon.ts';

export interface Registry {
  /** 127.0.0.1:PORT */
  readonly host: string;
  /** What it was asked so far, a line each with method, path and answer. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts it, as a process that ends with this one. Throws GoMissing where it must be built without Go. */
export const startRegistry = async (): Promise<Registry> => {
  const command = await judge('registry');
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-registry-'));
  const release = watchOver(folder);
  const port = await freePort();
  // It listens on the address of "localhost", which is this one where IPv4 is there.
  const host = `127.0.0.1:${port}`;
  try {
    const ready = `http://${host}/v2/`;
    const { log, stop } = await startDaemon({
      folder,
      name: 'registry',
      command,
      args: ['-port', String(port)],
      ready,
    });
    return {
      host,
      log,
      stop: async () => {
        await stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
};
