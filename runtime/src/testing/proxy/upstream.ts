/** The way on to the API server: requests as they came, with the proxy's own credentials where a client brings none. */
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { credentialSource, type KubeConfig } from '../../transport/credentials.ts';

export interface Upstream {
  /** Opens the request; its body is the caller's to send. */
  readonly open: (incoming: IncomingMessage) => Promise<ClientRequest>;
  readonly tls: boolean;
  readonly close: () => void;
}

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whoever brings a bearer token is passed on without the proxy's client certificate, which would come first. */
export const createUpstream = (kubeConfig: KubeConfig): Upstream => {
  const server = kubeConfig.getCurrentCluster()?.server;
  if (server === undefined)
    throw new TypeError('The kubeconfig has no current cluster: there is nothing to be a proxy of.');
  const { protocol, hostname, port, pathname } = new URL(server);
  const tls = protocol === 'https:';
  const source = credentialSource(kubeConfig);
  const options = { keepAlive: true, noDelay: true };
  const agents = tls
    ? { own: new HttpsAgent(options), theirs: new HttpsAgent(options) }
    : { own: new HttpAgent(options), theirs: new HttpAgent(options) };
  return {
    tls,
    open: async (incoming) => {
      const credentials = await source.read();
      const named = incoming.headers.authorization !== undefined;
      const { cert: _cert, key: _key, ...trust } = credentials.tls;
      const headers = {
        ...withoutHops(incoming.headers),
        ...(named ? {} : credentials.headers),
        // What is relayed by lines has to be text.
        ...(/[?&]watch=/.test(incoming.url ?? '') ? { 'accept-encoding': 'identity' } : {}),
        host: new URL(server).host,
      };
      return (tls ? httpsRequest : httpRequest)({
        hostname,
        port: port === '' ? (tls ? 443 : 80) : port,
        path: pathname.replace(/\/$/, '') + (incoming.url ?? '/'),
        method: incoming.method,
        headers,
        agent: named ? agents.theirs : agents.own,
        ...(tls ? (named ? trust : credentials.tls) : {}),
      });
    },
    close: () => {
      agents.own.destroy();
      agents.theirs.destroy();
    },
  };
};

/** Headers that are about the whole way, not about one connection. */
export const withoutHops = <T>(headers: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
