/** What a manager can be asked for while it runs; see manager.ts for what it does. */
import type { Client } from '../client/client.ts';
import type { KubeConfig } from '../transport/credentials.ts';
import type { Cluster } from './cluster.ts';
import type { HealthCheck } from './health.ts';
import type { Runnable } from './runnable.ts';

export interface Manager {
  /** Resolves when every informer has synced or reported why it cannot, or when it is stopped. Errors: the cluster cannot be reached, a port is in use. */
  readonly start: () => Promise<void>;
  /** Resolves when all has ended; may be called again. */
  readonly stop: () => Promise<void>;
  /** Resolves after stop. Rejects when the lease was lost, a runnable failed, or something did not end in time: the process must end. */
  readonly finished: Promise<void>;
  /** Reads declared kinds from the cache. */
  readonly client: Client;
  /** The home cluster's connections, caches and clients. */
  readonly cluster: Cluster;
  /** Reconciles the objects of one more cluster. Errors: `TypeError` when the name is taken. */
  readonly addCluster: (name: string, kubeConfig: KubeConfig) => Cluster;
  /** Resolves when the reconciles of that cluster have ended; false when there is none. */
  readonly removeCluster: (name: string) => Promise<boolean>;
  /** By name; not the home cluster, unless it is listed. */
  readonly clusters: () => ReadonlyMap<string, Cluster>;
  /** Resolves when this manager reconciles: at once after start, when it leads, or when it has its part of the objects. */
  readonly leading: Promise<void>;
  /** Runs something beside the controllers, from now on if the manager is started. */
  readonly add: (runnable: Runnable) => void;
  /** A check of `/healthz`: the process is restarted when it throws. */
  readonly addHealthCheck: (name: string, check: HealthCheck) => void;
  /** A check of `/readyz`: the process gets no requests while it throws. */
  readonly addReadyCheck: (name: string, check: HealthCheck) => void;
  /** Where the servers listen, 0: nowhere. */
  readonly ports: () => { readonly metrics: number; readonly health: number };
}
