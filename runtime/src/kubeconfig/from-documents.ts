/** From the documents of kubeconfigs to the one context that is asked for. */
import { type Cluster, readCluster } from './cluster.ts';
import { selectContext } from './context.ts';
import { createCredentials } from './credentials.ts';
import type { Field } from './document.ts';
import { kubeConfigOf, type LoadedKubeConfig } from './kube-config.ts';
import { merge } from './merge.ts';
import { proxyOf } from './proxy.ts';
import { ANONYMOUS, readUser } from './user.ts';

/** The KubeConfig of a context of documents, the first first. Errors: `KubeConfigError`, `FieldFault`. */
export const fromDocuments = (
  documents: readonly Field[],
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  now: () => number,
): LoadedKubeConfig => {
  const source = documents.map(({ document }) => document.file).join(', ');
  const merged = merge(documents);
  const { name, namespace, cluster: clusterField, user: userField } = selectContext(merged, asked, source);
  const cluster = readCluster(clusterField);
  const user =
    userField === undefined ? ANONYMOUS : readUser(userField, { env, now, cluster: () => clusterInfo(cluster) });
  return kubeConfigOf({
    source,
    context: name,
    contexts: [...merged.contexts.keys()],
    namespace,
    server: cluster.server,
    proxyUrl: cluster.proxyUrl ?? proxyOf(cluster.server, env),
    credentials: createCredentials(cluster, user, now),
  });
};

/** The cluster in the terms of ExecCredential (client.authentication.k8s.io/v1 Cluster). */
const clusterInfo = async ({ server, authority, insecure, serverName, proxyUrl, execConfig }: Cluster) => {
  const ca = await authority?.();
  return {
    server,
    ...(serverName === undefined ? {} : { 'tls-server-name': serverName }),
    ...(insecure ? { 'insecure-skip-tls-verify': true } : {}),
    ...(ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(proxyUrl === undefined ? {} : { 'proxy-url': proxyUrl }),
    ...(execConfig === undefined ? {} : { config: execConfig }),
  };
};
