/**
 * HTTP to one API server: one pool of connections for requests, one for watches, raw bytes in and out.
 *
 * Guarantees: a connection is reused, also when tokens rotate; only new TLS material opens new pools, and breaks nothing that is under way.
 * What the server certainly did not carry out (429, 5xx with Retry-After; no byte sent because it could not be reached or had closed an idle
 * connection) is sent again, any other failed request only if it is `idempotent`. A 401 is sent again once, with credentials read anew. After a
 * request that timed out the next ones go over new connections: those of the same age may be dead as well.
 * Caveats: a POST whose connection broke before the answer may or may not have been carried out, and is not sent again.
 * Errors: `ConnectionError` when there was no answer, `KubeConfigError` when there are no credentials; an answer of any status is an answer.
 */
import { type Clock, sleep, systemClock } from '../clock.ts';
import { ConnectionError } from './connection-error.ts';
import { credentialSource, type KubeConfig } from './credentials.ts';
import { createPools } from './pools.ts';
import type { RequestSample, StreamEnd, StreamRequest, TransportRequest, TransportResponse } from './request.ts';
import { mayResend, mayRetry, retryDelay } from './retry.ts';
import { createWire } from './wire.ts';

export interface Transport {
  /** As the kubeconfig names it. */
  readonly server: string;
  readonly request: (request: TransportRequest) => Promise<TransportResponse>;
  /** Resolves when the server ends the stream. */
  readonly stream: (request: StreamRequest) => Promise<StreamEnd>;
  /** Ends what is under way; whatever is asked afterwards is a `ConnectionError`. */
  readonly close: () => Promise<void>;
}

export interface TransportOptions {
  readonly kubeConfig: KubeConfig;
  /** `name/version (system)`; the API server writes it into its audit log. */
  readonly userAgent: string;
  /** Connections for requests, at most; more requests wait. Watches have as many as they need. Default 32. */
  readonly connections?: number;
  readonly clock?: Clock;
  /** Called for each request that went over the wire, those sent again included. */
  readonly observe?: (sample: RequestSample) => void;
}

/** Opens a transport to the current cluster of a KubeConfig; connects at the first request. */
export const createTransport = (options: TransportOptions): Transport => {
  const { kubeConfig, userAgent, connections = 32, clock = systemClock, observe } = options;
  const cluster = kubeConfig.getCurrentCluster();
  if (cluster === null) {
    throw new Error(
      `The kubeconfig has no current cluster (current-context: ${JSON.stringify(kubeConfig.getCurrentContext() ?? null)}). Set one with "kubectl config use-context".`,
    );
  }
  const { server, proxyUrl: proxy } = cluster;
  const source = credentialSource(kubeConfig, clock.now);
  const pools = createPools({ source, origin: new URL(server).origin, proxy, connections });
  const wire = createWire({ server, source, pools, userAgent, clock, observe });
  const closing = new AbortController();

  const throwIfClosed = (): void => {
    if (closing.signal.aborted) throw ConnectionError.from(new Error('the transport is closed'), server, true);
  };

  const request = async (request: TransportRequest): Promise<TransportResponse> => {
    const { signal } = request;
    let renewed = false;
    for (let sent = 1; ; sent += 1) {
      throwIfClosed();
      let wait: number;
      try {
        const answer = await wire.send(request, sent > 1);
        if (answer.status === 401 && !renewed) {
          renewed = true;
          source.expire(answer.credentials);
          continue;
        }
        if (!mayRetry(answer, request, sent)) return answer;
        wait = retryDelay(clock, sent, answer.retryAfter);
      } catch (error) {
        throwIfClosed();
        if (!(error instanceof ConnectionError) || !mayResend(error, request, sent)) throw error;
        wait = retryDelay(clock, sent);
      }
      await sleep(clock, wait, signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]));
      signal?.throwIfAborted();
    }
  };

  const stream = async (request: StreamRequest): Promise<StreamEnd> => {
    throwIfClosed();
    const end = await wire.stream(request);
    if (end.status !== 401) return end;
    source.expire(end.credentials);
    return wire.stream(request);
  };

  return {
    server,
    request,
    stream,
    close: async () => {
      closing.abort();
      await pools.close();
    },
  };
};
