/** The pod's own ServiceAccount, as the kubelet mounts it; the token and the certificate authority are replaced in place. */
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import type { Field } from './document.ts';
import { pem, unreadable } from './material.ts';
import { tokenIn, type User } from './user.ts';
import { KubeConfigError } from './error.ts';

export interface InCluster {
  readonly cluster: Cluster;
  readonly user: User;
  readonly namespace: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Kubernetes mounts it. */
export const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Whether this process runs in a pod. */
export const isInCluster = ({ KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port }: Environment): boolean =>
  (host ?? '') !== '' && (port ?? '') !== '';

/** Errors: `KubeConfigError` when the pod has no token (automountServiceAccountToken: false). */
export const inCluster = async (env: Environment, folder: string): Promise<InCluster> => {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const mounted = (name: string, value: unknown): Field => ({
    document: { file: join(folder, name), text: '', trusted: true },
    path: [],
    value,
  });
  const user: User = { certificate: undefined, authenticator: tokenIn(mounted('token', 'token')), headers: {} };
  try {
    await readFile(join(folder, 'token'));
  } catch (error) {
    throw new KubeConfigError(
      `${unreadable(error)} ${join(folder, 'token')}. Let the pod's ServiceAccount be mounted (automountServiceAccountToken), or name a kubeconfig in $KUBECONFIG.`,
      { cause: error },
    );
  }
  return {
    user,
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT']}`,
      authority: pem(mounted('ca.crt', { 'certificate-authority': 'ca.crt' }), 'certificate-authority'),
      insecure: false,
      serverName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
    },
    namespace: await readFile(join(folder, 'namespace'), 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    ),
  };
};
