/** What the real API server says of a CustomResourceDefinition in our YAML. */
import { Agent, request } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';

export type Verdict =
  | { readonly accepted: true; readonly object: JsonObject }
  | { readonly accepted: false; readonly message: string };

export interface Judge {
  /**
   * Creates it; only in words, unless `keep`. Strictly: unknown and repeated fields are refused; but `lenient` drops unknown ones, as
   * an import does.
   */
  readonly judge: (
    definition: JsonObject,
    how?: { readonly keep?: boolean; readonly lenient?: boolean },
  ) => Promise<Verdict>;
  readonly remove: (name: string) => Promise<void>;
  readonly close: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** It panics over some: selectable fields beside `x-kubernetes-preserve-unknown-fields: false`. Then it hangs up, twice. */
const brokenDown = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ECONNRESET') throw error;
};

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** One connection after another is kept open: there are hundreds of questions. */
export const judgeAt = async (kubeConfig: KubeConfig): Promise<Judge> => {
  const agent = new Agent({ keepAlive: true });
  const credentials = {};
  await kubeConfig.applyToHTTPSOptions(credentials);
  const { server } = kubeConfig.getCurrentCluster()!;
  const send = (method: string, path: string, body?: string): Promise<Answer> =>
    // A connection that was kept open may be closed at the very moment in which it is used again.
    once(method, path, body).catch(() => once(method, path, body));
  const once = (method: string, path: string, body?: string): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const headers = body === undefined ? {} : { 'content-type': 'application/yaml' };
    const sent = request(`${server}${path}`, { ...credentials, agent, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) as JsonObject }),
      );
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
    return promise;
  };
  return {
    judge: async (definition, { keep = false, lenient = false } = {}) => {
      const query = `fieldValidation=${lenient ? 'Warn' : 'Strict'}${keep ? '' : '&dryRun=All'}`;
      const answer = await send('POST', `${DEFINITIONS}?${query}`, toYaml(definition)).catch(brokenDown);
      if (answer === undefined) return { accepted: false, message: 'the API server broke down over it' };
      const { status, body } = answer;
      if (status === 201) return { accepted: true, object: body };
      if (status >= 500 && !/expression|CEL/.test(String(body['message'])))
        throw new Error(`${status} ${String(body['message'])}`);
      return { accepted: false, message: String(body['message']) };
    },
    remove: async (name) => void (await send('DELETE', `${DEFINITIONS}/${name}`)),
    close: () => agent.destroy(),
  };
};
