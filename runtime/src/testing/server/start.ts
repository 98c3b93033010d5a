/** Starts the embedded API server: HTTP on 127.0.0.1, everything in memory, gone when closed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadedKubeConfig } from '../../kubeconfig/kube-config.ts';
import type { Kind } from '../../kind.ts';
import { kubeConfigOf } from '../kubeconfig.ts';
import { startControllers, type WorkloadOptions } from '../workloads/start.ts';
import { Registry } from '../resources/registry.ts';
import type { Api } from '../requests/request.ts';
import { Store } from '../store/store.ts';
import { bootstrap } from './bootstrap.ts';
import { handle } from './handler.ts';
import { kubeconfigText } from './kubeconfig.ts';

export interface ServerOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** How the stand-ins for the workload controllers behave; false: nothing becomes ready by itself. */
  readonly workloads?: WorkloadOptions | false;
  /** How many changes watches can go back; older ones get 410 Expired. Default 1000. */
  readonly history?: number;
  /** Milliseconds between bookmarks of watches that want them. Default 10 000. */
  readonly bookmarkInterval?: number;
  /** The clock for timestamps. */
  readonly now?: () => Date;
}

export interface EmbeddedServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** All objects; for tests that want to look behind or to compact the history. */
  readonly store: Store;
  /** The kinds that it serves right now. */
  readonly kinds: () => readonly Kind[];
  /** How clients connect; `user` becomes the user's name. Every user may do everything. */
  readonly kubeConfig: (user?: string) => LoadedKubeConfig;
  /** The same as the text of a kubeconfig file. */
  readonly kubeconfig: (user?: string) => string;
  readonly close: () => Promise<void>;
}

export async function startServer(options: ServerOptions = {}): Promise<EmbeddedServer> {
  const store = new Store(options.history ?? 1000);
  const api: Api = { store, registry: new Registry(), now: options.now ?? (() => new Date()) };
  const timing = { bookmarkInterval: options.bookmarkInterval ?? 10_000 };
  const server = createServer((incoming, outgoing) => void handle(api, timing, incoming, outgoing));
  // Watches are long; nothing else is slow here.
  server.requestTimeout = 0;
  const stopControllers = startControllers(api, options.workloads ?? {});
  bootstrap(api);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    stopControllers();
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  const kubeconfig = (user = 'admin') => kubeconfigText(url, user);
  const kubeConfig = (user?: string) => kubeConfigOf(kubeconfig(user));
  const kinds = () =>
    api.registry.all().map(({ group, version, kind, plural, namespaced, apiVersion }) => {
      return {
        group,
        version,
        kind,
        plural,
        apiVersion,
        scope: namespaced ? ('Namespaced' as const) : ('Cluster' as const),
      };
    });
  return {
    url,
    store,
    kinds,
    kubeConfig,
    kubeconfig,
    close,
    [Symbol.asyncDispose]: close,
  };
}
