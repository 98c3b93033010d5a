/**
 * A proxy between an operator and an API server, real or embedded, that does to their traffic what networks and API servers do in bad hours.
 *
 *     await using proxy = await startFaultProxy({ kubeConfig });
 *     const manager = createManager({ name: 'operator', controllers, kubeConfig: proxy.kubeConfig() });
 *     proxy.inject({ type: 'status', code: 429, retryAfter: 1 }, { verbs: 'writes', times: 20 });
 *     proxy.inject({ type: 'gone' }, { verbs: ['watch'], kind: ConfigMap });
 *     const heal = proxy.blackHole();
 *
 * Expected flow: clients connect to `kubeConfig()`. Where the API server speaks TLS the proxy does too, with an authority of its own that is
 * in that kubeconfig. A request that brings a bearer token goes on as its bearer; others as whom the proxy's own kubeconfig names.
 * Guarantees: what no fault is for passes unchanged. `lose` and `sever` cut the client off when the server's answer is complete: it was carried out.
 * Caveats: HTTP/1.1 alone; no upgrades (exec, attach, port-forward). An API server that is not there shows as a reset, not as refused;
 * for the latter see `refuse`.
 */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KubeConfig } from '../../transport/credentials.ts';
import { createAuthority } from '../certificates/authority.ts';
import { type Access, kubeConfigOf, kubeconfigYaml } from '../kubeconfig.ts';
import type { Fault, Injection, Where } from './fault.ts';
import { type Entry, handle } from './handler.ts';
import { createInjections } from './injections.ts';
import { openLink, type Shape } from './link.ts';
import { isMeant } from './fault.ts';
import type { ProxiedRequest } from './request.ts';
import { createUpstream } from './upstream.ts';
import type { WatchRelay } from './watch-relay.ts';

export interface FaultProxyOptions {
  /** The API server, and who asks when a client brings no bearer token. */
  readonly kubeConfig: KubeConfig;
  /** 0 (default): any free port. */
  readonly port?: number;
  /** How many requests `requests` goes back. Default 10 000. */
  readonly history?: number;
}

export interface FaultProxy extends AsyncDisposable {
  /** `https://127.0.0.1:PORT`, or `http:` where the API server has no TLS either. */
  readonly url: string;
  /** How clients connect; a token, or a file with one, makes them who they are for the API server. */
  readonly kubeConfig: (access?: Access) => KubeConfig;
  /** The same as the text of a kubeconfig file. */
  readonly kubeconfig: (access?: Access) => string;
  /** Puts a fault in force, for requests and watches that `where` describes: by default all that the fault can be for. */
  readonly inject: (fault: Fault, where?: Where) => Injection;
  /** Resets all connections (RST) that are open now, watches included; how many there were. */
  readonly resetConnections: () => number;
  /**
   * No byte passes any more, and nobody is told: neither FIN nor RST. On `all` connections, new ones too (default), as when packets are
   * dropped; or on those that are `open` now, as when a NAT or a load balancer forgot them. The answer ends it: what was held goes on.
   */
  readonly blackHole: (connections?: 'all' | 'open') => () => void;
  /** Slows down; `{}`: no more. */
  readonly shape: (shape: Shape) => void;
  /** Resets all connections, and refuses new ones (ECONNREFUSED) until the answer is called, as when the API server is down. */
  readonly refuse: () => () => Promise<void>;
  /** Takes back all faults, black holes and shapes; not `refuse` and `sever`. */
  readonly heal: () => void;
  /** Requests that have come, oldest first. */
  readonly requests: (
    where?: Pick<Where, 'verbs' | 'kind' | 'subresource' | 'namespace' | 'name' | 'matching'>,
  ) => readonly ProxiedRequest[];
  /** Forgets them. */
  readonly forget: () => void;
  /** Connections that are open, and that there were. */
  readonly connections: () => { readonly open: number; readonly accepted: number };
  readonly close: () => Promise<void>;
}

/** Starts a proxy on 127.0.0.1. Errors: a kubeconfig without current cluster, a port that is taken. */
export const startFaultProxy = async ({
  kubeConfig,
  port = 0,
  history = 10_000,
}: FaultProxyOptions): Promise<FaultProxy> => {
  const upstream = createUpstream(kubeConfig);
  const relays = new Set<WatchRelay>();
  const injections = createInjections(() => {
    for (const relay of relays) relay.changed();
  });
  let log: ProxiedRequest[] = [];
  const authority = upstream.tls ? createAuthority('fault proxy') : undefined;
  const inner =
    authority === undefined ? createHttpServer() : createHttpsServer({ ...authority.server('127.0.0.1', 'localhost') });
  // Watches are long, and who is slow here is so on purpose.
  Object.assign(inner, { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, timeout: 0 });
  inner.on('tlsClientError', () => {});
  inner.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  const link = await openLink(port, (inner.address() as AddressInfo).port);

  inner.on('request', (incoming, outgoing) => {
    const { remotePort } = incoming.socket;
    const record = (request: ProxiedRequest): Entry => {
      log.push(request);
      if (log.length > 2 * history) log = log.slice(-history);
      return request;
    };
    const reset = () => link.resetOne(remotePort);
    void handle({ upstream, injections, relays, record, reset, sever: () => void link.refuse() }, incoming, outgoing);
  });

  const url = `${upstream.tls ? 'https' : 'http'}://127.0.0.1:${link.port}`;
  const context = kubeConfig.getContextObject(kubeConfig.getCurrentContext());
  const yaml = (access: Access = {}): string =>
    kubeconfigYaml({ server: url, ca: authority?.ca, namespace: context?.namespace, ...access });
  const close = async (): Promise<void> => {
    await link.close();
    upstream.close();
    inner.closeAllConnections();
    await new Promise((resolve) => inner.close(resolve));
  };
  return {
    url,
    kubeconfig: yaml,
    kubeConfig: (access) => kubeConfigOf(yaml(access)),
    inject: (fault, where = {}) => injections.add(fault, where),
    resetConnections: link.reset,
    blackHole: (connections = 'all') => link.blackHole(connections),
    shape: link.shape,
    refuse: link.refuse,
    heal: () => {
      injections.clear();
      link.heal();
    },
    requests: (where = {}) => log.slice(-history).filter((request) => isMeant(where, request)),
    forget: () => {
      log = [];
    },
    connections: () => ({ open: link.connections(), accepted: link.accepted() }),
    close,
    [Symbol.asyncDispose]: close,
  };
};
