/**
 * What the API server refuses, as classes with the Status inside: `catch (error) { if (error instanceof Conflict) … }`.
 *
 * A class for each of apimachinery's StatusReasons. The reason decides; where an answer has none (a proxy's page), the HTTP status does.
 * Guarantees: `instanceof` holds for the class, for what it extends (`AlreadyExists` is a `Conflict`, `Expired` is `Gone`) and for
 * `ApiError`, also between two copies of this package in one process.
 */
import { ApiError } from './api-error.ts';
import { statusOf } from './status.ts';

export { ApiError };

/** 400 */
export class BadRequest extends ApiError {
  static override readonly type: string = 'BadRequest';
}
/** 401: who we are is not known, or no longer. */
export class Unauthorized extends ApiError {
  static override readonly type: string = 'Unauthorized';
}
/** 403: a permission is missing, or an admission plugin or a quota says no. */
export class Forbidden extends ApiError {
  static override readonly type: string = 'Forbidden';
}
/** 404: the object, its namespace or the kind itself is not there. */
export class NotFound extends ApiError {
  static override readonly type: string = 'NotFound';
  /** The server does not know the kind (the CRD is not installed) or the subresource, rather than just not having the object. */
  get unknownResource(): boolean {
    return this.status.details?.name === undefined || this.status.details.name === '';
  }
}
/** 405: the resource has no such verb. */
export class MethodNotAllowed extends ApiError {
  static override readonly type: string = 'MethodNotAllowed';
}
/** 406: the server does not have the form that was asked for. */
export class NotAcceptable extends ApiError {
  static override readonly type: string = 'NotAcceptable';
}
/** 409: changed by others since it was read, or a precondition that does not hold. */
export class Conflict extends ApiError {
  static override readonly type: string = 'Conflict';
}
/** 409 to a create. */
export class AlreadyExists extends Conflict {
  static override readonly type: string = 'AlreadyExists';
}
/** 410: what was asked for is no longer there. */
export class Gone extends ApiError {
  static override readonly type: string = 'Gone';
}
/** 410: the resourceVersion or the continue token is too old. */
export class Expired extends Gone {
  static override readonly type: string = 'Expired';
}
/** 413: the request is larger than the server takes (3 MiB), or than etcd stores (1.5 MiB). */
export class RequestEntityTooLarge extends ApiError {
  static override readonly type: string = 'RequestEntityTooLarge';
}
/** 415: this kind takes no patch of this type (custom resources take no strategic merge patch). */
export class UnsupportedMediaType extends ApiError {
  static override readonly type: string = 'UnsupportedMediaType';
}
/** 422: the object does not validate; `causes` says which fields. */
export class Invalid extends ApiError {
  static override readonly type: string = 'Invalid';
}
/** 429, after the retries: the server is busy, or (evictions) a disruption budget does not allow it now. */
export class TooManyRequests extends ApiError {
  static override readonly type: string = 'TooManyRequests';
}
/** 500: a bug or a failed dependency of the server; an admission webhook that cannot be reached. */
export class InternalError extends ApiError {
  static override readonly type: string = 'InternalError';
}
/** 500: the server could not finish in time, and the request may be sent again. */
export class ServerTimeout extends ApiError {
  static override readonly type: string = 'ServerTimeout';
}
/** 503 */
export class ServiceUnavailable extends ApiError {
  static override readonly type: string = 'ServiceUnavailable';
}
/** 504: the request was not finished in time; whether it was carried out is not known. */
export class Timeout extends ApiError {
  static override readonly type: string = 'Timeout';
}

const CLASSES: readonly (readonly [code: number, type: typeof ApiError])[] = [
  [400, BadRequest],
  [401, Unauthorized],
  [403, Forbidden],
  [404, NotFound],
  [405, MethodNotAllowed],
  [406, NotAcceptable],
  [409, Conflict],
  [409, AlreadyExists],
  [410, Gone],
  [410, Expired],
  [413, RequestEntityTooLarge],
  [415, UnsupportedMediaType],
  [422, Invalid],
  [429, TooManyRequests],
  [500, InternalError],
  [500, ServerTimeout],
  [503, ServiceUnavailable],
  [504, Timeout],
];
const BY_REASON = new Map(CLASSES.map(([, type]) => [type.type, type]));
// The first of a code is the one that says least.
const BY_CODE = new Map(CLASSES.toReversed());

/** The error for an answer; `request` (`GET /api/…`) leads its message. */
export const apiError = (code: number, body: string, request: string): ApiError => {
  const status = statusOf(body);
  const type = BY_REASON.get(status.reason ?? '') ?? BY_CODE.get(code) ?? ApiError;
  return new type(code, status, request);
};
