/**
 * The connections of a transport: a pool for requests, one for watches, both opened for the credentials at hand.
 *
 * Guarantees: a new token or header opens no connection. New TLS material (a certificate authority, a client certificate) opens new pools;
 * what is under way on the old ones ends there, and they close when it has.
 */
import type { Dispatcher } from 'undici';
import type { Credentials, CredentialSource } from './credentials.ts';
import { openPool } from './pool.ts';

export interface Pools {
  readonly unary: Dispatcher;
  readonly watch: Dispatcher;
}

export interface Connected extends Pools {
  readonly credentials: Credentials;
}

export interface PoolKeeper {
  /** Errors: `KubeConfigError`. */
  readonly connect: () => Connected | Promise<Connected>;
  /** The next request goes over new connections; the credentials stay. */
  readonly renew: (connected: Pools) => void;
  /** Ends all connections at once, and with them what is under way. */
  readonly close: () => Promise<void>;
}

export interface PoolKeeperOptions {
  readonly source: CredentialSource;
  readonly origin: string;
  readonly proxy: string | undefined;
  /** For requests, at most. */
  readonly connections: number;
}

/** Keeps the pools of one server. */
export const createPools = ({ source, origin, proxy, connections }: PoolKeeperOptions): PoolKeeper => {
  let current: Connected | undefined;
  let opening: { readonly key: string; readonly pools: Promise<Pools> } | undefined;
  const open = new Set<Dispatcher>();
  let closed = false;

  const destroyAll = async (): Promise<void> => {
    await Promise.all([...open].map((pool) => pool.destroy()));
  };

  const openPools = async (tls: Credentials['tls']): Promise<Pools> => {
    const unary = await openPool({ origin, tls, proxy, connections });
    const watch = await openPool({ origin, tls, proxy });
    open.add(unary).add(watch);
    // Closed in the meantime: what is sent on them fails.
    if (closed) await destroyAll();
    return { unary, watch };
  };

  const retire = ({ unary, watch }: Pools): void => {
    for (const pool of [unary, watch]) {
      // Takes nothing new, and resolves when what it has taken is done.
      const closed = () => open.delete(pool);
      pool.close().then(closed, closed);
    }
  };

  const use = async (credentials: Credentials): Promise<Connected> => {
    if (current?.credentials.tlsKey !== credentials.tlsKey) {
      if (opening?.key !== credentials.tlsKey) {
        const attempt = { key: credentials.tlsKey, pools: openPools(credentials.tls) };
        opening = attempt;
        attempt.pools.catch(() => {}).finally(() => (opening = opening === attempt ? undefined : opening));
      }
      const { unary, watch } = await opening.pools;
      if (current !== undefined && current.unary !== unary) retire(current);
      current = { unary, watch, credentials };
    } else if (current.credentials !== credentials) current = { ...current, credentials };
    return current;
  };

  return {
    connect: () => {
      const credentials = source.read();
      if (credentials instanceof Promise) return credentials.then(use);
      return current?.credentials === credentials ? current : use(credentials);
    },
    renew: (connected) => {
      if (current?.unary !== connected.unary) return;
      retire(current);
      current = undefined;
    },
    close: async () => {
      closed = true;
      current = undefined;
      await destroyAll();
    },
  };
};
