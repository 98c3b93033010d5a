/** A client of an embedded API server of the test's own. */
import { onTestFinished } from 'vitest';
import { type Client, type ClientOptions, createClient, createTransport } from 'k8s-operator-runtime';
import { type EmbeddedServer, type ServerOptions, startServer } from 'k8s-operator-runtime/testing';

export interface LiveClient {
  readonly server: EmbeddedServer;
  readonly client: Client;
  /** Another client of the same server. */
  readonly clientWith: (options: Partial<ClientOptions>) => Client;
}

/** Ends with the test. */
export const liveClient = async (options: ServerOptions = { workloads: false }): Promise<LiveClient> => {
  const server = await startServer(options);
  onTestFinished(server.close);
  const transport = createTransport({ kubeConfig: server.kubeConfig(), userAgent: 'test' });
  onTestFinished(transport.close);
  const clientWith = (more: Partial<ClientOptions>) => createClient({ transport, fieldManager: 'test', ...more });
  return { server, client: clientWith({}), clientWith };
};
