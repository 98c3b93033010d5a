/**
 * The typed client: raw JSON in and out, one request a call (and retries of what is safe, see transport).
 * Errors: `ApiError` and its classes for what the server refuses, `ConnectionError` when there was no answer.
 */
import type { Kind } from '../kind.ts';
import type { Draft, KubernetesObject } from '../object.ts';
import type { Method, TransportResponse } from '../transport/request.ts';
import type { Transport } from '../transport/transport.ts';
import { apiError, NotFound, type Status } from './errors.ts';
import { collectionPath, objectPath, type ObjectKey, withQuery } from './path.ts';
import { type LabelSelector, type Labels, selectorText } from './selectors.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ListOptions extends CallOptions {
  /** All namespaces when not given. */
  readonly namespace?: string | undefined;
  readonly labels?: LabelSelector | undefined;
  /** `{'metadata.name': 'x'}`; which fields are there is up to the kind. */
  readonly fields?: Labels | undefined;
}

export interface WriteOptions extends CallOptions {
  /** Who is recorded as the owner of the fields written; default: the client's. */
  readonly fieldManager?: string;
  /** Validate and answer, but store nothing. */
  readonly dryRun?: boolean;
  /** `status`, `scale`, … */
  readonly subresource?: string;
}

export interface ApplyOptions extends WriteOptions {
  /** Take fields over from other managers; default: a `Conflict`. */
  readonly force?: boolean;
}

export interface DeleteOptions extends CallOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  /** Deletes this very object, else a `Conflict`. */
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** An object is a merge patch (RFC 7386), an array a JSON patch (RFC 6902). */
export type Patch = Readonly<Record<string, unknown>> | readonly JsonPatchOperation[];

/** The cluster, typed by kind: `client.get(Deployment, { namespace, name })` is a `Deployment`. */
export interface Client {
  /** undefined when there is no such object. */
  readonly get: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    options?: CallOptions,
  ) => Promise<T | undefined>;
  readonly list: <T extends KubernetesObject>(kind: Kind<T>, options?: ListOptions) => Promise<readonly T[]>;
  readonly create: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: WriteOptions) => Promise<T>;
  /** Replaces the object; a `Conflict` if it was changed since `object` was read. */
  readonly update: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: WriteOptions) => Promise<T>;
  readonly patch: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    patch: Patch,
    options?: WriteOptions,
  ) => Promise<T>;
  /** Server-side apply: the object has the fields of `object` afterwards, and no longer those that this field manager applied before. */
  readonly apply: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: ApplyOptions) => Promise<T>;
  /** false when there was no such object. */
  readonly delete: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    options?: DeleteOptions,
  ) => Promise<boolean>;
}

/** Told of what the API server answered to writes; the cache learns of them so, before the watch brings them. */
export interface WriteObserver {
  /** A write to this object begins; the answer is called at its end, with the object that the server answered or undefined if it failed. */
  readonly begin: (kind: Kind, key: ObjectKey) => (result: KubernetesObject | 'deleted' | undefined) => void;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly fieldManager: string;
  readonly observer?: WriteObserver;
}

const PAGE = 500;
const APPLY = 'application/apply-patch+yaml';
const MERGE_PATCH = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';

interface Call extends CallOptions {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly idempotent?: boolean;
}

