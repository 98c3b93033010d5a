/** Declares controllers: plain values, which a manager runs. */
import type { ObjectKey } from '../client/path.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Cleanup, Reconcile } from './reconcile.ts';

/** A kind whose changes wake the controller. */
export interface Watch {
  readonly kind: Kind;
  /** The objects to reconcile when this one changed. Default: all in its namespace; all, if one of both is cluster-scoped. */
  readonly map?: (object: KubernetesObject) => readonly ObjectKey[];
}

export interface ControllerOptions<T extends KubernetesObject> {
  readonly reconcile: Reconcile<T>;
  /** Called when the object is deleted, before it goes; because it is there, objects get a finalizer. */
  readonly cleanup?: Cleanup<T>;
  /** Kinds of the children: watched, cached, and the only ones that `apply` writes. */
  readonly owns?: readonly Kind[];
  /** Kinds that are read beyond the children: watched and cached. */
  readonly watches?: readonly (Kind | Watch)[];
  /** Default: the operator's name. */
  readonly fieldManager?: string;
  /** Objects reconciled at the same time; default 10. */
  readonly concurrency?: number;
  /** For logs and metrics; default: the kind in lower case. */
  readonly name?: string;
}

/** A controller as declared. */
export interface Controller {
  readonly name: string;
  readonly kind: Kind;
  readonly reconcile: Reconcile<KubernetesObject>;
  readonly cleanup: Cleanup<KubernetesObject> | undefined;
  readonly owns: readonly Kind[];
  readonly watches: readonly Watch[];
  readonly fieldManager: string | undefined;
  readonly concurrency: number | undefined;
}

/** Declares a controller: `controller(Memcached, { reconcile, owns: [Deployment, Service] })`. Errors: `TypeError` for what cannot work. */
export const controller = <T extends KubernetesObject>(kind: Kind<T>, options: ControllerOptions<T>): Controller => {
  const {
    reconcile,
    cleanup,
    owns = [],
    watches = [],
    fieldManager,
    concurrency,
    name = kind.kind.toLowerCase(),
  } = options;
  const refuse = (what: string): never => {
    throw new TypeError(`controller(${kind.kind}): ${what}`);
  };
  if (typeof reconcile !== 'function')
    refuse(
      '"reconcile" is not a function. Export it from reconcile.ts: "export const reconcile: Reconcile<…> = async (object, context) => { … }".',
    );
  if (cleanup !== undefined && typeof cleanup !== 'function') refuse('"cleanup" is not a function.');
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0))
    refuse(`"concurrency" is ${concurrency}. Use a whole number of at least 1.`);
  if (owns.some((child) => child.apiVersion === kind.apiVersion && child.kind === kind.kind))
    refuse('an object cannot own objects of its own kind.');
  return Object.freeze({
    name,
    kind,
    // What reconcile is given is what the informer of `kind` brings.
    reconcile: reconcile as unknown as Reconcile<KubernetesObject>,
    cleanup: cleanup as unknown as Cleanup<KubernetesObject> | undefined,
    owns,
    watches: watches.map((watch) => ('plural' in watch ? { kind: watch } : watch)),
    fieldManager,
    concurrency,
  });
};
