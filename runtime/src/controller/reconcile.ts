/** The seam between a controller and the code that a user writes: what reconcile is given, and what it may answer. */
import type { Client } from '../client/client.ts';
import type { Duration } from '../duration.ts';
import type { Condition, DeepPartial, KubernetesObject, ObjectMeta } from '../object.ts';
import type { Events } from './events.ts';
import type { Logger } from '../manager/log.ts';

/**
 * Brings the cluster to what `object.spec` asks for. Level-triggered: called after every change of the object or of what it
 * owns, never told which; must be idempotent. `object` is frozen and shared: copy before changing it.
 * Throwing means: try again with exponential backoff.
 */
export type Reconcile<T extends KubernetesObject> = (object: T, context: Context<T>) => Promise<Result | void>;

/** Undoes what garbage collection cannot; the finalizer is removed when it resolves. Must be idempotent. */
export type Cleanup<T extends KubernetesObject> = (object: T, context: Context<T>) => Promise<Result | void>;

/** When to reconcile again if nothing changes before; undefined: not at all. */
export interface Result {
  /** Milliseconds. */
  readonly requeueAfter: number;
}

export interface Context<T extends KubernetesObject> {
  /**
   * Server-side apply of the objects that `object` owns: labels and the owner reference are added, objects that already are as
   * desired are not written. Answers the live objects under the same keys.
   */
  readonly apply: <Children extends DesiredChildren>(children: Children) => Promise<Applied<Children>>;
  /** Writes `status` when it differs from what is there; conditions keep their lastTransitionTime. */
  readonly setStatus: (status: DesiredStatus<T>) => Promise<void>;
  readonly client: Client;
  readonly events: Events;
  readonly log: Logger;
  readonly requeueAfter: (duration: Duration) => Result;
  /** Aborted when the manager stops or the lease is lost. */
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

export type DesiredChildren = Readonly<Record<string, Desired<KubernetesObject>>>;

/** The live objects of desired ones. */
export type Applied<Children> = {
  readonly [Name in keyof Children]: Children[Name] extends { readonly __object?: infer T }
    ? NonNullable<T>
    : KubernetesObject;
};

/** The status as its kind declares it, but conditions by type: a boolean, or status with reason and message. */
export type DesiredStatus<T extends KubernetesObject> = T extends { status?: infer Status }
  ? Omit<Partial<NonNullable<Status>>, 'conditions'> & { readonly conditions?: DesiredConditions }
  : never;

export type DesiredConditions = Readonly<Record<string, boolean | DesiredCondition>>;

/** `reason` is CamelCase; by default the type, or `Not` and the type. */
export type DesiredCondition = Partial<Pick<Condition, 'reason' | 'message'>> & {
  readonly status: boolean | Condition['status'];
};
