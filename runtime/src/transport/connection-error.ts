/** There was no answer from the API server: not reachable, not trusted, or gone in the middle of it. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  /** Of the system, TLS or undici: ECONNREFUSED, ECONNRESET, CERT_HAS_EXPIRED, UND_ERR_SOCKET, … */
  readonly code: string;
  /** No byte of the request was handed to a connection: the server certainly did not see it. */
  readonly unsent: boolean;

  private constructor(message: string, code: string, unsent: boolean, cause: unknown) {
    super(message, { cause });
    this.code = code;
    this.unsent = unsent;
  }

  /** Names the server and the reason, whatever was thrown. */
  static from(error: unknown, server: string, unsent = false): ConnectionError {
    if (error instanceof ConnectionError) return error;
    const { code = 'UNKNOWN', message } = describe(error);
    return new ConnectionError(`No answer from ${server}: ${message}`, code, unsent, error);
  }

  /** The server did not prove who it is by the certificate authority that we know, or its certificate has expired. */
  get untrusted(): boolean {
    return UNTRUSTED.test(this.code);
  }

  /** Nothing came for too long: what is left of the connection, and others of its age, may be dead without anybody having told us. */
  get timedOut(): boolean {
    return TIMED_OUT.has(this.code);
  }
}

const UNTRUSTED = /CERT|UNABLE_TO_|^CRL_|^ERR_SSL|^ERR_TLS|HOSTNAME_MISMATCH/;
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

const describe = (error: unknown): { readonly code?: string; readonly message: string } => {
  if (!(error instanceof Error)) return { message: String(error) };
  // With several addresses (localhost) Node throws an AggregateError without a message of its own.
  const first = error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
  const { code, message } = first as Error & { readonly code?: string };
  return { ...(typeof code === 'string' ? { code } : {}), message };
};
