/** Keep-alive connections to one server, directly or through a proxy. */
import type { Dispatcher, Pool as PoolType, ProxyAgent } from 'undici';
// The index would load fetch, WebSocket, caches and mocks as well, 5 MB; it alone has types.
// @ts-expect-error
import untypedPool from 'undici/lib/dispatcher/pool.js';
import type { Credentials } from './credentials.ts';
import { beforeParser } from './parser-memory.ts';
import { secureContextOf } from './secure-context.ts';

export interface PoolOptions {
  /** `https://host:port` */
  readonly origin: string;
  readonly tls: Credentials['tls'];
  /** `http:`, `https:`, `socks5:` with the user's name and password in it where it wants them. */
  readonly proxy?: string | undefined;
  /** At most; default: any number. */
  readonly connections?: number;
}

const Pool: typeof PoolType = untypedPool;

/** Below the 60 s after which load balancers forget a quiet connection, and the 90 s of the API server. */
const KEEP_ALIVE = 45_000;
const CONNECT_TIMEOUT = 10_000;

/** Opens a pool; it connects at the first request. Errors: `KubeConfigError` when certificates or keys cannot be used. */
export const openPool = async ({ origin, tls, proxy, connections }: PoolOptions): Promise<Dispatcher> => {
  const options = {
    connections: connections ?? null,
    // undici leaks the HTTP/2 streams of long watches, as pepr found (its ADR 15).
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE,
    // Given by the server; an LB in between may be less patient than it says.
    keepAliveMaxTimeout: KEEP_ALIVE,
  };
  const { ca: _ca, cert: _cert, key: _key, pfx: _pfx, passphrase: _passphrase, ...rest } = tls;
  const connect = {
    ...rest,
    // Read once for all connections of the pool, rather than once for each.
    ...(origin.startsWith('https:') ? { secureContext: secureContextOf(tls) } : {}),
    timeout: CONNECT_TIMEOUT,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  };
  beforeParser();
  return proxy === undefined
    ? new Pool(origin, { ...options, connect: connect as NonNullable<PoolType.Options['connect']> })
    : throughProxy(proxy, { ...options, requestTls: connect as NonNullable<ProxyAgent.Options['requestTls']> });
};

/** Loaded only here: hardly any operator has one. */
const throughProxy = async (uri: string, options: Omit<ProxyAgent.Options, 'uri'>): Promise<Dispatcher> => {
  // The index would put 400 KB into every bundle, and V8 takes 3 MB to read them even where nobody asks for them.
  // @ts-expect-error
  const { default: untyped } = await import('undici/lib/dispatcher/proxy-agent.js');
  // @ts-expect-error
  const { default: connect } = await import('undici/lib/api/api-connect.js');
  const Agent = untyped as typeof ProxyAgent;
  // It is the index that gives pools their methods.
  const clientFactory = (origin: URL, options: object): Dispatcher =>
    Object.assign(new Pool(origin, options), { connect: connect as Dispatcher['connect'] });
  return new Agent({ ...options, uri, proxyTunnel: true, clientFactory });
};
