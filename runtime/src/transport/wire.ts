/**
 * Sends one request once: credentials, connection, headers, time limits, metrics. What is worth sending again is decided by the transport.
 *
 * Errors: `ConnectionError` when there was no answer, `KubeConfigError` when there are no credentials, the signal's reason when it is aborted.
 */
import type { Clock } from '../clock.ts';
import { ConnectionError } from './connection-error.ts';
import type { Credentials, CredentialSource } from './credentials.ts';
import { exchange, type Headers, type Outgoing, type Sink } from './exchange.ts';
import { splitLines } from './lines.ts';
import type { Connected, PoolKeeper } from './pools.ts';
import type { RequestSample, StreamEnd, StreamRequest, TransportRequest, TransportResponse } from './request.ts';
import type { Refusal } from './retry.ts';
import { withTimeout } from './timeout.ts';

export interface WireOptions {
  /** As the kubeconfig names it, with its path. */
  readonly server: string;
  readonly source: CredentialSource;
  readonly pools: PoolKeeper;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly observe: ((sample: RequestSample) => void) | undefined;
}

export interface Answer extends TransportResponse, Refusal {
  /** With which it was asked. */
  readonly credentials: Credentials;
}

export interface Wire {
  readonly send: (request: TransportRequest, retry: boolean) => Promise<Answer>;
  readonly stream: (request: StreamRequest) => Promise<StreamEnd & { readonly credentials: Credentials }>;
}

const PATIENCE = 30_000;
const NOTHING = Buffer.alloc(0);

/** The wire to one server. */
export const createWire = ({ server, source, pools, userAgent, clock, observe }: WireOptions): Wire => {
  const { origin, pathname, host } = new URL(server);
  const prefix = pathname.replace(/\/$/, '');

  const headersOf = ({ credentials }: Connected, accept = 'application/json'): Outgoing['headers'] => ({
    ...credentials.headers,
    'user-agent': userAgent,
    accept,
  });

  /** `exchange`, its failure looked into. */
  const run = async (
    connected: Connected,
    pool: Connected['unary'],
    outgoing: Outgoing,
    sink: Sink,
    timeout?: number,
  ): Promise<void> => {
    try {
      if (timeout === undefined) await exchange(pool, outgoing, sink);
      else
        await withTimeout(clock, { timeout, signal: outgoing.signal, server }, (signal) =>
          exchange(pool, { ...outgoing, signal }, sink),
        );
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      // A certificate authority that was replaced; dead connections of which nobody has told us.
      if (error.untrusted) source.expire(connected.credentials);
      if (error.timedOut) pools.renew(connected);
      throw ConnectionError.from(error.cause, server, error.unsent);
    }
  };

  const sendOn = async (connected: Connected, request: TransportRequest, retry: boolean): Promise<Answer> => {
    // After credentials were waited for.
    request.guard?.();
    const { method, path, contentType = 'application/json', timeout, signal } = request;
    const body = request.body === undefined ? null : Buffer.from(request.body);
    const headers = headersOf(connected, request.accept);
    if (body !== null) headers['content-type'] = contentType;
    const chunks: Buffer[] = [];
    let status = 0;
    let head: Headers = {};
    const start = performance.now();
    let answered: number | undefined;
    const sink: Sink = {
      head: (code, headers) => {
        status = code;
        answered = performance.now();
        head = headers;
      },
      data: (chunk) => void chunks.push(chunk),
    };
    // 0: none.
    const patience = timeout === undefined ? PATIENCE : 0;
    let received: Buffer | undefined;
    try {
      await run(
        connected,
        connected.unary,
        {
          origin,
          path: prefix + path,
          method,
          headers,
          body,
          signal,
          headersTimeout: patience,
          bodyTimeout: patience,
        },
        sink,
        timeout,
      );
      received = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const { warning } = head;
      return {
        status,
        body: received.toString(),
        ...(warning === undefined ? {} : { warnings: [warning].flat() }),
        retryAfter: [head['retry-after']].flat()[0],
        credentials: connected.credentials,
      };
    } finally {
      observe?.({
        method,
        host,
        code: received === undefined ? '<error>' : String(status),
        seconds: ((answered ?? performance.now()) - start) / 1000,
        retry,
        requestBytes: body?.length ?? 0,
        ...(received === undefined ? {} : { responseBytes: received.length }),
      });
    }
  };

  const streamOn = async (
    connected: Connected,
    { path, accept, signal, idleTimeout, onLine, onOpen }: StreamRequest,
  ): Promise<StreamEnd & { readonly credentials: Credentials }> => {
    const lines = splitLines(onLine);
    const refusal: Buffer[] = [];
    let status = 0;
    const start = performance.now();
    const report = (code: string) =>
      observe?.({
        method: 'GET',
        host,
        code,
        seconds: (performance.now() - start) / 1000,
        retry: false,
        requestBytes: 0,
      });
    const sink: Sink = {
      head: (code) => {
        status = code;
        report(String(code));
        if (code === 200) onOpen?.();
      },
      data: (chunk) => (status === 200 ? lines.push(chunk) : void refusal.push(chunk)),
    };
    const headers = headersOf(connected, accept);
    const limits = { headersTimeout: PATIENCE, bodyTimeout: idleTimeout };
    try {
      await run(
        connected,
        connected.watch,
        { origin, path: prefix + path, method: 'GET', headers, body: null, signal, ...limits },
        sink,
      );
    } catch (error) {
      if (status === 0) report('<error>');
      throw error;
    }
    const rest = status === 200 ? lines.rest() : NOTHING;
    return { status, body: Buffer.concat(refusal).toString(), rest, credentials: connected.credentials };
  };

  /** Credentials may take as long as somebody whom a plugin asks: who gives up does not wait for them. */
  const connect = (signal: AbortSignal | undefined): Connected | Promise<Connected> => {
    const connected = pools.connect();
    if (!(connected instanceof Promise) || signal === undefined) return connected;
    const { promise, resolve, reject } = Promise.withResolvers<Connected>();
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    connected.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    return promise;
  };

  return {
    send: (request, retry) => {
      const connected = connect(request.signal);
      return connected instanceof Promise
        ? connected.then((connected) => sendOn(connected, request, retry))
        : sendOn(connected, request, retry);
    },
    stream: async (request) => streamOn(await connect(request.signal), request),
  };
};
