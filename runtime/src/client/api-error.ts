import type { Status, StatusCause } from './status.ts';

/** Marks instances: the same for every copy of this package. */
const TYPES = Symbol.for('k8s-operator-runtime/ApiError');

/** An answer of the API server other than success. */
export class ApiError extends Error {
  /** The class's name, kept through minification. */
  static readonly type: string = 'ApiError';

  override readonly name: string;
  /** HTTP status. */
  readonly code: number;
  /** meta/v1 StatusReason, '' when the answer was no Status. */
  readonly reason: string;
  readonly status: Status;

  /** `request` (`GET /api/…`) leads the message. */
  constructor(code: number, status: Status, request: string) {
    super(`${request}: ${readable(status.message) ?? `HTTP ${code}`}`);
    this.name = new.target.type;
    this.code = code;
    this.reason = status.reason ?? '';
    this.status = status;
    Object.defineProperty(this, TYPES, { value: typesOf(new.target) });
  }

  /** What is wrong with which fields; empty when the server does not say. */
  get causes(): readonly StatusCause[] {
    return this.status.details?.causes ?? [];
  }

  /** Whether a cause has this reason: `NamespaceTerminating`, `DisruptionBudget`, `FieldValueInvalid`, … */
  hasCause(reason: string): boolean {
    return this.causes.some((cause) => cause.reason === reason);
  }

  /** Milliseconds after which the server asks to come back; undefined when it does not say. */
  get retryAfter(): number | undefined {
    const seconds = this.status.details?.retryAfterSeconds;
    return seconds === undefined || seconds === 0 ? undefined : seconds * 1000;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    if (Function.prototype[Symbol.hasInstance].call(this, value) as boolean) return true;
    // A class that somebody derived from ours has no type of its own, and no namesake in another copy.
    if (!Object.hasOwn(this, 'type')) return false;
    return (value as { [TYPES]?: readonly string[] })[TYPES]?.includes(this.type) === true;
  }
}

/** The server quotes the whole object that a patch made; what is wrong with it comes after. `status.message` has all of it. */
const readable = (message: string | undefined): string | undefined =>
  message?.replaceAll(/"\{(?:[^"\\]|\\.){200,}\}"/g, '"{…}"');

/** The types of a class and of those that it extends. */
const typesOf = (type: typeof ApiError): readonly string[] => {
  const types = [];
  for (let each = type; typeof each.type === 'string'; each = Object.getPrototypeOf(each) as typeof ApiError)
    types.push(each.type);
  return types;
};
