/** One request of a client: path and body in, JSON or an error out, warnings told. */
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Method } from '../transport/request.ts';
import type { Transport } from '../transport/transport.ts';
import { apiError } from './errors.ts';
import type { ApplyOptions, CallOptions, FieldValidation } from './options.ts';
import { type ObjectKey, ownKey, type Query } from './path.ts';
import { parseWarnings, type WarningHandler } from './warnings.ts';

/** Told of what the API server answered to writes; the cache learns of them so, before the watch brings them. */
export interface WriteObserver {
  /**
   * A write to this object begins; the answer is called at its end, with the object that the server answered or undefined if it failed.
   * `certain`: it changes something if it is carried out, as it creates, or names the version that it replaces.
   */
  readonly begin: (
    kind: Kind,
    key: ObjectKey,
    certain: boolean,
  ) => (result: KubernetesObject | 'deleted' | undefined) => void;
}

/** What a client writes with unless a call says otherwise. */
export interface WriteDefaults {
  readonly fieldManager: string;
  readonly fieldValidation?: FieldValidation | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface Call extends CallOptions {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly idempotent?: boolean | undefined;
}

/** What of a call's options is about its requests. */
export const limits = ({ signal, timeout }: CallOptions): CallOptions => ({ signal, timeout });

export interface Requests {
  /** The parsed body. Errors: `ApiError` for an answer other than success, `ConnectionError` when there was none. */
  readonly send: <Body>(call: Call) => Promise<Body>;
  /** As `send`, and the observer learns of it; what is answered is an object of `kind`, or (of some subresources) of another. */
  readonly write: <Body extends object>(kind: Kind, key: ObjectKey, isDry: boolean, call: Call) => Promise<Body>;
  readonly observer: WriteObserver | undefined;
  readonly isDry: (options: { readonly dryRun?: boolean | undefined }) => boolean;
  /** The query parameters of a write. */
  readonly query: (options: ApplyOptions) => Query;
}

export interface RequestsOptions {
  readonly transport: Transport;
  readonly defaults: WriteDefaults;
  readonly observer: WriteObserver | undefined;
  readonly onWarning: WarningHandler | undefined;
}

/** Makes the requests of one client. */
export const createRequests = ({ transport, defaults, observer, onWarning }: RequestsOptions): Requests => {
  const send = async <Body>({ body, contentType, accept, idempotent, timeout, ...call }: Call): Promise<Body> => {
    const response = await transport.request({
      ...call,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(contentType === undefined ? {} : { contentType }),
      ...(accept === undefined ? {} : { accept }),
      ...(idempotent === undefined ? {} : { idempotent }),
      ...(timeout === undefined ? {} : { timeout }),
    });
    const request = (): string => `${call.method} ${call.path.replace(/\?.*/, '')}`;
    if (onWarning !== undefined && response.warnings !== undefined)
      for (const warning of parseWarnings(response.warnings)) onWarning(warning, request());
    if (response.status >= 400) throw apiError(response.status, response.body, request());
    return JSON.parse(response.body) as Body;
  };

  const isDry = ({ dryRun }: { readonly dryRun?: boolean | undefined }): boolean => dryRun ?? defaults.dryRun ?? false;

  return {
    send,
    observer,
    isDry,
    write: async <Body extends object>(kind: Kind, key: ObjectKey, isDry: boolean, call: Call) => {
      // A name that the server makes up is not known yet; nobody can have read what is under it.
      const end =
        isDry || key.name === undefined ? undefined : observer?.begin(kind, ownKey(kind, key), isCertain(call));
      try {
        const answer = await send<Body>(call);
        end?.(isWhole(answer, kind) ? answer : undefined);
        return answer;
      } catch (error) {
        end?.(undefined);
        throw error;
      }
    },
    query: (options) => ({
      fieldManager: options.fieldManager ?? defaults.fieldManager,
      fieldValidation: options.fieldValidation ?? defaults.fieldValidation,
      force: options.force === true ? true : undefined,
      dryRun: isDry(options) ? 'All' : undefined,
    }),
  };
};

const isCertain = ({ method, body }: Call): boolean => {
  const { resourceVersion = '' } = (body as Partial<KubernetesObject> | undefined)?.metadata ?? {};
  return method === 'POST' || resourceVersion !== '';
};

/** A subresource may answer another kind (Scale, Status), a metadata-only write no more than metadata. */
const isWhole = (answer: object, kind: Kind): answer is KubernetesObject =>
  'kind' in answer && answer.kind === kind.kind && 'apiVersion' in answer && answer.apiVersion === kind.apiVersion;
