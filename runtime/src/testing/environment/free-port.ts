/** Ports for processes that have to be told theirs. */
import { type AddressInfo, createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on. Caveats: the system gives it to the next who asks, so it is to be used at once. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
