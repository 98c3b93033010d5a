import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Address } from './address.ts';

export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

export interface HttpServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Serves GET requests of a few fixed paths. Errors: the system's, with the address in it. */
export const serve = async (
  address: Address,
  routes: Readonly<Record<string, () => Answer | Promise<Answer>>>,
): Promise<HttpServer> => {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/s, '').replace(/(.)\/$/, '$1');
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    const answer = async (): Promise<Answer> => {
      if (route === undefined) return { status: 404, body: 'not found\n' };
      return request.method === 'GET' || request.method === 'HEAD'
        ? route()
        : { status: 405, body: 'method not allowed\n' };
    };
    answer()
      .catch((error: unknown): Answer => ({ status: 500, body: `${String(error)}\n` }))
      .then(({ status, type = 'text/plain; charset=utf-8', body }) =>
        response.writeHead(status, { 'content-type': type }).end(body),
      )
      .catch(() => response.destroy());
  });
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const where = `${address.host ?? ''}:${address.port}`;
    throw new Error(
      code === 'EADDRINUSE'
        ? `Cannot listen on ${where}: the port is in use by another process.`
        : `Cannot listen on ${where}: ${message}`,
      { cause: error },
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
