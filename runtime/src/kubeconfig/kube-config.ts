/** A loaded kubeconfig: what the transport asks for, and the methods that client-node's KubeConfig has for the same. */
import type { RequestOptions } from 'node:https';
import type { CredentialSource, KubeConfig } from '../transport/credentials.ts';

/** What `loadKubeConfig` gives. It holds one context: load another for another cluster. */
export interface LoadedKubeConfig extends KubeConfig {
  /** Where it was read from: the kubeconfig files, or the ServiceAccount's folder. */
  readonly source: string;
  /** The context's; of a pod its own; undefined when none is named. */
  readonly namespace: string | undefined;
  /** The names of all contexts that `loadKubeConfig({ context })` takes. */
  readonly contexts: readonly string[];
  readonly credentials: CredentialSource;
}

export interface KubeConfigParts {
  readonly source: string;
  readonly context: string;
  readonly contexts: readonly string[];
  readonly namespace: string | undefined;
  readonly server: string;
  readonly proxyUrl: string | undefined;
  readonly credentials: CredentialSource;
}

/** Puts a KubeConfig together. */
export const kubeConfigOf = (parts: KubeConfigParts): LoadedKubeConfig => {
  const { source, context, contexts, namespace, server, proxyUrl, credentials } = parts;
  return {
    source,
    contexts,
    namespace,
    credentials,
    getCurrentCluster: () => ({ server, ...(proxyUrl === undefined ? {} : { proxyUrl }) }),
    getCurrentContext: () => context,
    getContextObject: (name) => {
      if (name !== context) return null;
      return namespace === undefined ? {} : { namespace };
    },
    applyToHTTPSOptions: async (options: RequestOptions) => {
      const { headers, tls } = await credentials.read();
      Object.assign(options, tls, { headers: { ...options.headers, ...headers } });
    },
  };
};
