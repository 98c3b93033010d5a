/** What can be said with each call. */
import type { LabelSelector, Labels } from './selectors.ts';

export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. Whether a write was carried out is not known then. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds for each request of the call, each time that it is sent: after them `ConnectionError`. Default: 30 s until the answer
   * begins and between its pieces. Watches go by their own.
   */
  readonly timeout?: number | undefined;
}

export interface GetOptions extends CallOptions {
  /** Not older than this; `'0'`: whatever the server has at hand. Default: the most recent. Reads from a cache do not look at it. */
  readonly resourceVersion?: string | undefined;
}

/** Which objects of a kind. */
export interface Selectors {
  /** All namespaces when not given. */
  readonly namespace?: string | undefined;
  readonly labels?: LabelSelector | undefined;
  /** `{'metadata.name': 'x'}`, or `metadata.name=x,status.phase!=Running`; which fields are there is up to the kind. */
  readonly fields?: Labels | string | undefined;
}

export interface ListOptions extends Selectors, CallOptions {
  /** Objects in a page; 0: everything in one answer. Default 500. */
  readonly limit?: number | undefined;
  /** The token of an earlier page, to go on from there. */
  readonly continue?: string | undefined;
  /** Which state; what it means `resourceVersionMatch` says. Default: the most recent. */
  readonly resourceVersion?: string | undefined;
  readonly resourceVersionMatch?: 'NotOlderThan' | 'Exact' | undefined;
}

/** What the server does about fields that the kind does not have, or that are there twice: refuse, warn, nothing. The server's default: warn. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

export interface CreateOptions extends CallOptions {
  /** Who is recorded as the owner of the fields written; default: the client's. */
  readonly fieldManager?: string | undefined;
  /** Validate and answer, but store nothing; default: the client's, else false. */
  readonly dryRun?: boolean | undefined;
  /** Default: the client's, else the server's, which is `Warn`. */
  readonly fieldValidation?: FieldValidation | undefined;
}

export interface WriteOptions extends CreateOptions {
  /** `status` and others whose objects are the kind's own; `client.subresource` has all. */
  readonly subresource?: string | undefined;
}

/** `merge`: RFC 7386; `json`: RFC 6902; `strategic`: Kubernetes' own, by the keys of lists, for built-in kinds only. */
export type PatchType = 'merge' | 'json' | 'strategic';

export interface PatchOptions extends WriteOptions {
  /** Default: `json` for an array, else `merge`. */
  readonly type?: PatchType | undefined;
  /** May be sent again when no answer came. Default: true, but for JSON patches, which can append to a list twice. */
  readonly idempotent?: boolean | undefined;
}

export interface ApplyOptions extends WriteOptions {
  /** Take fields over from other managers; default: a `Conflict`. */
  readonly force?: boolean | undefined;
}

export interface Preconditions {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

export interface DeleteOptions extends CallOptions {
  /** What becomes of dependents; default: the kind's, which is `Background` for all but a few. */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan' | undefined;
  /** Deletes this very object in this very state, else a `Conflict`. */
  readonly preconditions?: Preconditions | undefined;
  /** Seconds that a pod has to end; default: the object's. */
  readonly gracePeriodSeconds?: number | undefined;
  /** Default: the client's, else false. */
  readonly dryRun?: boolean | undefined;
}

/** All objects of a kind in a namespace, or those of them that are selected. */
export interface DeleteAllOfOptions extends Omit<DeleteOptions, 'preconditions'>, Selectors {}

export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** An object is a merge patch (RFC 7386) unless `type` says otherwise, an array a JSON patch (RFC 6902). */
export type Patch = Readonly<Record<string, unknown>> | readonly JsonPatchOperation[];
