/**
 * What a manager counts, under controller-runtime's names.
 *
 * Caveats: prom-client is loaded only when metrics are served; a manager that serves none counts nothing.
 */
import type { Informer } from '../cache/informer.ts';
import type { ControllerMetrics } from '../controller/observer.ts';
import type { RequestSample } from '../transport/request.ts';

/** Anything that prints metrics in Prometheus' text format; a `Registry` of prom-client is one. */
export interface MetricsRegistry {
  readonly metrics: () => Promise<string>;
}

/** `cluster`: a label where there are several. */
export interface CountedInformer {
  readonly informer: Informer;
  readonly cluster?: string;
}

export interface Metrics {
  /** Counts of a controller, all 0 from now on; `cluster`: a label where there are several. */
  readonly controller: (name: string, concurrency: number, cluster?: string) => ControllerMetrics;
  readonly request: (sample: RequestSample) => void;
  /** A cluster has gone; `host`: its API server's, where no other cluster has the same. */
  readonly forget: (cluster: string, host: string | undefined) => void;
  /** Whether this process leads by the lease of this name. */
  readonly leader: (name: string, leads: boolean) => void;
  /** The leader had to read its lease before it could renew it. */
  readonly slowPath: (name: string) => void;
  /** A server's certificate was read, or could not be used. */
  readonly certificate: (outcome: 'read' | 'failed') => void;
  /** Informers whose state is looked at for each scrape. */
  readonly informers: (informers: () => readonly CountedInformer[]) => void;
}

export interface ServedMetrics extends Metrics, MetricsRegistry {
  readonly contentType: string;
}

const nothing = () => {};

/** Counts nothing. */
export const noMetrics: Metrics = {
  controller: () => ({
    queue: { added: nothing, retried: nothing, waited: nothing, worked: nothing, attach: nothing },
    started: nothing,
    finished: nothing,
    terminalError: nothing,
    panicked: nothing,
    timedOut: nothing,
  }),
  request: nothing,
  forget: nothing,
  leader: nothing,
  slowPath: nothing,
  certificate: nothing,
  informers: nothing,
};

/** Metrics that can be served, by prom-client. */
export const loadMetrics = async (): Promise<ServedMetrics> =>
  (await import('./prometheus.ts')).createPrometheusMetrics();
