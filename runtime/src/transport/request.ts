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
  /** May be sent again when it is not known whether the server carried it out. Default: all but POST. */
  readonly idempotent?: boolean;
  /** Times to send it at most; default 5. */
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

export interface RequestSample {
  readonly method: string;
  readonly host: string;
  /** HTTP status, or `<error>`. */
  readonly code: string;
  readonly seconds: number;
  readonly retry: boolean;
}
