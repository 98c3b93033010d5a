import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Certificate } from '../../../runtime/src/testing/certificates/authority.ts';

export interface Proxy extends AsyncDisposable {
  readonly port: number;
  /** `user@host:port` of each tunnel so far. */
  readonly tunnels: readonly string[];
}

const listening = async (server: Server, tunnels: readonly string[]): Promise<Proxy> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => void sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    tunnels,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const join = (client: Socket, host: string, port: number, ready: () => void): void => {
  const target = connect(port, host, () => {
    ready();
    client.pipe(target).pipe(client);
  });
  target.on('error', () => client.destroy());
  client.on('error', () => target.destroy()).on('close', () => target.destroy());
};

/** A proxy of HTTP CONNECT; with a certificate it is reached by TLS itself. */
export const httpProxy = (certificate?: Certificate): Promise<Proxy> => {
  const tunnels: string[] = [];
  const refuse: RequestListener = (_request, response) => void response.writeHead(405).end();
  const server = certificate === undefined ? createHttpServer(refuse) : createHttpsServer(certificate, refuse);
  server.on('connect', (request, client: Socket) => {
    const who = Buffer.from(String(request.headers['proxy-authorization'] ?? '').slice('Basic '.length), 'base64');
    tunnels.push(`${who.toString()}@${request.url}`);
    const [host = '', port = ''] = String(request.url).split(':');
    join(client, host, Number(port), () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
  });
  return listening(server, tunnels);
};

/** A proxy of SOCKS 5 (RFC 1928) that wants no password. */
export const socksProxy = (): Promise<Proxy> => {
  const tunnels: string[] = [];
  const server = createServer((client) => {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const named = request[3] === 3;
        const end = named ? 5 + (request[4] ?? 0) : 8;
        const host = named ? request.toString('latin1', 5, end) : [...request.subarray(4, 8)].join('.');
        const port = request.readUInt16BE(end);
        tunnels.push(`@${host}:${port}`);
        join(client, host, port, () => client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
      });
    });
  });
  return listening(server, tunnels);
};
