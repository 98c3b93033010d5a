/**
 * Who we are and whom we trust, from a KubeConfig: headers for each request, TLS material for each connection.
 * Read again every 30 s (tokens and certificates in files rotate) and after a 401; not for each request.
 */
import type { RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';

/** How to reach a cluster: what `loadKubeConfig` gives, `KubeConfig` of @kubernetes/client-node, or any object that has these methods. */
export interface KubeConfig {
  getCurrentCluster(): KubeConfigCluster | null;
  getCurrentContext(): string;
  getContextObject(name: string): { readonly namespace?: string } | null;
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
  /** Asked instead of `applyToHTTPSOptions` where it is there. */
  readonly credentials?: CredentialSource;
}

export interface KubeConfigCluster {
  /** `https://host:port`, with a path where the API server is behind one. */
  readonly server: string;
  /** `http:`, `https:` or `socks5:`. */
  readonly proxyUrl?: string;
}

export interface Credentials {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly tls: ConnectionOptions;
  /** Equal for two readings whose connections can be shared. */
  readonly tlsKey: string;
}

export interface CredentialSource {
  /** The very same object as long as nothing has changed. Errors: `KubeConfigError`. */
  readonly read: () => Credentials | Promise<Credentials>;
  /** The server did not accept these: the next read asks for others, unless that has happened meanwhile. */
  readonly expire: (refused: Credentials) => void;
}

const KEEP_MILLISECONDS = 30_000;
const TLS_OPTIONS = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'] as const;

/** The KubeConfig's own source, or one that asks it for HTTPS options and keeps them for a while. */
export const credentialSource = (kubeConfig: KubeConfig, now: () => number = Date.now): CredentialSource => {
  if (kubeConfig.credentials !== undefined) return kubeConfig.credentials;
  let kept: { readonly at: number; readonly credentials: Credentials } | undefined;
  let reading: Promise<Credentials> | undefined;
  const renew = async (): Promise<Credentials> => {
    const at = now();
    const credentials = await readCredentials(kubeConfig);
    kept = { at, credentials };
    return credentials;
  };
  return {
    expire: (refused) => {
      if (kept?.credentials === refused) kept = undefined;
    },
    read: () => {
      if (kept !== undefined && now() - kept.at < KEEP_MILLISECONDS) return kept.credentials;
      reading ??= renew().finally(() => (reading = undefined));
      return reading;
    },
  };
};

/** What makes two sets of TLS options different. */
export const tlsKeyOf = (tls: ConnectionOptions): string =>
  JSON.stringify(
    Object.entries(tls).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('latin1') : value]),
  );

const readCredentials = async (kubeConfig: KubeConfig): Promise<Credentials> => {
  const options: RequestOptions = { headers: {} };
  const plain = kubeConfig.getCurrentCluster()?.server.startsWith('http:') === true;
  try {
    await kubeConfig.applyToHTTPSOptions(options);
  } catch (error) {
    // client-node fills in the headers, then refuses plain HTTP, which kubectl allows (kubectl proxy, a test server).
    if (!plain || !(error instanceof Error && error.message.startsWith('HTTP protocol is not allowed'))) throw error;
  }
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(options.headers ?? {}))
    headers[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : String(value);
  if (typeof options.auth === 'string')
    headers['authorization'] = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  const given = options as Record<string, unknown>;
  const tls = plain
    ? {}
    : Object.fromEntries(TLS_OPTIONS.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]));
  return { headers, tls, tlsKey: tlsKeyOf(tls) };
};
