/** There was no answer from the API server: not reachable, not trusted, or gone in the middle of it. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  /** Of the system or undici: ECONNREFUSED, ECONNRESET, UND_ERR_SOCKET, … */
  readonly code: string;
  /** Certainly never reached the server. */
  readonly unsent: boolean;

  private constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
    this.unsent = UNSENT.has(code);
  }

  /** Names the server and the reason, whatever was thrown. */
  static from(error: unknown, server: string): ConnectionError {
    if (error instanceof ConnectionError) return error;
    const { code = 'UNKNOWN', message } = describe(error);
    return new ConnectionError(`No answer from ${server}: ${message}`, code, error);
  }
}

const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const describe = (error: unknown): { readonly code?: string; readonly message: string } => {
  if (!(error instanceof Error)) return { message: String(error) };
  // With several addresses (localhost) Node throws an AggregateError without a message of its own.
  const first = error instanceof AggregateError && error.message === '' ? error.errors[0] : error;
  const { code, message } = first as Error & { readonly code?: string };
  return { ...(typeof code === 'string' ? { code } : {}), message };
};
