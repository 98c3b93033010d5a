/** What a kube-apiserver says of a CustomResourceDefinition, which it is only asked about: nothing is stored. */
import type { KubeConfig } from '@kubernetes/client-node';
import { Agent, request, type RequestOptions } from 'node:https';
import { type JsonObject, jsonText } from '../../../../generators/core/model/json.ts';

export interface Verdict {
  readonly accepted: boolean;
  /** What it has against the definition. */
  readonly message?: string;
  readonly warnings?: readonly string[];
}

export interface Asker {
  /** As kubectl asks, with strict validation of fields. */
  readonly ask: (definition: JsonObject) => Promise<Verdict>;
  /** Of Kubernetes: v1.36.3. */
  readonly version: () => Promise<string>;
}

/** Asks the API server of a kubeconfig. */
export const asker = async (kubeConfig: KubeConfig): Promise<Asker> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const options: RequestOptions = {};
  await kubeConfig.applyToHTTPSOptions(options);
  const { server } = kubeConfig.getCurrentCluster()!;
  const send = (path: string, body?: Buffer): Promise<{ answer: JsonObject; code: number; warnings: string[] }> =>
    new Promise((resolve, reject) => {
      const asked = request(
        `${server}${path}`,
        {
          ...options,
          agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { 'content-type': 'application/json', 'content-length': body?.length ?? 0 },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              answer: JSON.parse(Buffer.concat(chunks).toString()) as JsonObject,
              code: response.statusCode!,
              warnings: [response.headers.warning ?? []]
                .flat()
                .flatMap((text) => [...String(text).matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, inner]) => inner!)),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  return {
    ask: async (definition) => {
      const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All&fieldValidation=Strict';
      const { answer, code, warnings } = await send(path, Buffer.from(jsonText(definition)));
      return {
        accepted: code === 201,
        ...(code !== 201 && { message: String(answer.message) }),
        ...(warnings.length > 0 && { warnings }),
      };
    },
    version: async () => String((await send('/version')).answer.gitVersion),
  };
};
