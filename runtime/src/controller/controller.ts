/** Declares controllers: plain values, which a manager runs. */
import type { LabelSelector, Labels } from '../client/selectors.ts';
import { type Duration, milliseconds } from '../duration.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { RateLimiter } from '../queue/rate-limiter.ts';
import type { Source } from '../source/source.ts';
import { isBuiltIn } from './built-in.ts';
import { listFault } from './declared.ts';
import { defaultFinalizer, isFinalizer } from './finalizer.ts';
import type { Predicate } from './predicates.ts';
import type { Cleanup, Reconcile } from './reconcile.ts';
import { normalise, type Owned, type Watch } from './watch.ts';

export interface ControllerOptions<T extends KubernetesObject> {
  readonly reconcile: Reconcile<T>;
  /**
   * Called when the object is deleted, before it goes; because it is there, objects get a finalizer. One that leaves what the controller selects
   * (`labels`, `fields`, `namespaces`) keeps it: when it is deleted then, it stays until somebody removes the finalizer.
   */
  readonly cleanup?: Cleanup<T>;
  /**
   * What holds the object until `cleanup` is done, `example.com/cleanup`: of this controller alone, for whoever removes it lets the object go.
   * Default: the kind's group and `/finalizer`; for kinds of Kubernetes itself, which other operators clean up too, there is none.
   */
  readonly finalizer?: string;
  /** Kinds of the children: watched, cached, and the only ones that `apply` writes. A kind, or `{ kind, metadataOnly, labels, … }`. */
  readonly owns?: readonly (Kind | Owned)[];
  /** Kinds that are read beyond the children: watched and cached. */
  readonly watches?: readonly (Kind | Watch)[];
  /** What else wakes the controller: `channel()`, `interval('5m')`, `cron('0 3 * * *')`. */
  readonly sources?: readonly Source[];
  /** A change of an object wakes only if all of them pass, for example `[predicates.generationChanged]`. Default: every change wakes. */
  readonly predicates?: readonly Predicate<T>[];
  /** Only objects with these labels are this controller's: no others are watched, kept, or reconciled. */
  readonly labels?: LabelSelector;
  /** Only objects with these fields; which can be selected is up to the kind. */
  readonly fields?: Labels;
  /** Only these namespaces; default: those that the manager is limited to, or all. */
  readonly namespaces?: readonly string[];
  /** Default: the operator's name. */
  readonly fieldManager?: string;
  /** Objects reconciled at the same time; default 10. */
  readonly concurrency?: number;
  /**
   * A reconcile that takes longer fails: its signal is aborted, nothing more can be written through its context, and the object is tried
   * again with backoff. Default: none, a reconcile may take as long as it likes (and one that never ends keeps its worker).
   */
  readonly reconcileTimeout?: Duration;
  /** Every object is reconciled so often, give or take 10 %, when nothing else is to do (priority -100); default `10h`; 0: never. */
  readonly resyncPeriod?: Duration;
  /** A change wakes when its object has been quiet for so long (trailing edge); default: at once. See queue.ts for what it can hide. */
  readonly debounce?: Duration;
  /** How long to wait before a retry; default `rateLimiter.exponential()`: 5 ms, 10 ms, … 1000 s. */
  readonly rateLimiter?: RateLimiter;
  /** `namespace`: namespaces take turns; a function of `namespace/name`: what it groups together takes turns. Default: first come, first served. */
  readonly fairness?: 'namespace' | ((key: string) => string);
  /** For logs and metrics; default: the kind in lower case. */
  readonly name?: string;
}

/** A controller as declared. Durations in milliseconds. */
export interface Controller {
  readonly name: string;
  readonly kind: Kind;
  readonly reconcile: Reconcile<KubernetesObject>;
  readonly cleanup: Cleanup<KubernetesObject> | undefined;
  /** There when there is a cleanup. */
  readonly finalizer: string | undefined;
  /** The kinds of `children`. */
  readonly owns: readonly Kind[];
  readonly children: readonly Owned[];
  readonly watches: readonly Watch[];
  readonly sources: readonly Source[];
  readonly predicates: readonly Predicate[];
  readonly labels: LabelSelector | undefined;
  readonly fields: Labels | undefined;
  readonly namespaces: readonly string[] | undefined;
  readonly fieldManager: string | undefined;
  readonly concurrency: number | undefined;
  readonly reconcileTimeout: number | undefined;
  readonly resyncPeriod: number;
  readonly debounce: number;
  readonly rateLimiter: RateLimiter | undefined;
  readonly groupOf: ((key: string) => string) | undefined;
}

