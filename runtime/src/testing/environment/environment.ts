/**
 * A cluster for tests on the real thing: kube-apiserver and etcd as processes, CRDs installed, the controllers under test running.
 * What envtest is to Go; the same to a test as `embedded`, where admission, authorization and upgrades have to be those of Kubernetes.
 *
 *     await using cluster = await testEnvironment({ crds: 'config/crd', controllers });
 *     await cluster.create(Memcached, { metadata: { name: 'memcached' }, spec: { size: 3 } });
 *
 * Assumptions: the binaries are there (`assets`, $KUBEBUILDER_ASSETS); nothing is downloaded. It takes some seconds to start: share it between tests.
 * Caveats: there are no controllers of Kubernetes' own: no garbage collection, no pods of a Deployment, no namespace that goes when deleted.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../client/client.ts';
import type { Controller } from '../../controller/controller.ts';
import type { CustomResourceDefinition } from '../../kinds/index.ts';
import type { Logger } from '../../manager/log.ts';
import { createManager } from '../../manager/manager.ts';
import type { Draft } from '../../object.ts';
import type { KubeConfig } from '../../transport/credentials.ts';
import { createTransport } from '../../transport/transport.ts';
import { readCrds, type CrdSource } from '../crd/files.ts';
import { kubeConfigOf, kubeconfigYaml } from '../kubeconfig.ts';
import { recorder } from '../recorder.ts';
import { installCrd, testCluster, type TestCluster } from '../test-cluster.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { startProcesses } from './control-plane.ts';
import type { Flags } from './flags.ts';

export interface TestEnvironmentOptions {
  /** The folder that has etcd and kube-apiserver, or where each of them is; default: $KUBEBUILDER_ASSETS, else /usr/local/kubebuilder/bin. */
  readonly assets?: string | Binaries;
  /** CRDs to install: files, folders, or objects. */
  readonly crds?: CrdSource | readonly CrdSource[];
  /** Run by a manager in this process; default: none. */
  readonly controllers?: readonly Controller[];
  /** The operator's name: its field manager, its events, its user (in system:masters). Default `operator`. */
  readonly name?: string;
  /** Where the manager logs; by default warnings and errors are shown when a test waits in vain. */
  readonly logger?: Logger;
  /** More flags, or what makes them and the files that they name, in the environment's folder; null takes a default away. */
  readonly apiServerFlags?: Flags | ((folder: string) => Flags | Promise<Flags>);
  /** More flags; null takes a default away. */
  readonly etcdFlags?: Flags;
  /** Milliseconds that each process has to become ready. Default 60 000. */
  readonly startTimeout?: number;
}

/** See `TestCluster`; beside it what is to be done with real processes. */
export interface TestEnvironment extends TestCluster {
  /** `https://127.0.0.1:PORT`; stays over restarts. */
  readonly url: string;
  /** A folder for whatever belongs to it; gone after `stop`. Processes whose ids are in its files `*.pid` are ended with this one. */
  readonly folder: string;
  /** PEM files: whom to trust, and what signs the tokens of ServiceAccounts. */
  readonly files: { readonly ca: string; readonly serviceAccountKey: string };
  /** A client certificate of this user and these groups; RBAC decides what they may do. Default: `admin` of system:masters. */
  readonly kubeConfig: (user?: string, groups?: readonly string[]) => KubeConfig;
  /** The same as the text of a kubeconfig file. */
  readonly kubeconfig: (user?: string, groups?: readonly string[]) => string;
  /** The same as the path of a file, for processes; gone after `stop`. */
  readonly kubeconfigFile: (user?: string, groups?: readonly string[]) => Promise<string>;
  /** Installs CRDs and waits until they are served. */
  readonly install: (crds: CrdSource | readonly CrdSource[]) => Promise<void>;
  /** Ends kube-apiserver, gracefully within 1.5 s; `kill`: at once. Until it is started again, connections are refused. */
  readonly stopApiServer: (options?: { readonly kill?: boolean }) => Promise<void>;
  /** Starts it again, at the same address with the same data; resolves when it is ready. */
  readonly startApiServer: () => Promise<void>;
  /** Both. */
  readonly restartApiServer: (options?: { readonly kill?: boolean }) => Promise<void>;
  /** Has etcd forget all history: what a restarted kube-apiserver is asked from before is answered by 410. */
  readonly compact: () => Promise<void>;
}

const GRACE = 1_500;
const POLL = 100;

/** Starts the processes, installs the CRDs, waits until they are served, starts the manager. Errors: missing binaries; a process that does not start, with what it printed; a CRD that is refused. */
export const testEnvironment = async (options: TestEnvironmentOptions = {}): Promise<TestEnvironment> => {
  const { crds = [], controllers = [], name = 'operator', logger } = options;
  const binaries = await findBinaries(options.assets);
  const definitions = await readCrds(crds);
  const processes = await startProcesses({
    binaries,
    apiServerFlags: options.apiServerFlags ?? {},
    etcdFlags: options.etcdFlags ?? {},
    startTimeout: options.startTimeout ?? 60_000,
  });
  const { url, folder, files, authority } = processes;
  const known = new Map<string, string>();
  const kubeconfig = (
    user = 'admin',
    groups: readonly string[] = user === 'admin' ? ['system:masters'] : [],
  ): string => {
    const id = JSON.stringify([user, groups]);
    const text =
      known.get(id) ??
      kubeconfigYaml({ server: url, ca: authority.ca, user, certificate: authority.client(user, groups) });
    known.set(id, text);
    return text;
  };
  const kubeConfig = (user?: string, groups?: readonly string[]) => kubeConfigOf(kubeconfig(user, groups));
  const transport = createTransport({ kubeConfig: kubeConfig(), userAgent: 'test' });
  const client = createClient({ transport, fieldManager: 'test' });
  const log = recorder();
  const closing: (() => Promise<void>)[] = [processes.stop, transport.close];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  const onChange = (listener: () => void): (() => void) => {
    const timer = setInterval(listener, POLL);
    return () => clearInterval(timer);
  };
  const cluster = testCluster({ client, kubeConfig, kubeconfig, onChange, context: log.text, stop });
  const install = async (more: CrdSource | readonly CrdSource[]): Promise<void> => {
    for (const definition of await readCrds(more))
      await installCrd(cluster, definition as unknown as Draft<CustomResourceDefinition>);
  };
  const stopApiServer = ({ kill = false } = {}) => processes.stopApiServer(kill ? 0 : GRACE);
  try {
    await install(definitions);
    if (controllers.length > 0) {
      const identity = kubeConfig(name, ['system:masters']);
      const manager = createManager({ name, controllers, kubeConfig: identity, logger: logger ?? log });
      closing.push(manager.stop);
      await manager.start();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...cluster,
    url,
    folder,
    files,
    kubeConfig,
    kubeconfig,
    kubeconfigFile: async (user, groups) => {
      const path = join(folder, `${encodeURIComponent(JSON.stringify([user ?? 'admin', groups ?? []]))}.kubeconfig`);
      await writeFile(path, kubeconfig(user, groups), { mode: 0o600 });
      return path;
    },
    install,
    stopApiServer,
    startApiServer: processes.startApiServer,
    restartApiServer: async (how) => {
      await stopApiServer(how);
      await processes.startApiServer();
    },
    compact: processes.compact,
  };
};
