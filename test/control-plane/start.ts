/**
 * A control plane in processes of its own: etcd, kube-apiserver with RBAC and an audit log, kube-controller-manager with the
 * controllers that an operator meets. What `testEnvironment` of k8s-operator-runtime/testing starts, and more.
 *
 * Guarantees: when `stop` has resolved, or the calling process has ended in whatever way, nothing of it is running or on disk.
 * Caveats: there is no kubelet, and a scheduler only when asked for: pods stay Pending until a test sets their status (see
 * test/e2e/harness/kubelet.ts), or something that plays nodes does.
 */
import { KubeConfig } from '@kubernetes/client-node';
import { type Flags, testEnvironment } from '../../runtime/src/testing/index.ts';
import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries, type Log } from './assets.ts';
import { AUDIT_POLICY, readAuditLog, type AuditEvent } from './audit.ts';
import { startControllerManager } from './controller-manager.ts';
import { end, track } from './processes.ts';
import { startScheduler } from './scheduler.ts';

export type { AuditEvent } from './audit.ts';

export interface ControlPlaneOptions {
  /** Of kube-controller-manager; false for none at all. */
  readonly controllers?: readonly string[] | false;
  /** Whether kube-scheduler runs, for tests that have nodes. Default false. */
  readonly scheduler?: boolean;
  /** More flags of kube-apiserver; null takes a default away. */
  readonly apiServerFlags?: Flags;
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
  readonly restarts: () => readonly Period[];
  /** Freezes kube-controller-manager until the answer is called: nothing reacts to what is written. */
  readonly pauseControllers: () => () => void;
  readonly stop: () => Promise<void>;
}

/** RFC 3339, in the form that sorts with the audit log's. */
export interface Period {
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
  const environment = await testEnvironment({
    assets: binaries,
    apiServerFlags: async (folder) => {
      const policy = join(folder, 'audit-policy.json');
      await writeFile(policy, JSON.stringify(AUDIT_POLICY));
      return {
        'audit-policy-file': policy,
        'audit-log-path': join(folder, 'audit.log'),
        'audit-log-mode': 'blocking',
        ...options.apiServerFlags,
      };
    },
  });
  const { url, folder, files } = environment;
  const credentials = async (name: string, groups: readonly string[]): Promise<Credentials> => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(environment.kubeconfig(name, groups));
    return { kubeConfig, kubeConfigPath: await environment.kubeconfigFile(name, groups) };
  };
  const restarts: Period[] = [];
  let controllerManager: ChildProcess | undefined;
  let scheduler: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (scheduler !== undefined) await end(scheduler);
    if (controllerManager !== undefined) await end(controllerManager);
    await environment.stop();
  };
  try {
    const controllers = options.controllers ?? CONTROLLERS;
    if (controllers !== false) {
      const { kubeConfigPath, kubeConfig } = await credentials('system:kube-controller-manager', ['system:masters']);
      const manager = startControllerManager(binaries['kube-controller-manager'], controllers, kubeConfigPath, {
        caCert: files.ca,
        saPrivateKey: files.serviceAccountKey,
      });
      controllerManager = manager.child;
      track(folder, 'kube-controller-manager', manager.child);
      await manager.ready(kubeConfig);
    }
    if (options.scheduler === true) {
      const { kubeConfigPath } = await credentials('system:kube-scheduler', ['system:masters']);
      scheduler = startScheduler(binaries['kube-scheduler'], kubeConfigPath);
      track(folder, 'kube-scheduler', scheduler);
    }
    return {
      ...(await credentials('admin', ['system:masters'])),
      url,
      folder,
      addUser: (name, groups = []) => credentials(name, groups),
      auditLog: () => readAuditLog(join(folder, 'audit.log')),
      pauseControllers: () => {
        controllerManager?.kill('SIGSTOP');
        return () => void controllerManager?.kill('SIGCONT');
      },
      restartApiServer: async () => {
        await environment.stopApiServer();
        const from = new Date().toISOString();
        await environment.startApiServer();
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
