/** The `cluster` of a kubeconfig: where it is and whom we trust there. */
import { FieldFault, type Field } from './document.ts';
import { flag, get, list, required, text } from './field.ts';
import { type Material, pem } from './material.ts';
import { PROXIES } from './proxy.ts';

export interface Cluster {
  readonly server: string;
  readonly authority: Material | undefined;
  readonly insecure: boolean;
  readonly serverName: string | undefined;
  readonly proxyUrl: string | undefined;
  /** What `client.authentication.k8s.io/exec` among the extensions holds: for exec plugins, whatever it is. */
  readonly execConfig: unknown;
}

/** Errors: `FieldFault`. */
export const readCluster = (field: Field): Cluster => {
  const insecure = flag(get(field, 'insecure-skip-tls-verify'));
  const authority = pem(field, 'certificate-authority');
  if (insecure && authority !== undefined)
    throw new FieldFault(
      get(field, 'insecure-skip-tls-verify'),
      'A certificate authority is given as well. Leave one of the two out.',
    );
  const proxy = get(field, 'proxy-url');
  return {
    server: url(get(field, 'server'), ['https:', 'http:'], 'https://HOST:PORT').href.replace(/\/$/, ''),
    authority,
    insecure,
    serverName: text(get(field, 'tls-server-name')),
    proxyUrl:
      text(proxy) === undefined ? undefined : url(proxy, PROXIES, 'http://, https:// or socks5://HOST:PORT').href,
    execConfig: list(get(field, 'extensions'))
      .filter((extension) => text(get(extension, 'name')) === 'client.authentication.k8s.io/exec')
      .map((extension) => get(extension, 'extension').value)[0],
  };
};

const url = (field: Field, protocols: readonly string[], form: string): URL => {
  const given = required(field, `Write ${form}.`);
  // kubectl takes a host without a scheme for http; nobody means that of an API server.
  const parsed = URL.canParse(given) ? new URL(given) : undefined;
  if (parsed === undefined || !protocols.includes(parsed.protocol) || parsed.hostname === '')
    throw new FieldFault(field, `${JSON.stringify(given)} is not allowed. Write ${form}.`);
  return parsed;
};
