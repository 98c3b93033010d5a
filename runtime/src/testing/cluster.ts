/** A cluster for tests: an API server in memory with CRDs installed and the controllers under test running against it. */
import { createClient } from '../client/client.ts';
import type { Controller } from '../controller/controller.ts';
import type { CustomResourceDefinition } from '../kinds/index.ts';
import type { Logger } from '../manager/log.ts';
import { createManager } from '../manager/manager.ts';
import type { Draft } from '../object.ts';
import { createTransport } from '../transport/transport.ts';
import { readCrds, type CrdSource } from './crd/files.ts';
import { recorder } from './recorder.ts';
import { startServer, type EmbeddedServer, type ServerOptions } from './server/start.ts';
import { installCrd, testCluster, type TestCluster } from './test-cluster.ts';

export interface EmbeddedOptions extends ServerOptions {
  /** CRDs to install: files, folders, or objects. */
  readonly crds?: CrdSource | readonly CrdSource[];
  /** Run by a manager in this process; default: none. */
  readonly controllers?: readonly Controller[];
  /** The operator's name: its field manager, its events. Default `operator`. */
  readonly name?: string;
  /** Where the manager logs; by default warnings and errors are shown when a test waits in vain. */
  readonly logger?: Logger;
}

/** See `TestCluster`; beside it the server itself. */
export interface EmbeddedCluster extends TestCluster {
  readonly server: EmbeddedServer;
}

/** Starts the server, installs the CRDs, waits until they are served, starts the manager. Errors: a CRD that the server refuses, with its reasons. */
export async function embedded(options: EmbeddedOptions = {}): Promise<EmbeddedCluster> {
  const { crds = [], controllers = [], name = 'operator', logger, ...serverOptions } = options;
  const definitions = await readCrds(crds);
  const server = await startServer(serverOptions);
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test' });
  const client = createClient({ transport, fieldManager: 'test' });
  const log = recorder();
  const closing: (() => Promise<void>)[] = [server.close, transport.close];
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  const onChange = server.store.subscribe.bind(server.store);
  const { kubeConfig, kubeconfig } = server;
  const parts = { client, kubeConfig, kubeconfig, onChange, context: log.text, stop };
  const cluster = { ...testCluster(parts), server };
  try {
    for (const definition of definitions)
      await installCrd(cluster, definition as unknown as Draft<CustomResourceDefinition>);
    if (controllers.length > 0) {
      const manager = createManager({ name, controllers, kubeConfig: server.kubeConfig(name), logger: logger ?? log });
      closing.push(manager.stop);
      await manager.start();
    }
    return cluster;
  } catch (error) {
    await stop();
    throw error;
  }
}
