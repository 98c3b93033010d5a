import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubeConfig } from 'k8s-operator-runtime';

export type Step = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedServer extends AsyncDisposable {
  readonly kubeConfig: KubeConfig;
  /** `METHOD path?query` of each request so far. */
  readonly requests: readonly string[];
  /** TCP connections so far. */
  readonly connections: () => number;
}

/** Answers the first request by the first step and so on; what comes after the last step gets no answer. */
export const scriptedServer = async (...steps: readonly Step[]): Promise<ScriptedServer> => {
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const step = steps[requests.length];
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    request.once('end', () => step?.(request, response));
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    connections: () => connections,
    kubeConfig: kubeConfigFor(`http://127.0.0.1:${port}`),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A KubeConfig of one cluster; `token` is asked for at each reading. */
export const kubeConfigFor = (server: string, token?: () => string): KubeConfig => ({
  getCurrentCluster: () => ({ server }),
  getCurrentContext: () => 'test',
  getContextObject: () => ({}),
  applyToHTTPSOptions: async (options) => {
    if (token !== undefined) options.headers = { Authorization: `Bearer ${token()}` };
  },
});

/** Answers a JSON value. */
export const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Step =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

/** Answers a meta/v1 Status. */
export const failure = (code: number, reason: string, headers: Readonly<Record<string, string>> = {}): Step =>
  json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: reason }, code, headers);

/** Cuts the connection instead of answering. */
export const reset: Step = (request) => void request.socket.destroy();
