/** What is asked of a transport, and what it answers. */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface TransportRequest {
  readonly method: Method;
  /** Path and query. */
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds for each time that it is sent, waiting for a free connection and the whole answer included; after them it is a
   * `ConnectionError` of the code ETIMEDOUT. Default: 30 s until the answer begins and between its pieces.
   */
  readonly timeout?: number;
  /** May be sent again when it is not known whether the server carried it out. Default: all but POST. */
  readonly idempotent?: boolean;
  /** Called each time before it is sent, when there are credentials: what it throws, the request is rejected with. */
  readonly guard?: () => void;
  /** Times to send it at most. Default: 5, and up to 11 (client-go's) while the server says how long to wait. */
  readonly attempts?: number;
}

export interface TransportResponse {
  readonly status: number;
  readonly body: string;
  /** `Warning` headers, as they came. */
  readonly warnings?: readonly string[];
}

export interface StreamRequest {
  readonly path: string;
  readonly accept?: string;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which the stream is given up. */
  readonly idleTimeout: number;
  /** Called for each line of an answer of status 200. */
  readonly onLine: (line: Buffer) => void;
  /** Called when an answer of status 200 begins. */
  readonly onOpen?: () => void;
}

/** An answer other than 200, or the bytes after the last newline. */
export interface StreamEnd extends TransportResponse {
  readonly rest: Buffer;
}

/** One request as it went over the wire, for metrics: the terms of client-go's `rest_client_*`. */
export interface RequestSample {
  readonly method: string;
  readonly host: string;
  /** HTTP status, or `<error>` when there was no answer. */
  readonly code: string;
  /** Until the answer began, or failed. */
  readonly seconds: number;
  /** It had been sent before. */
  readonly retry: boolean;
  readonly requestBytes: number;
  /** Not given for streams, whose sample is given when they begin, and where there was no answer. */
  readonly responseBytes?: number;
}
