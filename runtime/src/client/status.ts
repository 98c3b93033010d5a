/** meta/v1 Status: what the API server answers when it refuses, and to what has no object to answer. */

/** meta/v1 Status, as far as operators read it. */
export interface Status {
  readonly status?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    /** The plural. */
    readonly kind?: string;
    readonly uid?: string;
    readonly causes?: readonly StatusCause[];
    readonly retryAfterSeconds?: number;
  };
}

/** One of several reasons: `field` (`spec.replicas`) breaks a rule. */
export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

const SHOWN = 500;

/** The Status in a body; one of the body's beginning when it is none (a proxy's page, "404 page not found" of the API server itself). */
export const statusOf = (body: string): Status => {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'kind' in parsed && parsed.kind === 'Status')
      return parsed as Status;
  } catch {
    // Not JSON.
  }
  return body === '' ? {} : { message: body.trim().slice(0, SHOWN) };
};
