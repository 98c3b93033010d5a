/**
 * The line between clients and the proxy's own HTTP server: TCP alone, so that what happens to a connection happens to TLS as well.
 *
 * Guarantees: a black hole sends no FIN and no RST, and loses nothing that TCP would send again: what it held goes on when it ends.
 * Caveats: the system goes on to accept connections in a black hole, as a router in between would; nothing on them is answered.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Shape {
  /** Milliseconds that each piece takes longer, in each direction. Default 0. */
  readonly latency?: number;
  /** Of each connection, in each direction. Default: as many as there are. */
  readonly bytesPerSecond?: number;
}

export interface Link {
  readonly port: number;
  /** Open connections. */
  readonly connections: () => number;
  /** Connections so far. */
  readonly accepted: () => number;
  /** Resets all connections (RST); how many there were. */
  readonly reset: () => number;
  /** Resets the connection that the inner server sees at this port of its client. */
  readonly resetOne: (innerPort: number | undefined) => void;
  /** No byte passes any more: on `all` connections, new ones too, or on those that are `open` now. The answer ends it. */
  readonly blackHole: (which: 'all' | 'open') => () => void;
  readonly shape: (shape: Shape) => void;
  /** Resets all connections and takes no new ones (connection refused), until the answer is called. */
  readonly refuse: () => () => Promise<void>;
  /** Ends black holes, and takes the shape away. */
  readonly heal: () => void;
  readonly close: () => Promise<void>;
}

interface Connection {
  readonly outer: Socket;
  readonly inner: Socket;
  /** Settles when bytes may pass. */
  held: PromiseWithResolvers<void> | undefined;
}

/** Listens on 127.0.0.1 and passes everything on to `innerPort`. */
export const openLink = async (port: number, innerPort: number): Promise<Link> => {
  const connections = new Set<Connection>();
  let accepted = 0;
  let holes = 0;
  let shape: Shape = {};

  const hold = (connection: Connection): void => {
    connection.held ??= Promise.withResolvers<void>();
  };
  const release = (which: Iterable<Connection>): void => {
    for (const connection of which) {
      connection.held?.resolve();
      connection.held = undefined;
    }
  };
  const drop = (connection: Connection): void => {
    connection.outer.resetAndDestroy();
    connection.inner.destroy();
  };

  const gate = (connection: Connection): Transform =>
    new Transform({
      transform: (chunk: Buffer, _encoding, pass) => {
        const wait = async (): Promise<void> => {
          while (connection.held !== undefined) await connection.held.promise;
          const { latency = 0, bytesPerSecond = Infinity } = shape;
          const milliseconds = latency + (chunk.length / bytesPerSecond) * 1000;
          if (milliseconds > 0) await sleep(milliseconds);
        };
        wait().then(
          () => pass(null, chunk),
          (error: Error) => pass(error),
        );
      },
    });

  const accept = (outer: Socket): void => {
    accepted += 1;
    const inner = connect({ port: innerPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const connection: Connection = { outer, inner, held: undefined };
    connections.add(connection);
    if (holes > 0) hold(connection);
    const ended = (error: Error | null | undefined): void => {
      if (error) drop(connection);
    };
    outer.once('close', () => {
      connections.delete(connection);
      release([connection]);
      inner.destroy();
    });
    inner.once('close', () => {
      if (connection.held === undefined) outer.destroySoon();
    });
    pipeline(outer, gate(connection), inner, ended);
    pipeline(inner, gate(connection), outer, ended);
  };

  const listen = async (at: number): Promise<Server> => {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server: Server | undefined = await listen(port);
  const own = (server.address() as AddressInfo).port;

  const reset = (): number => {
    const present = [...connections];
    for (const connection of present) drop(connection);
    return present.length;
  };
  return {
    port: own,
    connections: () => connections.size,
    accepted: () => accepted,
    reset,
    resetOne: (port) => {
      for (const connection of connections) if (connection.inner.localPort === port) drop(connection);
    },
    blackHole: (which) => {
      const present = [...connections];
      present.forEach(hold);
      if (which === 'open') return () => release(present);
      holes += 1;
      let over = false;
      return () => {
        if (over || holes === 0) return;
        over = true;
        holes -= 1;
        if (holes === 0) release(connections);
      };
    },
    shape: (next) => {
      shape = next;
    },
    refuse: () => {
      server?.close();
      server = undefined;
      reset();
      return async () => {
        server ??= await listen(own);
      };
    },
    heal: () => {
      holes = 0;
      shape = {};
      release(connections);
    },
    close: async () => {
      server?.close();
      server = undefined;
      const closed = [...connections].map(({ outer }) => (outer.closed ? undefined : once(outer, 'close')));
      for (const connection of connections) drop(connection);
      await Promise.all(closed);
    },
  };
};
