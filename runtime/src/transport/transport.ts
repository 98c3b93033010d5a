/**
 * HTTP to one API server: one pool of connections for requests, one for watches, raw bytes in and out.
 *
 * Guarantees: a connection is reused, also when tokens rotate; only new TLS material opens a new pool. A request that the server
 * certainly did not carry out (429, 503 with Retry-After, connection refused) is sent again, any other failed one only if it is `idempotent`.
 * Errors: `ConnectionError` when there was no answer; an answer of any status is an answer.
 */
import type { Dispatcher } from 'undici';
import { type Clock, sleep, systemClock } from '../clock.ts';
import { ConnectionError } from './connection-error.ts';
import { type Credentials, credentialSource, type KubeConfig } from './credentials.ts';
import { splitLines } from './lines.ts';
import { openPool } from './pool.ts';
import type { RequestSample, StreamEnd, StreamRequest, TransportRequest, TransportResponse } from './request.ts';
import { mayRetry, retryDelay } from './retry.ts';

export interface Transport {
  readonly server: string;
  readonly request: (request: TransportRequest) => Promise<TransportResponse>;
  /** Resolves when the server ends the stream. */
  readonly stream: (request: StreamRequest) => Promise<StreamEnd>;
  readonly close: () => Promise<void>;
}

export interface TransportOptions {
  readonly kubeConfig: KubeConfig;
  readonly userAgent: string;
  /** Connections for requests, at most; default 32. */
  readonly connections?: number;
  readonly clock?: Clock;
  readonly observe?: (sample: RequestSample) => void;
}

interface Pools {
  readonly key: string;
  readonly unary: Dispatcher;
  readonly watch: Dispatcher;
}

const ATTEMPTS = 5;
const REQUEST_TIMEOUT = 30_000;

/** Opens a transport to the current cluster of a KubeConfig; connects at the first request. */
export const createTransport = ({
  kubeConfig,
  userAgent,
  connections = 32,
  clock = systemClock,
  observe,
}: TransportOptions): Transport => {
  const cluster = kubeConfig.getCurrentCluster();
  if (cluster === null) {
    throw new Error(
      `The kubeconfig has no current cluster (current-context: ${JSON.stringify(kubeConfig.getCurrentContext() ?? null)}). Set one with "kubectl config use-context".`,
    );
  }
  const { origin, pathname, host } = new URL(cluster.server);
  const prefix = pathname.replace(/\/$/, '');
  const source = credentialSource(kubeConfig, clock.now);
  let pools: Pools | undefined;

  const connect = async (): Promise<{ readonly pools: Pools; readonly credentials: Credentials }> => {
    const credentials = await source.read();
    if (pools?.key !== credentials.tlsKey) {
      // What runs on the old connections ends there; close() waits for it and takes nothing new.
      void pools?.unary.close();
      void pools?.watch.close();
      pools = {
        key: credentials.tlsKey,
        unary: openPool(credentials, cluster.proxyUrl, connections),
        watch: openPool(credentials, cluster.proxyUrl),
      };
    }
    return { pools, credentials };
  };

  const measured = async <T extends { readonly statusCode: number }>(
    method: string,
    retry: boolean,
    send: () => Promise<T>,
  ): Promise<T> => {
    const start = performance.now();
    const done = (code: string) =>
      observe?.({ method, host, code, seconds: (performance.now() - start) / 1000, retry });
    try {
      const response = await send();
      done(String(response.statusCode));
      return response;
    } catch (error) {
      done('<error>');
      throw error;
    }
  };

  const attempt = async (
    request: TransportRequest,
    retry: boolean,
  ): Promise<TransportResponse & { readonly retryAfter?: string | undefined }> => {
    const { pools, credentials } = await connect();
    const headers: Record<string, string> = {
      ...credentials.headers,
      'user-agent': userAgent,
      accept: request.accept ?? 'application/json',
    };
    if (request.body !== undefined) headers['content-type'] = request.contentType ?? 'application/json';
    const response = await measured(request.method, retry, () =>
      pools.unary.request({
        origin,
        path: prefix + request.path,
        method: request.method,
        headers,
        body: request.body ?? null,
        signal: request.signal ?? null,
        headersTimeout: REQUEST_TIMEOUT,
        bodyTimeout: REQUEST_TIMEOUT,
      }),
    );
    const { 'retry-after': retryAfter, warning } = response.headers;
    return {
      status: response.statusCode,
      body: await response.body.text(),
      ...(warning === undefined ? {} : { warnings: [warning].flat() }),
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    };
  };

  const request = async (request: TransportRequest): Promise<TransportResponse> => {
    const idempotent = request.idempotent ?? request.method !== 'POST';
    const attempts = request.attempts ?? ATTEMPTS;
    let renewed = false;
    for (let sent = 1; ; sent += 1) {
      let wait: number;
      try {
        const response = await attempt(request, sent > 1);
        if (response.status === 401 && !renewed) {
          renewed = true;
          source.expire();
          continue;
        }
        if (sent >= attempts || !mayRetry(response.status, response.retryAfter, idempotent)) return response;
        wait = retryDelay(clock, sent, response.retryAfter);
      } catch (error) {
        if (request.signal?.aborted === true) throw error;
        const failure = ConnectionError.from(error, cluster.server);
        if (sent >= attempts || !(failure.unsent || idempotent)) throw failure;
        wait = retryDelay(clock, sent);
      }
      await sleep(clock, wait, request.signal ?? undefined);
      request.signal?.throwIfAborted();
    }
  };

  const stream = async ({
    path,
    accept = 'application/json',
    signal,
    idleTimeout,
    onLine,
    onOpen,
  }: StreamRequest): Promise<StreamEnd> => {
    const { pools, credentials } = await connect();
    try {
      const { statusCode, body } = await measured('GET', false, () =>
        pools.watch.request({
          origin,
          path: prefix + path,
          method: 'GET',
          headers: { ...credentials.headers, 'user-agent': userAgent, accept },
          signal,
          headersTimeout: REQUEST_TIMEOUT,
          bodyTimeout: idleTimeout,
        }),
      );
      if (statusCode === 401) source.expire();
      if (statusCode !== 200) return { status: statusCode, body: await body.text(), rest: Buffer.alloc(0) };
      onOpen?.();
      const lines = splitLines(onLine);
      body.on('data', (chunk: Buffer) => lines.push(chunk));
      await new Promise<void>((resolve, reject) => body.once('end', resolve).once('error', reject));
      return { status: 200, body: '', rest: lines.rest() };
    } catch (error) {
      if (signal.aborted) throw error;
      throw ConnectionError.from(error, cluster.server);
    }
  };

  return {
    server: cluster.server,
    request,
    stream,
    close: async () => {
      const closing = pools;
      pools = undefined;
      await Promise.all([closing?.unary.destroy(), closing?.watch.destroy()]);
    },
  };
};
