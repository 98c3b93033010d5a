/** A manager that runs a controller of gadgets on the embedded API server, and waiting for what it does. */
import { onTestFinished } from 'vitest';
import {
  type Client,
  controller,
  type ControllerOptions,
  createClient,
  createManager,
  createTransport,
  type Logger,
  type Manager,
  type ManagerOptions,
  silentLogger,
} from 'k8s-operator-runtime';
import { ConfigMap, Definition, definition, Gadget } from './gadget.ts';
import { type EmbeddedServer, startServer } from '../../../runtime/src/testing/server/start.ts';

export const key = { namespace: 'default', name: 'a' };

export interface Setup {
  readonly client: Client;
  readonly server: EmbeddedServer;
  readonly start: (more?: Partial<ManagerOptions>) => Promise<Manager>;
  /** PATCH, POST, PUT and DELETE requests that the manager has sent. */
  readonly writes: (manager: Manager) => Promise<number>;
}

export interface SetupOptions extends ControllerOptions<Gadget> {
  /** Whether the CRD is there from the beginning. */
  readonly install?: boolean;
  readonly logger?: Logger;
}

/** All of it ends with the test. */
export const setup = async ({
  install = true,
  logger = silentLogger,
  owns = [ConfigMap],
  ...handlers
}: SetupOptions): Promise<Setup> => {
  const server = await startServer({ workloads: {} });
  onTestFinished(server.close);
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test' });
  onTestFinished(transport.close);
  const client = createClient({ transport, fieldManager: 'test' });
  if (install) await client.create(Definition, definition);
  return {
    client,
    server,
    start: async (more = {}) => {
      const manager = createManager({
        name: 'gadget-operator',
        controllers: [controller(Gadget, { ...handlers, owns })],
        kubeConfig: server.kubeConfig(),
        metricsBindAddress: '127.0.0.1:0',
        healthProbeBindAddress: '127.0.0.1:0',
        logger,
        ...more,
      });
      onTestFinished(manager.stop);
      await manager.start();
      return manager;
    },
    writes: async (manager) => {
      const metrics = await (await fetch(`http://127.0.0.1:${manager.ports().metrics}/metrics`)).text();
      const counts = [
        ...metrics.matchAll(/^rest_client_requests_total\{.*method="(?:PATCH|POST|PUT|DELETE)".*\} (\d+)$/gm),
      ];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    },
  };
};

/** The first answer that is not undefined and not false. */
export const until = async <T>(ask: () => Promise<T | undefined | false>): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Waits until nothing has been written for a while. */
export const settled = async ({ writes }: Setup, manager: Manager): Promise<number> => {
  for (let last = -1; ;) {
    const now = await writes(manager);
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
};
