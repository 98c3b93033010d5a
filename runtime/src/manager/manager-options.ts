/** What a manager can be told, and what is wrong with it. */
import type { CachedKind } from '../cache/cached-kind.ts';
import type { Clock } from '../clock.ts';
import type { Controller } from '../controller/controller.ts';
import { checkFinalizers } from '../controller/finalizer.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import { type Address, parseAddress } from './address.ts';
import type { ShardingSettings } from '../sharding/sharding.ts';
import type { LeaderElectionDurations } from './leader-election.ts';
import type { Logger } from './log.ts';
import type { MetricsRegistry } from './metrics.ts';
import { PREFLIGHT_MODES, type PreflightMode } from './preflight.ts';
import type { Tracer } from './tracing.ts';

export interface LeaderElectionSettings extends LeaderElectionDurations {
  /** The Lease's name; default: the operator's. */
  readonly name?: string;
  /** The Lease's namespace; default: $POD_NAMESPACE, the ServiceAccount's, that of the kubeconfig's context, or `default`. */
  readonly namespace?: string;
  /** Who holds it, different for each process; default: $POD_NAME or the host's name, and a random part. */
  readonly identity?: string;
}

export interface MetricsSettings {
  /** HTTPS, for those alone who may `get` the non-resource URL `/metrics` (401 and 403 for others); default: false. */
  readonly secure?: boolean;
  /**
   * The directory of the certificate, as a Secret is mounted, or as OLM mounts one; renewed files are used without a restart. Default: a
   * certificate that is signed by itself.
   */
  readonly certPath?: string;
  /** Default: `tls.crt`, or `apiserver.crt` where there is no such pair. */
  readonly certName?: string;
  /** Default: `tls.key`, or `apiserver.key` where there is no such pair. */
  readonly keyName?: string;
  /** Metrics of your own to serve beside the manager's: `[register]` of prom-client. */
  readonly registries?: readonly MetricsRegistry[];
}

export interface ManagerOptions {
  /** The operator's name, `memcached-operator`: its field manager, its lease, its events. At most 63 small letters, digits, `-` and `.`. */
  readonly name: string;
  readonly controllers: readonly Controller[];
  /**
   * Of `loadKubeConfig`, of @kubernetes/client-node, or anything like it: the home cluster, where Leases are and, without `clusters`, the
   * objects. Default: the first of `clusters`.
   */
  readonly kubeConfig?: KubeConfig;
  /**
   * The clusters whose objects are reconciled, by name: each controller runs on each of them; see clusters/fleet.ts. The home cluster is one of
   * them only if it is listed. More can be added and removed while the manager runs. Default: the home cluster alone, without a name.
   */
  readonly clusters?: Readonly<Record<string, KubeConfig>>;
  /** What the manager is limited to; default: all namespaces. */
  readonly namespaces?: readonly string[];
  /** How objects are kept in memory, where not as they come: `[cached(Pod, { transform: …, indexes: { byImage: … } })]`. */
  readonly cache?: readonly CachedKind[];
  /** Wait for a Lease before reconciling; default: no. */
  readonly leaderElection?: boolean | LeaderElectionSettings;
  /** Share the objects with other replicas that run, instead of electing one that does all; default: no. */
  readonly sharding?: boolean | ShardingSettings;
  /** `:8080`; default: none. */
  readonly metricsBindAddress?: string;
  /** How metrics are served, if they are. */
  readonly metrics?: MetricsSettings;
  /** `:8081`; default: none. */
  readonly healthProbeBindAddress?: string;
  /**
   * What to do about missing kinds and permissions at the start: `warn`, `fail`, or `off`, the default. What one of `clusters` lacks is only told: the
   * others go on.
   */
  readonly preflight?: PreflightMode;
  /** Reconciles at the same time in each controller; default 10. */
  readonly concurrency?: number;
  /** Default: JSON lines on standard output, from the level `info`. */
  readonly logger?: Logger;
  /** Spans for reconciles and requests: `trace.getTracer('my-operator')` of @opentelemetry/api; default: none. */
  readonly tracer?: Tracer;
  readonly clock?: Clock;
  /** Milliseconds that stop waits for running reconciles; default 30 000. */
  readonly gracePeriod?: number;
}

export interface Addresses {
  readonly metrics: Address | undefined;
  readonly health: Address | undefined;
}

/** What a Lease, a label's value and the reporter of an event may all be. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/;

/** The home cluster. Errors: `TypeError` when there is none. */
export const homeOf = ({ kubeConfig, clusters = {} }: ManagerOptions): KubeConfig => {
  const home = kubeConfig ?? Object.values(clusters)[0];
  if (home === undefined)
    throw new TypeError('There is no cluster. Give "kubeConfig", or "clusters" with one at least.');
  return home;
};

/** Where the servers shall listen. Errors: `TypeError` for options that cannot work. */
export const checkOptions = (options: ManagerOptions): Addresses => {
  const { name: operator, controllers, namespaces = [], metrics = {}, preflight = 'off', gracePeriod = 0 } = options;
  if (typeof operator !== 'string' || !NAME.test(operator))
    throw new TypeError(
      `"name" is ${JSON.stringify(operator)}. Leases, labels and events are named by it: use at most 63 small letters, digits, "-" and ".", as in "memcached-operator".`,
    );
  if (!Array.isArray(controllers)) throw new TypeError('"controllers" is no list. Give [controller(…), …].');
  const names = new Set<string>();
  for (const { name } of controllers) {
    if (names.has(name))
      throw new TypeError(
        `There are two controllers of the name ${JSON.stringify(name)}. Give one of them another: controller(…, { name }).`,
      );
    names.add(name);
  }
  checkFinalizers(controllers);
  if (settingsOf(options.leaderElection) !== undefined && settingsOf(options.sharding) !== undefined)
    throw new TypeError(
      'Leader election lets one replica reconcile everything, sharding lets each reconcile a part. Leave out "leaderElection" or "sharding".',
    );
  if (namespaces.includes('')) throw new TypeError('A namespace is empty. Leave "namespaces" out for all namespaces.');
  if (metrics.certPath !== undefined && metrics.secure !== true)
    throw new TypeError('Metrics have a certificate, but are not secure. Set "secure: true", or leave "certPath" out.');
  if (!PREFLIGHT_MODES.includes(preflight))
    throw new TypeError(`"preflight" is ${JSON.stringify(preflight)}. Use ${PREFLIGHT_MODES.join(', ')}.`);
  const { concurrency = 1 } = options;
  if (!(Number.isInteger(concurrency) && concurrency > 0))
    throw new TypeError(`"concurrency" is ${concurrency}. Use a whole number of at least 1.`);
  if (!(gracePeriod >= 0)) throw new TypeError(`"gracePeriod" is ${gracePeriod}. Use milliseconds, at least 0.`);
  return {
    metrics: parseAddress(options.metricsBindAddress ?? '0'),
    health: parseAddress(options.healthProbeBindAddress ?? '0'),
  };
};

/** What was set of something that can be left out, or just switched on. */
export const settingsOf = <T extends object>(setting: boolean | T | undefined): Partial<T> | undefined =>
  setting === true ? {} : setting === false ? undefined : setting;
