/** The proxy that the environment asks for, by Go's rules (golang.org/x/net/http/httpproxy), so that it is the one that kubectl takes. */
import { BlockList, isIP } from 'node:net';
import { KubeConfigError } from './error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a proxy is spoken to by. */
export const PROXIES: readonly string[] = ['http:', 'https:', 'socks5:'];

/** HTTPS_PROXY or HTTP_PROXY (or in small letters), unless NO_PROXY names the server or it is this machine. Errors: `KubeConfigError` for what is no proxy. */
export const proxyOf = (server: string, env: Environment): string | undefined => {
  const { protocol, hostname, port } = new URL(server);
  const variable = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const given = firstNotEmpty(env[variable], env[variable.toLowerCase()]);
  if (given === undefined) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || isIn(host, '127.0.0.0/8') || isIn(host, '::1/128')) return undefined;
  const exceptions = firstNotEmpty(env['NO_PROXY'], env['no_proxy']) ?? '';
  const at = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  if (exceptions.split(',').some((exception) => covers(exception.trim().toLowerCase(), host, at))) return undefined;
  const proxy = given.includes('://') ? given : `http://${given}`;
  // A password may be in it.
  if (!URL.canParse(proxy) || !PROXIES.includes(new URL(proxy).protocol))
    throw new KubeConfigError(
      `$${variable} names no proxy that can be used. Write http://, https:// or socks5://HOST:PORT, or name the server in $NO_PROXY.`,
    );
  return proxy;
};

const covers = (exception: string, host: string, port: string): boolean => {
  if (exception === '') return false;
  if (exception === '*') return true;
  if (exception.includes('/')) return isIn(host, exception);
  const [, name = exception, ownPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(exception) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return bare === host;
  // "example.com" is itself and all below it, ".example.com" and "*.example.com" what is below.
  const suffix = bare.replace(/^\*(?=\.)/, '');
  return host.endsWith(suffix.startsWith('.') ? suffix : `.${suffix}`) || host === suffix;
};

const isIn = (host: string, range: string): boolean => {
  const [network = '', prefix = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d+$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128))
    return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
};

const firstNotEmpty = (...values: readonly (string | undefined)[]): string | undefined =>
  values.find((value) => value !== undefined && value !== '');
