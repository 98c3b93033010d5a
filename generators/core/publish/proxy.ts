/** Proxies from the environment, which Go's tools use without being told to, and Node only when it is. */
import http from 'node:http';

/** As Go has it: what is on this machine is never asked for through a proxy. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/** Has requests go through HTTP_PROXY and HTTPS_PROXY, but to NO_PROXY. Without effect before Node 24.14. */
export const useProxies = (env: Readonly<Record<string, string | undefined>>): void => {
  const named = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'].filter((name) => (env[name] ?? '') !== '');
  if (named.length === 0 || env['NODE_USE_ENV_PROXY'] === '1') return;
  const excepted = [env['no_proxy'] || env['NO_PROXY'], ...LOCAL].filter(Boolean).join(',');
  const { setGlobalProxyFromEnv } = http as Partial<typeof http>;
  setGlobalProxyFromEnv?.({
    ...Object.fromEntries(named.map((name) => [name, env[name]])),
    NO_PROXY: excepted,
    no_proxy: excepted,
  });
};
