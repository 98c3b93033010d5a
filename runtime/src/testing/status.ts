/** Refusals as the API gives them: a `Status` with code, reason, message, details. Texts are the real server's, clients parse them. */
import type { JsonObject } from './json.ts';

/** One violated rule of one field, in the form of `details.causes`. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

export interface StatusDetails {
  readonly name?: string | undefined;
  readonly group?: string | undefined;
  readonly kind?: string | undefined;
  readonly uid?: string | undefined;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** Thrown wherever a request is refused; `status` is the answer's body. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;
  /** The token with which an expired list goes on. */
  readonly continue: string | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails, next?: string) {
    super(message);
    this.continue = next;
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  get status(): JsonObject {
    const { code, reason, message, details } = this;
    const metadata: JsonObject = this.continue === undefined ? {} : { continue: this.continue };
    const head = { kind: 'Status', apiVersion: 'v1', metadata, status: 'Failure', message };
    const known = JSON.parse(
      JSON.stringify(details ?? {}, (_, value: unknown) => (value === '' ? undefined : value)),
    ) as JsonObject;
    return { ...head, ...(reason !== '' && { reason }), ...(details !== undefined && { details: known }), code };
  }
}

/** What a message calls a resource: `pods`, `deployments.apps`. */
export interface Named {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

export const qualified = (resource: Named, name = resource.plural): string =>
  resource.group === '' ? name : `${name}.${resource.group}`;

const about = (resource: Named, name: string): StatusDetails => ({
  name,
  group: resource.group,
  kind: resource.plural,
});

export const notFound = (resource: Named, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${qualified(resource)} "${name}" not found`, about(resource, name));

export const noSuchResource = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: Named, name: string): StatusError =>
  new StatusError(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, about(resource, name));

export const conflict = (resource: Named, name: string, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    about(resource, name),
  );

export const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

export const forbidden = (resource: Named, name: string, why: string, causes?: readonly Cause[]): StatusError =>
  new StatusError(403, 'Forbidden', `${qualified(resource)} "${name}" is forbidden: ${why}`, {
    ...about(resource, name),
    ...(causes && { causes }),
  });

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

/** The answer for custom resources, which are served without routes of their own. */
export const verbNotSupported = (resource: Named, verb: string): StatusError =>
  new StatusError(405, 'MethodNotAllowed', `${verb} is not supported on resources of kind "${qualified(resource)}"`, {
    group: resource.group,
    kind: resource.plural,
  });

export const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

export const expired = (message: string, next?: string): StatusError =>
  new StatusError(410, 'Expired', message, undefined, next);

export const internal = (message: string): StatusError => new StatusError(500, 'InternalError', message);

/** For what the embedded server does not do: it says so, it never pretends. */
export const notSupported = (what: string): StatusError =>
  new StatusError(
    501,
    'NotImplemented',
    `the embedded API server does not support ${what}. Use a real control plane for it.`,
  );

/** 422 of an object that breaks rules; all of them at once. */
export function invalid(resource: Named, name: string, causes: readonly Cause[]): StatusError {
  const texts = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const details = { name, group: resource.group, kind: resource.kind, causes };
  return new StatusError(
    422,
    'Invalid',
    `${qualified(resource, resource.kind)} "${name}" is invalid: ${list}`,
    details,
  );
}
