/**
 * The typed client: raw JSON in and out, one request a call (and retries of what is safe, see transport).
 *
 * Guarantees: nothing is cached and nothing is done twice behind one's back; what a name says cannot change which object a request is about.
 * Errors: `ApiError` and its classes for what the server refuses, `ConnectionError` when there was no answer, `TypeError` for what cannot
 * be asked (a namespaced kind without a namespace).
 */
import { type Clock, systemClock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { Draft, KubernetesList, KubernetesObject, NewDraft, Unstructured } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { deleteAllOf, deleteOne } from './delete.ts';
import type { DiscoveredKind } from './discovery.ts';
import { createMapper, type KindName } from './mapper.ts';
import type {
  ApplyOptions,
  CreateOptions,
  DeleteAllOfOptions,
  DeleteOptions,
  FieldValidation,
  GetOptions,
  ListOptions,
  Patch,
  PatchOptions,
  WriteOptions,
} from './options.ts';
import type { ObjectKey } from './path.ts';
import { get, list, pages } from './read.ts';
import { createRequests, type WriteObserver } from './request.ts';
import { type SubresourceClient, subresourceOf } from './subresource.ts';
import type { WarningHandler } from './warnings.ts';
import { watch, type WatchChange, type WatchOptions } from './watch.ts';
import { apply, create, patch, update } from './write.ts';

/** The cluster, typed by kind: `client.get(Deployment, { namespace, name })` is a `Deployment`. */
export interface Client {
  /** undefined when there is no such object. */
  readonly get: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    options?: GetOptions,
  ) => Promise<T | undefined>;
  /** All that are selected, of one state of the cluster; read in pages. */
  readonly list: <T extends KubernetesObject>(kind: Kind<T>, options?: ListOptions) => Promise<readonly T[]>;
  /**
   * The same page by page, for more than one wants in memory: `for await (const { items } of client.pages(Pod)) …`. When a token expires on
   * the way, the rest is of a later state. Always from the API server.
   */
  readonly pages: <T extends KubernetesObject>(
    kind: Kind<T>,
    options?: ListOptions,
  ) => AsyncIterable<KubernetesList<T>>;
  /** What is there and how it changes, until the loop is left: see `WatchChange`. */
  readonly watch: <T extends KubernetesObject>(kind: Kind<T>, options?: WatchOptions) => AsyncIterable<WatchChange<T>>;
  /** `AlreadyExists` when it does. The name may be left to the server by `metadata.generateName`. */
  readonly create: <T extends KubernetesObject>(
    kind: Kind<T>,
    object: NewDraft<T>,
    options?: CreateOptions,
  ) => Promise<T>;
  /**
   * Replaces the object; a `Conflict` if it was changed since `object` was read (by its resourceVersion, when it has one). Managed fields
   * are not sent. What a cache leaves out of its objects would be lost: read live what is replaced, or patch.
   */
  readonly update: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: WriteOptions) => Promise<T>;
  /** A merge patch or a JSON patch, or a strategic merge patch by `type`. A merge patch with `metadata.resourceVersion` can be a `Conflict`. */
  readonly patch: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    patch: Patch,
    options?: PatchOptions,
  ) => Promise<T>;
  /** Server-side apply: the object has the fields of `object` afterwards, and no longer those that this field manager applied before. */
  readonly apply: <T extends KubernetesObject>(kind: Kind<T>, object: Draft<T>, options?: ApplyOptions) => Promise<T>;
  /** false when there was no such object. */
  readonly delete: <T extends KubernetesObject>(
    kind: Kind<T>,
    key: ObjectKey,
    options?: DeleteOptions,
  ) => Promise<boolean>;
  /**
   * Deletes all objects of a kind in a namespace (of a cluster-scoped kind: all), or those that are selected. A cache learns of it by its watch.
   */
  readonly deleteAllOf: <T extends KubernetesObject>(kind: Kind<T>, options?: DeleteAllOfOptions) => Promise<void>;
  /** `status`, `scale`, `eviction`, `token`, …: see `SubresourceClient`. */
  readonly subresource: <T extends KubernetesObject, Name extends string>(
    kind: Kind<T>,
    subresource: Name,
  ) => SubresourceClient<T, Name>;
  /** A kind that the program does not declare, as the server has it; asked once and remembered. Errors: `UnknownKind`. */
  readonly kindOf: (name: KindName) => Promise<Kind<Unstructured>>;
  /** All kinds that the server has, with their verbs and subresources; as of the last time that it was asked for kinds. */
  readonly kinds: () => Promise<readonly DiscoveredKind[]>;
}

export interface ClientOptions {
  readonly transport: Transport;
  /** Who is recorded as the owner of the fields written. */
  readonly fieldManager: string;
  /** For all writes that do not say; default: the server's, which is `Warn`. */
  readonly fieldValidation?: FieldValidation;
  /** Whether writes that do not say are only tried; default false. */
  readonly dryRun?: boolean;
  /** Told of the API server's warnings; default: nobody. `logWarnings(logger)` logs each once. */
  readonly onWarning?: WarningHandler;
  readonly observer?: WriteObserver;
  readonly clock?: Clock;
}

/** A client that reads and writes the API server directly, with no cache. */
export const createClient = ({
  transport,
  observer,
  onWarning,
  clock = systemClock,
  ...defaults
}: ClientOptions): Client => {
  const requests = createRequests({ transport, defaults, observer, onWarning });
  const mapper = createMapper(requests, clock);
  return {
    get: (...given) => get(requests, ...given),
    list: (...given) => list(requests, ...given),
    pages: (...given) => pages(requests, ...given),
    watch: (...given) => watch({ transport, clock }, ...given),
    create: (...given) => create(requests, ...given),
    update: (...given) => update(requests, ...given),
    patch: (...given) => patch(requests, ...given),
    apply: (...given) => apply(requests, ...given),
    delete: (...given) => deleteOne(requests, ...given),
    deleteAllOf: (...given) => deleteAllOf(requests, ...given),
    subresource: (...given) => subresourceOf(requests, ...given),
    kindOf: mapper.kindOf,
    kinds: mapper.kinds,
  };
};
