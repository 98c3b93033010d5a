/**
 * A small HTTP or HTTPS server for what a manager serves: health and metrics.
 *
 * Guarantees: answers GET and HEAD alone; a request that is being answered when the server closes gets its answer, if it comes within a
 * second; new certificates are used for new connections without a restart.
 * Errors: `serve` rejects with the system's error, with the address in it.
 */
import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Address } from './address.ts';
import type { CertificateWatcher } from './certificate-watcher.ts';

export interface HttpRequest {
  /** Decoded, without query and without a slash at its end. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  /** Content-Type; default: text/plain. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** undefined: there is nothing at this path. */
export type Handler = (request: HttpRequest) => Answer | undefined | Promise<Answer | undefined>;

export interface HttpServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Longest time that a request which is being answered holds up the end. */
const GRACE = 1_000;
/** controller-runtime's. */
const HEADERS_TIMEOUT = 32_000;
const IDLE_TIMEOUT = 90_000;

/** Serves what `handler` answers; HTTPS when certificates are given. */
export const serve = async (
  address: Address,
  handler: Handler,
  certificates?: CertificateWatcher,
): Promise<HttpServer> => {
  const server = newServer(certificates);
  server.headersTimeout = HEADERS_TIMEOUT;
  server.keepAliveTimeout = IDLE_TIMEOUT;
  server.on('request', (request, response) => {
    const answer = async (): Promise<Answer> => {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return { status: 405, headers: { allow: 'GET, HEAD' }, body: 'method not allowed\n' };
      const parsed = parseTarget(request.url ?? '/');
      if (parsed === undefined) return { status: 400, body: 'bad request\n' };
      return (await handler({ ...parsed, headers: request.headers })) ?? { status: 404, body: 'not found\n' };
    };
    answer()
      .catch((error: unknown): Answer => ({ status: 500, body: `${String(error)}\n` }))
      .then(({ status, type = 'text/plain; charset=utf-8', headers, body }) =>
        response.writeHead(status, { ...headers, 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body),
      )
      .catch(() => response.destroy());
  });
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    certificates?.close();
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
      certificates?.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(timer);
    },
  };
};

const newServer = (certificates: CertificateWatcher | undefined): Server => {
  // An import of node:http reads all its exports, and one of them (WebSocket) loads 12 MB that nobody needs.
  if (certificates === undefined) return process.getBuiltinModule('node:http').createServer();
  const server = process.getBuiltinModule('node:https').createServer(certificates.current());
  certificates.onChange((pair) => server.setSecureContext(pair));
  return server;
};

const parseTarget = (target: string): Pick<HttpRequest, 'path' | 'query'> | undefined => {
  try {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    return { path: decodeURIComponent(pathname).replace(/(.)\/+$/, '$1'), query: searchParams };
  } catch {
    return undefined;
  }
};