const RESYNC_PERIOD = 36_000_000;

/** Declares a controller: `controller(Memcached, { reconcile, owns: [Deployment, Service] })`. Errors: `TypeError` for what cannot work. */
export const controller = <T extends KubernetesObject>(kind: Kind<T>, options: ControllerOptions<T>): Controller => {
  const { reconcile, cleanup, concurrency, fairness, owns, watches: watched, sources, predicates } = options;
  const refuse = (what: string): never => {
    throw new TypeError(`controller(${(kind as Kind | undefined)?.kind}): ${what}`);
  };
  const fault = listFault(kind, { owns, watches: watched, sources, predicates });
  if (fault !== undefined) refuse(fault);
  const { name = kind.kind.toLowerCase() } = options;
  const duration = (option: 'reconcileTimeout' | 'resyncPeriod' | 'debounce', otherwise: number): number => {
    try {
      return milliseconds(options[option] ?? otherwise);
    } catch (error) {
      return refuse(`"${option}": ${(error as Error).message}`);
    }
  };
  if (typeof reconcile !== 'function')
    refuse(
      '"reconcile" is not a function. Export it from reconcile.ts: "export const reconcile: Reconcile<…> = async (object, context) => { … }".',
    );
  if (cleanup !== undefined && typeof cleanup !== 'function') refuse('"cleanup" is not a function.');
  const finalizer = cleanup === undefined ? undefined : (options.finalizer ?? defaultFinalizer(kind));
  if (cleanup === undefined && options.finalizer !== undefined) refuse('there is a "finalizer", but no "cleanup".');
  if (cleanup !== undefined && finalizer === undefined)
    refuse(
      `${kind.apiVersion} is of Kubernetes itself, and others may clean up such objects too: "cleanup" needs a finalizer of its own. Name it: finalizer: "my-operator.example.com/cleanup".`,
    );
  if (finalizer !== undefined && !isFinalizer(finalizer))
    refuse(`"finalizer" is ${JSON.stringify(finalizer)}. Use a domain, a slash and a name: "example.com/cleanup".`);
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0))
    refuse(`"concurrency" is ${concurrency}. Use a whole number of at least 1.`);
  if (kind.projection !== undefined)
    refuse(
      'the objects to reconcile cannot be metadata alone. Use the kind itself, and metadataOnly for "owns" and "watches".',
    );
  if (fairness !== undefined && fairness !== 'namespace' && typeof fairness !== 'function')
    refuse(`"fairness" is ${JSON.stringify(fairness)}. Use "namespace", or a function of "namespace/name".`);
  const children = (owns ?? []).map((one) => normalise<Owned>(one));
  if (children.some(({ kind: child }) => child.apiVersion === kind.apiVersion && child.kind === kind.kind))
    refuse('an object cannot own objects of its own kind.');
  const watches = (watched ?? []).map((one) => normalise<Watch>(one));
  const builtIn = [...children, ...watches].find((one) => one.when === 'crdPresent' && isBuiltIn(one.kind));
  if (builtIn !== undefined)
    refuse(`${builtIn.kind.kind} (${builtIn.kind.apiVersion}) is built in, and has no CRD. Leave "when" out.`);
  const timeout = duration('reconcileTimeout', 0);
  return Object.freeze({
    name,
    kind,
    // What reconcile is given is what the informer of `kind` brings.
    reconcile: reconcile as unknown as Reconcile<KubernetesObject>,
    cleanup: cleanup as unknown as Cleanup<KubernetesObject> | undefined,
    finalizer,
    owns: children.map((child) => child.kind),
    children,
    watches,
    sources: sources ?? [],
    predicates: (predicates ?? []) as unknown as readonly Predicate[],
    labels: options.labels,
    fields: options.fields,
    namespaces: options.namespaces,
    fieldManager: options.fieldManager,
    concurrency,
    reconcileTimeout: timeout === 0 ? undefined : timeout,
    resyncPeriod: duration('resyncPeriod', RESYNC_PERIOD),
    debounce: duration('debounce', 0),
    rateLimiter: options.rateLimiter,
    groupOf: fairness === 'namespace' ? namespaceOf : fairness,
  });
};

const namespaceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));
