/** Proxies from the environment, which Go's tools use without being told to, and Node only when it is. */
import http from 'node:http';
import { Fault, fileProblem } from '../apply/fault.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'];

/** As Go has it: what is on this machine is never asked for through a proxy. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/** Node has been able to since 24.14. */
export const knowsProxies = (): boolean => 'setGlobalProxyFromEnv' in http;

/** Has requests go through HTTP_PROXY and HTTPS_PROXY, but to NO_PROXY. Without effect before Node 24.14. */
export const useProxies = (env: Environment): void => {
  const { setGlobalProxyFromEnv } = http as Partial<typeof http>;
  if (setGlobalProxyFromEnv === undefined || env['NODE_USE_ENV_PROXY'] === '1') return;
  const proxies = proxiesOf(env);
  if (Object.keys(proxies).length === 0) return;
  const excepted = [env['no_proxy'] || env['NO_PROXY'], ...LOCAL].filter(Boolean).join(',');
  setGlobalProxyFromEnv({ ...proxies, NO_PROXY: excepted, no_proxy: excepted });
};

/** The variables that are set, each with an address that Node takes. A Fault for all that have none. */
export const proxiesOf = (env: Environment): Readonly<Record<string, string>> => {
  const named = NAMES.flatMap((name) => {
    const value = (env[name] ?? '').trim();
    return value === '' ? [] : [[name, addressOf(value)] as const];
  });
  const wrong = named.filter(([, address]) => address === undefined).map(([name]) => noProxy(name));
  if (wrong.length > 0) throw new Fault(...wrong);
  return Object.fromEntries(named) as Record<string, string>;
};

/** A host and a port alone are a proxy that is spoken to by HTTP, for curl and for Go too. */
const addressOf = (value: string): string | undefined => {
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password } = new URL(address);
  return /^https?:$/.test(protocol) && isEncoded(username) && isEncoded(password) ? address : undefined;
};

const isEncoded = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** Its value is not shown: there may be a password in it. */
const noProxy = (name: string) =>
  fileProblem(
    name,
    'is no address of a proxy that can be used.',
    'Use http://HOST:PORT, with what is special in a user name or password as %XX; or unset it.',
  );
