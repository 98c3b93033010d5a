import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Certificate, CertificateAuthority } from '../../../runtime/src/testing/certificates/authority.ts';
import type { Step } from './scripted-server.ts';

/** What a server saw of a request. */
export interface Seen {
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  /** Common name of the client's certificate, '' without one that the authority issued. */
  readonly client: string;
}

export interface TlsServer extends AsyncDisposable {
  /** https://127.0.0.1:PORT */
  readonly url: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** TLS connections so far. */
  readonly connections: () => number;
  /** Connections from now on get this certificate. */
  readonly present: (certificate: Certificate) => void;
  /** How it answers from now on. */
  readonly answer: (step: Step) => void;
  /** Ends connections on which nothing is under way. */
  readonly closeIdle: () => void;
}

/** Answers 200 and an empty object. */
export const fine: Step = (_request, response) => void response.end('{}');

/** Answers 401 to all but the bearer of this token, or of none of them. */
export const only =
  (...tokens: readonly string[]): Step =>
  ({ headers: { authorization } }, response) => {
    response.statusCode = tokens.some((token) => authorization === `Bearer ${token}`) ? 200 : 401;
    response.end('{}');
  };

/** An API server for who it is and whom it knows: certificates of `authority`, asked for and not demanded, as kube-apiserver does. */
export const tlsServer = async (authority: CertificateAuthority, first: Step = fine): Promise<TlsServer> => {
  const seen: Seen[] = [];
  let connections = 0;
  let step = first;
  const server = createServer(
    { ...authority.server('127.0.0.1', 'localhost'), ca: authority.ca, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      const client = socket.authorized ? String(socket.getPeerCertificate().subject.CN) : '';
      seen.push({ request: `${request.method} ${request.url}`, headers: request.headers, client });
      request.resume();
      request.once('end', () => step(request, response));
    },
  );
  server.on('secureConnection', () => (connections += 1)).on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `https://127.0.0.1:${port}`,
    seen,
    connections: () => connections,
    present: ({ cert, key }) => server.setSecureContext({ cert, key, ca: authority.ca }),
    answer: (next) => (step = next),
    closeIdle: () => server.closeIdleConnections(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
