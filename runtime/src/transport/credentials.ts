/**
 * Who we are and whom we trust, from a KubeConfig: headers for each request, TLS material for each connection.
 * Read again every 30 s (tokens and certificates in files rotate) and after a 401; not for each request.
 */
import type { RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';

/** What is needed of `KubeConfig` of @kubernetes/client-node; any object that has it will do. */
export interface KubeConfig {
  getCurrentCluster(): KubeConfigCluster | null;
  getCurrentContext(): string;
  getContextObject(name: string): { readonly namespace?: string } | null;
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

export interface KubeConfigCluster {
  readonly server: string;
  readonly proxyUrl?: string;
}

export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: ConnectionOptions;
  /** Equal for two readings whose connections can be shared. */
  readonly tlsKey: string;
}

const KEEP_MILLISECONDS = 30_000;
const TLS_OPTIONS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

export interface CredentialSource {
  readonly read: () => Promise<Credentials>;
  /** The next read asks the KubeConfig again. */
  readonly expire: () => void;
}

/** Reads credentials from a KubeConfig and keeps them for a while. */
export const credentialSource = (kubeConfig: KubeConfig, now: () => number = Date.now): CredentialSource => {
  let kept: { readonly at: number; readonly credentials: Promise<Credentials> } | undefined;
  const expire = () => {
    kept = undefined;
  };
  return {
    expire,
    read: () => {
      if (kept !== undefined && now() - kept.at < KEEP_MILLISECONDS) return kept.credentials;
      const credentials = readCredentials(kubeConfig);
      kept = { at: now(), credentials };
      // A reading that failed is not kept: the next request tries again.
      credentials.catch(expire);
      return credentials;
    },
  };
};

const readCredentials = async (kubeConfig: KubeConfig): Promise<Credentials> => {
  const options: RequestOptions = { headers: {} };
  const plain = kubeConfig.getCurrentCluster()?.server.startsWith('http:') === true;
  try {
    await kubeConfig.applyToHTTPSOptions(options);
  } catch (error) {
    // client-node fills in the headers, then refuses plain HTTP, which kubectl allows (kubectl proxy, a test server).
    if (!plain || !(error instanceof Error && error.message.startsWith('HTTP protocol is not allowed'))) throw error;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) headers[name.toLowerCase()] = String(value);
  if (typeof options.auth === 'string')
    headers['authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  const given = options as Record<string, unknown>;
  const tls = Object.fromEntries(
    TLS_OPTIONS.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
  );
  return { headers, tls: plain ? {} : tls, tlsKey: JSON.stringify(tls) };
};
