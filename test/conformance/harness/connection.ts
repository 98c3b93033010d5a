/** Raw HTTP to a server by its KubeConfig: no client of ours is in between. */
import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, request } from 'undici';

export interface Answer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Connection {
  readonly send: (
    method: string,
    path: string,
    body?: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** Lines of a stream as they come; ends with the stream or the signal. */
  readonly lines: (
    path: string,
    signal: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly code: number; readonly lines: AsyncIterable<string> }>;
  readonly close: () => Promise<void>;
}

export function connect(kubeConfig: KubeConfig): Connection {
  const cluster = kubeConfig.getCurrentCluster();
  const user = kubeConfig.getCurrentUser();
  if (cluster === null) throw new Error('the kubeconfig has no current cluster');
  const decode = (data: string | undefined) =>
    data === undefined ? undefined : Buffer.from(data, 'base64').toString();
  const tls = { ca: decode(cluster.caData), cert: decode(user?.certData), key: decode(user?.keyData) };
  const dispatcher = new Agent({
    connect: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
  });
  const headersOf = (headers: Readonly<Record<string, string>>) => ({
    'user-agent': 'conformance/1.0',
    accept: 'application/json',
    ...headers,
  });
  return {
    send: async (method, path, body, headers = {}) => {
      const options = {
        method: method as 'GET',
        dispatcher,
        headers: headersOf(headers),
        ...(body === undefined ? {} : { body }),
      };
      const answer = await request(cluster.server + path, options);
      return { code: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    },
    lines: async (path, signal, headers = {}) => {
      const answer = await request(cluster.server + path, { dispatcher, signal, headers: headersOf(headers) });
      return { code: answer.statusCode, lines: split(answer.body) };
    },
    close: () => dispatcher.destroy(),
  };
}

async function* split(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((part) => part !== '');
  }
}
