/**
 * etcd and kube-apiserver as processes, with certificates of an authority made for them: what Go's envtest starts, with its flags.
 *
 * Guarantees: when `stop` has resolved, or this process has ended in whatever way, neither is running and the folder is gone.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateAuthority, createAuthority, signingKey } from '../certificates/authority.ts';
import type { Binaries } from './binaries.ts';
import { flagsOf, type Flags } from './flags.ts';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess, watchOver } from './process.ts';

export interface ControlPlaneOptions {
  readonly binaries: Binaries;
  readonly apiServerFlags: Flags | ((folder: string) => Flags | Promise<Flags>);
  readonly etcdFlags: Flags;
  /** Milliseconds that each has to become ready. */
  readonly startTimeout: number;
}

export interface ControlPlaneProcesses {
  readonly url: string;
  readonly folder: string;
  readonly authority: CertificateAuthority;
  /** PEM files, for whoever else belongs to it (a controller manager). */
  readonly files: { readonly ca: string; readonly serviceAccountKey: string };
  readonly startApiServer: () => Promise<void>;
  readonly stopApiServer: (grace: number) => Promise<void>;
  readonly compact: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** It waits for watches to end, which they never do. */
const API_SERVER_GRACE = 1_500;

/** Starts both. Errors: either does not become ready, with what it printed. */
export const startProcesses = async (options: ControlPlaneOptions): Promise<ControlPlaneProcesses> => {
  const { binaries, startTimeout: timeout } = options;
  const folder = await mkdtemp(join(tmpdir(), 'k8s-test-environment-'));
  const release = watchOver(folder);
  const [etcdPort, port] = [await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const url = `https://127.0.0.1:${port}`;
  let etcd: RunningProcess | undefined;
  let apiServer: RunningProcess | undefined;
  const stopApiServer = async (grace: number): Promise<void> => {
    await apiServer?.stop(grace);
    apiServer = undefined;
  };
  const stop = async (): Promise<void> => {
    await stopApiServer(API_SERVER_GRACE);
    await etcd?.stop(5_000);
    await release();
  };
  try {
    const authority = createAuthority('test environment');
    const files = await writeKeys(folder, authority);
    etcd = await startProcess({
      folder,
      name: 'etcd',
      command: binaries.etcd,
      args: flagsOf(
        {
          'data-dir': join(folder, 'etcd'),
          'listen-client-urls': etcdUrl,
          'advertise-client-urls': etcdUrl,
          'listen-peer-urls': 'http://127.0.0.1:0',
          'unsafe-no-fsync': 'true',
        },
        options.etcdFlags,
      ),
      ready: async () => (await fetch(`${etcdUrl}/health`)).ok,
      timeout,
    });
    const more =
      typeof options.apiServerFlags === 'function' ? await options.apiServerFlags(folder) : options.apiServerFlags;
    const args = flagsOf(
      {
        'advertise-address': '127.0.0.1',
        'bind-address': '127.0.0.1',
        'secure-port': String(port),
        'etcd-servers': etcdUrl,
        'cert-dir': folder,
        'tls-cert-file': files.servingCert,
        'tls-private-key-file': files.servingKey,
        'client-ca-file': files.ca,
        'service-account-issuer': `${url}/`,
        'service-account-key-file': files.serviceAccountPublicKey,
        'service-account-signing-key-file': files.serviceAccountKey,
        'authorization-mode': 'RBAC',
        'service-cluster-ip-range': '10.0.0.0/24',
        'allow-privileged': 'true',
        // Nobody makes the default ServiceAccounts that it asks for.
        'disable-admission-plugins': 'ServiceAccount',
      },
      more,
    );
    const admin = authority.client('admin', ['system:masters']);
    const startApiServer = async (): Promise<void> => {
      apiServer ??= await startProcess({
        folder,
        name: 'kube-apiserver',
        command: binaries['kube-apiserver'],
        args,
        ready: () => isReady(url, { ca: authority.ca, ...admin }),
        timeout,
      });
    };
    await startApiServer();
    return {
      url,
      folder,
      authority,
      files,
      startApiServer,
      stopApiServer,
      compact: () => compact(etcdUrl),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

const writeKeys = async (folder: string, authority: CertificateAuthority) => {
  const written = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const serving = authority.server('localhost', '127.0.0.1', 'kubernetes.default.svc');
  const accounts = signingKey();
  return {
    ca: await written('ca.crt', authority.ca),
    servingCert: await written('apiserver.crt', serving.cert),
    servingKey: await written('apiserver.key', serving.key),
    serviceAccountPublicKey: await written('service-accounts.pub', accounts.publicKey),
    serviceAccountKey: await written('service-accounts.key', accounts.privateKey),
  };
};

const isReady = (url: string, tls: { readonly ca: string; readonly cert: string; readonly key: string }) =>
  new Promise<boolean>((resolve, reject) => {
    // Also the namespace that tests use is made only after the start.
    request(`${url}/api/v1/namespaces/default`, { ...tls, agent: false, timeout: 2_000 }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) return resolve(false);
      request(`${url}/readyz`, { ...tls, agent: false }, (ready) => resolve(ready.resume().statusCode === 200))
        .once('error', reject)
        .end();
    })
      .once('error', reject)
      .end();
  });

/** By etcd's JSON gateway. */
const compact = async (etcdUrl: string): Promise<void> => {
  const ask = async (path: string, body: object) => {
    const response = await fetch(`${etcdUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`etcd: ${path}: ${await response.text()}`);
    return (await response.json()) as { readonly header: { readonly revision: string } };
  };
  const { header } = await ask('/v3/kv/range', { key: Buffer.from([0]).toString('base64') });
  await ask('/v3/kv/compaction', { revision: header.revision, physical: true });
};
