/** What the API server refuses, as classes: `catch (error) { if (error instanceof Conflict) … }`. */

/** meta/v1 Status, as far as operators read it. */
export interface Status {
  readonly status?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly uid?: string;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
    readonly retryAfterSeconds?: number;
  };
}

/** An answer of the API server other than success. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError';
  /** HTTP status. */
  readonly code: number;
  /** meta/v1 StatusReason, '' when the answer was no Status. */
  readonly reason: string;
  readonly status: Status;

  constructor(code: number, status: Status, request: string) {
    super(`${request}: ${status.message ?? `HTTP ${code}`}`);
    this.code = code;
    this.reason = status.reason ?? '';
    this.status = status;
  }
}

/** 400 */
export class BadRequest extends ApiError {
  override readonly name = 'BadRequest';
}
/** 401: who we are is not known, or no longer. */
export class Unauthorized extends ApiError {
  override readonly name = 'Unauthorized';
}
/** 403: a permission is missing. */
export class Forbidden extends ApiError {
  override readonly name = 'Forbidden';
}
/** 404: the object, its namespace or the kind itself is not there. */
export class NotFound extends ApiError {
  override readonly name = 'NotFound';
  /** The server does not know the kind (the CRD is not installed) or the subresource, rather than just not having the object. */
  get unknownResource(): boolean {
    return this.status.details?.name === undefined || this.status.details.name === '';
  }
}
/** 409: changed by others since it was read. */
export class Conflict extends ApiError {
  override readonly name: string = 'Conflict';
}
/** 409 to a create. */
export class AlreadyExists extends Conflict {
  override readonly name = 'AlreadyExists';
}
/** 410: the resourceVersion is too old. */
export class Gone extends ApiError {
  override readonly name = 'Gone';
}
/** 422: the object does not validate. */
export class Invalid extends ApiError {
  override readonly name = 'Invalid';
}
/** 429, after the retries. */
export class TooManyRequests extends ApiError {
  override readonly name = 'TooManyRequests';
}

const CLASSES = new Map<number, typeof ApiError>([
  [400, BadRequest],
  [401, Unauthorized],
  [403, Forbidden],
  [404, NotFound],
  [409, Conflict],
  [410, Gone],
  [422, Invalid],
  [429, TooManyRequests],
]);

/** The error for an answer; `request` (`GET /api/…`) leads its message. */
export const apiError = (code: number, body: string, request: string): ApiError => {
  const status = parseStatus(body);
  if (status.reason === 'AlreadyExists') return new AlreadyExists(code, status, request);
  if (status.reason === 'Expired') return new Gone(code, status, request);
  return new (CLASSES.get(code) ?? ApiError)(code, status, request);
};

const parseStatus = (body: string): Status => {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'kind' in parsed && parsed.kind === 'Status')
      return parsed as Status;
  } catch {
    // Not JSON: a proxy's page, or "404 page not found" of the API server itself.
  }
  return body === '' ? {} : { message: body.trim().slice(0, 500) };
};
