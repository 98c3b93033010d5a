/** The servers of a manager: health for the kubelet, metrics for whoever may read them. */
import type { Clock } from '../clock.ts';
import type { Transport } from '../transport/transport.ts';
import { withAccess } from './access-filter.ts';
import type { Address } from './address.ts';
import { certificateIn, watchCertificate } from './certificate-watcher.ts';
import { healthHandler, type HealthSources } from './health.ts';
import { type Handler, type HttpServer, serve } from './http-server.ts';
import type { Logger } from './log.ts';
import type { Addresses, MetricsSettings } from './manager-options.ts';
import { loadMetrics, type ServedMetrics } from './metrics.ts';
import { selfSigned } from './self-signed.ts';

/** Serves `/healthz` and `/readyz`. Errors: the port is in use. */
const serveHealth = (address: Address, sources: HealthSources): Promise<HttpServer> =>
  serve(address, healthHandler(sources));

export interface MetricsServerOptions extends MetricsSettings {
  readonly metrics: ServedMetrics;
  /** Where readers are reviewed, if `secure`. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Serves `/metrics`. Errors: the port is in use, the certificate cannot be used. */
export const serveMetrics = async (address: Address, options: MetricsServerOptions): Promise<HttpServer> => {
  const { metrics, registries = [], secure = false, certPath } = options;
  const handler: Handler = async ({ path }) => {
    if (path !== '/metrics') return undefined;
    const texts = await Promise.all([metrics, ...registries].map((registry) => registry.metrics()));
    return { status: 200, type: metrics.contentType, body: texts.join('\n') };
  };
  if (!secure) return serve(address, handler);
  const filtered = withAccess(handler, options);
  if (certPath === undefined) {
    options.log.info('Serving metrics with a self-signed certificate, as none is given.');
    // Whoever reads them cannot know who serves: the name does not matter.
    const pair = selfSigned({ names: ['localhost', '127.0.0.1', '::1'], now: options.clock.now(), days: 3_650 });
    return serve(address, filtered, { current: () => pair, onChange: () => {}, close: () => {} });
  }
  const certificates = await watchCertificate({
    ...(await certificateIn(certPath, options)),
    clock: options.clock,
    log: options.log,
    observe: metrics.certificate,
  });
  return serve(address, filtered, certificates);
};

export interface Servers {
  /** Errors: a port is in use, the certificate cannot be used. */
  readonly start: () => Promise<void>;
  readonly ports: () => { readonly metrics: number; readonly health: number };
  readonly close: () => Promise<void>;
}

export interface ServersOptions {
  readonly addresses: Addresses;
  readonly settings: MetricsSettings | undefined;
  readonly health: HealthSources;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called when metrics are going to be served: from then on there is something to count in. */
  readonly onMetrics: (metrics: ServedMetrics) => void;
}

/** The servers of a manager, those that have an address. */
export const createServers = ({ addresses, settings, health, onMetrics, ...options }: ServersOptions): Servers => {
  const servers: { metrics?: HttpServer; health?: HttpServer } = {};
  return {
    ports: () => ({ metrics: servers.metrics?.port ?? 0, health: servers.health?.port ?? 0 }),
    close: async () => {
      await Promise.all([servers.metrics?.close(), servers.health?.close()]);
    },
    start: async () => {
      if (addresses.health !== undefined) servers.health = await serveHealth(addresses.health, health);
      if (addresses.metrics === undefined) return;
      const metrics = await loadMetrics();
      onMetrics(metrics);
      servers.metrics = await serveMetrics(addresses.metrics, { ...settings, ...options, metrics });
    },
  };
};
