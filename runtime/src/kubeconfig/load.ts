/**
 * Finds and reads the kubeconfig, as kubectl does, without @kubernetes/client-node.
 *
 * Expected flow: `path`, else the files of $KUBECONFIG, else ~/.kube/config, else the pod's ServiceAccount. The context is looked up, and what it
 * names is checked at once; files and plugins that it names are read at the first request, and again when they may have changed (see
 * credentials.ts).
 * Guarantees: several files are merged as kubectl merges them (the first that names something wins); relative paths are relative to the file that
 * they are in; nothing is written.
 * Caveats: `auth-provider` is oidc with an ID token that is still valid; use exec plugins. The proxy is the cluster's `proxy-url`, else that of
 * HTTPS_PROXY and NO_PROXY. `disable-compression` says nothing: answers are never compressed.
 * Errors: `KubeConfigError`, with file:line:column, what is wrong and what to do.
 */
import { readFile } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { createCredentials } from './credentials.ts';
import { type Document, explain, parseDocument } from './document.ts';
import { KubeConfigError, UnknownContext } from './error.ts';
import { fromDocuments } from './from-documents.ts';
import { inCluster, isInCluster, SERVICE_ACCOUNT } from './in-cluster.ts';
import { kubeConfigOf, type LoadedKubeConfig } from './kube-config.ts';
import { homeFile, unreadable } from './material.ts';
import { proxyOf } from './proxy.ts';

export interface LoadKubeConfigOptions {
  /** A kubeconfig file; it must be there. Default: $KUBECONFIG, ~/.kube/config, or the pod's ServiceAccount. */
  readonly path?: string;
  /** The context to use. Default: current-context. */
  readonly context?: string;
  /** Also what exec plugins get. Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the pod's ServiceAccount is mounted. Default: /var/run/secrets/kubernetes.io/serviceaccount */
  readonly serviceAccount?: string;
  /** Milliseconds since the epoch. Default: the machine's clock. */
  readonly now?: () => number;
}

/** Loads a kubeconfig: `createManager({ kubeConfig: await loadKubeConfig() })`. See the head of this file. */
export const loadKubeConfig = async (options: LoadKubeConfigOptions = {}): Promise<LoadedKubeConfig> => {
  const { context, env = process.env, serviceAccount = SERVICE_ACCOUNT, now = Date.now } = options;
  try {
    const documents = await findDocuments(options, env);
    if (documents.length > 0) return fromDocuments(await Promise.all(documents.map(parseDocument)), context, env, now);
    if (!isInCluster(env)) throw new KubeConfigError(nothingFound(env));
    if (context !== undefined)
      throw new UnknownContext(`There is no context "${context}": this is a pod without a kubeconfig.`);
    const { cluster, user, namespace } = await inCluster(env, serviceAccount);
    return kubeConfigOf({
      source: serviceAccount,
      context: 'in-cluster',
      contexts: ['in-cluster'],
      namespace,
      server: cluster.server,
      proxyUrl: proxyOf(cluster.server, env),
      credentials: createCredentials(cluster, user, now),
    });
  } catch (error) {
    throw await explain(error);
  }
};

const findDocuments = async (
  { path }: LoadKubeConfigOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Document[]> => {
  if (path !== undefined) {
    const document = await readDocument(path);
    if (document === undefined)
      throw new KubeConfigError(`There is no file ${resolve(path)}. Put the kubeconfig there, or name another.`);
    return [document];
  }
  // What is not there of the list is left out.
  const paths = kubeconfigPaths(env) ?? [homeFile(env)];
  const found = await Promise.all(paths.map(readDocument));
  return found.filter((document) => document !== undefined);
};

const kubeconfigPaths = ({
  KUBECONFIG,
}: Readonly<Record<string, string | undefined>>): readonly string[] | undefined => {
  const paths = (KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return paths.length === 0 ? undefined : paths;
};

const readDocument = async (path: string): Promise<Document | undefined> => {
  const file = resolve(path);
  try {
    return { file, text: await readFile(file, 'utf8'), trusted: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KubeConfigError(`${unreadable(error)} ${file}. Check its permissions, or name another kubeconfig.`, {
      cause: error,
    });
  }
};

const nothingFound = (env: Readonly<Record<string, string | undefined>>): string => {
  const named = kubeconfigPaths(env);
  const looked =
    named === undefined
      ? `$KUBECONFIG is not set, ${homeFile(env)} is not there`
      : `$KUBECONFIG names ${named.map((path) => resolve(path)).join(', ')}, which ${named.length === 1 ? 'is' : 'are'} not there`;
  return `There is no kubeconfig: ${looked}, and this is no pod. Name one in $KUBECONFIG, or write one with "kubectl config".`;
};
