/** The seam between a controller and the code that a user writes: what reconcile is given, and what it may answer. */
import type { CacheReader } from '../cache/cache.ts';
import type { Client } from '../client/client.ts';
import type { Duration } from '../duration.ts';
import type { Condition, DeepPartial, KubernetesObject, ObjectMeta } from '../object.ts';
import type { LabelSelector, Labels } from '../client/selectors.ts';
import type { Kind } from '../kind.ts';
import type { Events } from '../events/events.ts';
import type { PruneOptions } from '../apply/prune.ts';
import type { Logger } from '../manager/log.ts';

/**
 * Brings the cluster to what `object.spec` asks for. Level-triggered: called after every change of the object or of what it
 * owns, never told which; must be idempotent. `object` is frozen and shared: copy before changing it.
 *
 * What it ends with: nothing, when it is done until something changes; `requeueAfter(…)`, to be called again if nothing does, and its
 * failures are forgotten; a `TerminalError`, when trying again cannot help until something changes; anything else thrown, synchronously or
 * not, an Error or not: try again after 5 ms, 10 ms, … 1000 s. Errors are logged with the reconcileID, counted, and told in a Warning event;
 * the first five `Conflict`s in a row are tried again quietly.
 */
export type Reconcile<T extends KubernetesObject> = (object: T, context: Context<T>) => Promise<Result | void>;

/** Undoes what garbage collection cannot; the finalizer is removed when it resolves. Must be idempotent. */
export type Cleanup<T extends KubernetesObject> = (object: T, context: Context<T>) => Promise<Result | void>;

/** When to reconcile again if nothing changes before; undefined: not at all. What an earlier reconcile asked for holds no longer. */
export interface Result {
  /** Milliseconds. */
  readonly requeueAfter: number;
  /** Higher goes first; default: that of this reconcile, which is 0 after a change and -100 after a resync or at the start. */
  readonly priority?: number;
}

/** What a reconcile watches while the operator runs. */
export interface WatchRequest {
  /** Default: the object's own; all, if the object is cluster-scoped. `''`: all. */
  readonly namespace?: string;
  /** Only the object of this name. */
  readonly name?: string;
  readonly labels?: LabelSelector;
  /** `{ 'spec.nodeName': 'a' }`; which can be selected is up to the kind. */
  readonly fields?: Labels;
  /** Only the metadata is watched and kept. */
  readonly metadataOnly?: boolean;
}

export interface Context<T extends KubernetesObject> {
  /**
   * Server-side apply of the objects that `object` owns: labels and the owner reference are added, objects that already are as
   * desired are not written. Answers the live objects under the same keys. What is undefined is left out; `prune` deletes it, if it is there.
   */
  readonly apply: <Children extends DesiredChildren>(children: Children) => Promise<Applied<Children>>;
  /** Writes `status` when it differs from what is there; conditions keep their lastTransitionTime. */
  readonly setStatus: (status: DesiredStatus<T>) => Promise<void>;
  /**
   * Deletes the children that this reconcile has not applied: `await apply(…); await prune();`. Only what `object` controls and this operator
   * has applied before; needs the permission to delete. Answers what was deleted. See prune.ts.
   */
  readonly prune: (options?: PruneOptions) => Promise<readonly KubernetesObject[]>;
  /**
   * The objects of any kind that `object` depends on, frozen, from a watch that begins at the first call; from then on their changes wake
   * `object`. It ends when a reconcile succeeds without asking again, or the object is gone. See dynamic-watch.ts.
   */
  readonly watch: <K extends KubernetesObject>(kind: Kind<K>, request?: WatchRequest) => Promise<readonly K[]>;
  /** Whether a kind that is watched `when: 'crdPresent'` is installed at present; true for others. */
  readonly installed: (kind: Pick<Kind, 'apiVersion' | 'kind'>) => boolean;
  /** Which of the manager's clusters the object is in; undefined where it has but one. */
  readonly cluster: string | undefined;
  /** Reads declared kinds from the cache, all else from the API server. */
  readonly client: Client;
  /** Reads declared kinds from memory, at once: by name, labels, or an index: `cache.byIndex(Pod, 'byImage', 'nginx')`. */
  readonly cache: CacheReader;
  readonly events: Events;
  readonly log: Logger;
  readonly requeueAfter: (duration: Duration, options?: Pick<Result, 'priority'>) => Result;
  /** Aborted when the manager stops, the lease is lost, or the reconcile has taken longer than `reconcileTimeout`: give it to what you wait for. */
  readonly signal: AbortSignal;
}

/** What a controller writes of an object: everything but what the API server fills in. */
export type Desired<T extends KubernetesObject> = Omit<T, 'metadata' | 'status'> & {
  readonly metadata: Pick<ObjectMeta, 'name'> &
    Partial<Pick<ObjectMeta, 'namespace' | 'labels' | 'annotations' | 'finalizers' | 'ownerReferences'>>;
  /** Never there; carries the type of the live object. */
  readonly __object?: T;
};

/** As `Desired`, for kinds whose types say what is read: what the API server fills in by default may be left out. */
export type DesiredDraft<T extends KubernetesObject> = Pick<T, 'apiVersion' | 'kind'> &
  DeepPartial<Omit<T, keyof KubernetesObject | 'status'>> &
  Pick<Desired<T>, 'metadata' | '__object'>;

export type DesiredChildren = Readonly<Record<string, Desired<KubernetesObject> | undefined>>;

/** The live objects of desired ones. */
export type Applied<Children> = { readonly [Name in keyof Children]: Live<Children[Name]> };

type Live<Child> = Child extends undefined
  ? undefined
  : Child extends { readonly __object?: infer T }
    ? NonNullable<T>
    : KubernetesObject;

/** The status as its kind declares it, but conditions by type: a boolean, or status with reason and message. */
export type DesiredStatus<T extends KubernetesObject> = T extends { status?: infer Status }
  ? Omit<Partial<NonNullable<Status>>, 'conditions'> & { readonly conditions?: DesiredConditions }
  : never;

export type DesiredConditions = Readonly<Record<string, boolean | DesiredCondition>>;

/** `reason` is CamelCase; by default the type, or `Not` and the type. */
export type DesiredCondition = Partial<Pick<Condition, 'reason' | 'message'>> & {
  readonly status: boolean | Condition['status'];
};
