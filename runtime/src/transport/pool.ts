import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Credentials } from './credentials.ts';

/** Opens a pool of keep-alive connections, through a proxy if one is given; `connections` at most, any number if not given. */
export const openPool = ({ tls }: Credentials, proxy: string | undefined, connections?: number): Dispatcher => {
  const options = {
    ...(connections === undefined ? {} : { connections }),
    // HTTP/2 leaks streams of long watches in undici (pepr, ADR 15).
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: 60_000,
  };
  // undici takes what tls.connect takes; its own type says less.
  const connect = {
    ...tls,
    timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  } as NonNullable<ProxyAgent.Options['requestTls']>;
  return proxy === undefined
    ? new Agent({ ...options, connect })
    : new ProxyAgent({ ...options, uri: proxy, requestTls: connect });
};