/** A client that reads and writes the API server directly, with no cache. */
export const createClient = ({ transport, fieldManager, observer }: ClientOptions): Client => {
  const send = async ({ method, path, body, contentType, idempotent, signal }: Call): Promise<TransportResponse> => {
    const response = await transport.request({
      method,
      path,
      signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(contentType === undefined ? {} : { contentType }),
      ...(idempotent === undefined ? {} : { idempotent }),
    });
    if (response.status >= 400) throw apiError(response.status, response.body, `${method} ${path.replace(/\?.*/, '')}`);
    return response;
  };

  const write = async <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    { dryRun }: { readonly dryRun?: boolean },
    call: Call,
  ): Promise<T> => {
    const end = dryRun === true ? undefined : observer?.begin(kind, key);
    try {
      const object = JSON.parse((await send(call)).body) as T;
      // A subresource may answer another kind (Scale, Eviction).
      end?.(object.kind === kind.kind && object.apiVersion === kind.apiVersion ? object : undefined);
      return object;
    } catch (error) {
      end?.(undefined);
      throw error;
    }
  };

  const query = (options: ApplyOptions) => ({
    fieldManager: options.fieldManager ?? fieldManager,
    force: options.force === true ? true : undefined,
    dryRun: options.dryRun === true ? 'All' : undefined,
  });

  return {
    get: async <T extends KubernetesObject>(kind: Kind<T>, key: ObjectKey, { signal }: CallOptions = {}) => {
      try {
        return JSON.parse((await send({ method: 'GET', path: objectPath(kind, key), signal })).body) as T;
      } catch (error) {
        if (error instanceof NotFound && !error.unknownResource) return undefined;
        throw error;
      }
    },

    list: async <T extends KubernetesObject>(kind: Kind<T>, options: ListOptions = {}) => {
      const items: T[] = [];
      let next: string | undefined;
      do {
        const path = withQuery(collectionPath(kind, options.namespace), {
          limit: PAGE,
          continue: next,
          labelSelector: selectorText(options.labels),
          fieldSelector: selectorText(options.fields),
        });
        const page = JSON.parse((await send({ method: 'GET', path, signal: options.signal })).body) as ListPage<T>;
        for (const item of page.items ?? []) items.push(withType(item, kind));
        next = page.metadata?.continue;
      } while (next !== undefined && next !== '');
      return items;
    },

    create: (kind, object, options = {}) => {
      const draft = typed(kind, object);
      const key = keyOf(draft);
      const path =
        options.subresource === undefined
          ? collectionPath(kind, key.namespace)
          : objectPath(kind, key, options.subresource);
      return write(kind, key, options, {
        method: 'POST',
        path: withQuery(path, query(options)),
        body: draft,
        signal: options.signal,
      });
    },

    update: (kind, object, options = {}) => {
      const draft = typed(kind, object);
      const key = keyOf(draft);
      const path = withQuery(objectPath(kind, key, options.subresource), query(options));
      return write(kind, key, options, { method: 'PUT', path, body: draft, signal: options.signal });
    },

    patch: (kind, key, patch, options = {}) => {
      const json = Array.isArray(patch);
      const path = withQuery(objectPath(kind, key, options.subresource), query(options));
      // A JSON patch can append to a list: sent twice it may do so twice.
      const contentType = json ? JSON_PATCH : MERGE_PATCH;
      return write(kind, key, options, {
        method: 'PATCH',
        path,
        body: patch,
        contentType,
        idempotent: !json,
        signal: options.signal,
      });
    },

    apply: (kind, object, options = {}) => {
      const draft = typed(kind, object);
      const key = keyOf(draft);
      const path = withQuery(objectPath(kind, key, options.subresource), query(options));
      return write(kind, key, options, {
        method: 'PATCH',
        path,
        body: draft,
        contentType: APPLY,
        signal: options.signal,
      });
    },

    delete: async (kind, key, { propagation, preconditions, dryRun, signal } = {}) => {
      const end = dryRun === true ? undefined : observer?.begin(kind, key);
      const body = {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: propagation,
        preconditions,
        dryRun: dryRun === true ? ['All'] : undefined,
      };
      try {
        const answer = JSON.parse(
          (await send({ method: 'DELETE', path: objectPath(kind, key), body, signal })).body,
        ) as Status | KubernetesObject;
        // An object that waits for finalizers is answered itself.
        end?.('metadata' in answer && 'kind' in answer && answer.kind === kind.kind ? finalizing(answer) : 'deleted');
        return true;
      } catch (error) {
        end?.(undefined);
        if (error instanceof NotFound && !error.unknownResource) return false;
        throw error;
      }
    },
  };
};

interface ListPage<T> {
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
  readonly items?: readonly T[];
}

/** Some kinds (those with a graceful period, custom resources) answer the object also when it is gone at once. */
const finalizing = (object: KubernetesObject): KubernetesObject | 'deleted' | undefined => {
  if ((object.metadata.finalizers?.length ?? 0) > 0) return object;
  return undefined;
};

/** Items of a list come without apiVersion and kind; set in place, as nothing else has seen them yet. */
export const withType = <T extends KubernetesObject>(item: T, kind: Kind<T>): T =>
  Object.assign(item, { apiVersion: kind.apiVersion, kind: kind.kind });

const typed = <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>): Draft<KubernetesObject> => ({
  ...(object as Draft<KubernetesObject>),
  apiVersion: kind.apiVersion,
  kind: kind.kind,
});

const keyOf = ({ metadata: { name, namespace } }: Draft<KubernetesObject>): ObjectKey => ({ name, namespace });
