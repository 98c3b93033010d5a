/**
 * One request and its answer on a pool, without undici's streams in between: they cost a quarter of a request's CPU and twice the memory.
 *
 * Errors: `ConnectionError` when there is no answer or only a part of it; the reason of `signal` when that is aborted; whatever the sink throws.
 */
import type { Dispatcher } from 'undici';
import { ConnectionError } from './connection-error.ts';
import { afterParser } from './parser-memory.ts';

export interface Outgoing {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | null;
  /** Milliseconds until the head of the answer. */
  readonly headersTimeout: number;
  /** Milliseconds between two pieces of the answer. */
  readonly bodyTimeout: number;
  readonly signal?: AbortSignal | undefined;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Where an answer goes, piece by piece, in the order of these calls. */
export interface Sink {
  readonly head: (status: number, headers: Headers) => void;
  /** A view of what came from the connection; nobody writes to it again. */
  readonly data: (chunk: Buffer) => void;
}

/** Sends a request; resolves when the whole answer has gone into the sink. */
export const exchange = (pool: Dispatcher, { signal, ...options }: Outgoing, sink: Sink): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    let connection: Dispatcher.DispatchController | undefined;
    let thrown: { readonly error: unknown } | undefined;
    const finish = (settle: () => void): void => {
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = (): void => {
      finish(() => reject(signal?.reason));
      // It may still wait for a connection; then it is taken back when it gets one.
      connection?.abort(new Error('aborted'));
    };
    const give = (action: () => void): void => {
      if (thrown !== undefined) return;
      try {
        action();
      } catch (error) {
        thrown = { error };
        connection?.abort(new Error('aborted'));
      }
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    pool.dispatch(options as Dispatcher.DispatchOptions, {
      onRequestStart: (controller) => {
        connection = controller;
        if (signal?.aborted === true) controller.abort(new Error('aborted'));
      },
      onResponseStart: (_controller, status, headers) => {
        // 100 Continue and its like precede the answer.
        if (status >= 200) give(() => sink.head(status, headers));
      },
      onResponseData: (_controller, chunk) => give(() => sink.data(chunk)),
      onResponseEnd: () => {
        afterParser();
        finish(() => (thrown === undefined ? resolve() : reject(thrown.error)));
      },
      onResponseError: (_controller, error) =>
        finish(() =>
          reject(
            thrown === undefined ? ConnectionError.from(error, options.origin, connection === undefined) : thrown.error,
          ),
        ),
    });
  });
