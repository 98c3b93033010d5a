/** An embedded API server behind a fault proxy. */
import { onTestFinished } from 'vitest';
import {
  type Client,
  createClient,
  createTransport,
  type Draft,
  type KubeConfig,
  type Transport,
} from 'k8s-operator-runtime';
import type { ConfigMap } from 'k8s-operator-runtime/kinds';
import { type FaultProxy, startFaultProxy, startServer } from 'k8s-operator-runtime/testing';

export interface Setup {
  readonly proxy: FaultProxy;
  /** Through the proxy, one attempt a request. */
  readonly ask: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<string>;
  /** Past the proxy. */
  readonly direct: Client;
  readonly transport: Transport;
}

/** All of it ends with the test. */
export const setup = async (): Promise<Setup> => {
  const server = await startServer();
  onTestFinished(server.close);
  const proxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
  onTestFinished(proxy.close);
  const open = (kubeConfig: KubeConfig) => {
    const transport = createTransport({ kubeConfig, userAgent: 'test' });
    onTestFinished(transport.close);
    return transport;
  };
  const transport = open(proxy.kubeConfig());
  return {
    proxy,
    transport,
    direct: createClient({ transport: open(server.kubeConfig()), fieldManager: 'test' }),
    ask: async (method, path, body) => {
      try {
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const answer = await transport.request({ method, path, ...sent, attempts: 1 });
        return `${answer.status} ${(JSON.parse(answer.body) as { reason?: string }).reason ?? ''}`.trim();
      } catch (error) {
        return (error as { code: string }).code;
      }
    },
  };
};

export const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
export const configMap = (name: string): Draft<ConfigMap> => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
});
/** How undici calls a connection that was reset. */
export const RESET = /ECONNRESET|UND_ERR_SOCKET/;
