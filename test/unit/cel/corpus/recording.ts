/** What a real kube-apiserver said of the cases. `node test/unit/cel/corpus/recording.ts KUBECONFIG` asks one anew. */
import { KubeConfig } from '@kubernetes/client-node';
import { readFileSync, writeFileSync } from 'node:fs';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import { type Asker, asker } from '../../spec/verdicts/ask.ts';
import { CASES } from './cases.ts';

export interface Recording {
  readonly kubernetes: string;
  /** By the name of the case: what was said against it, null if nothing. */
  readonly verdicts: Readonly<Record<string, string | null>>;
}

const file = new URL('recorded.json', import.meta.url);

export const readRecording = (): Recording => JSON.parse(readFileSync(file, 'utf8')) as Recording;

/** Asks an API server about every case. */
export const record = async (api: Asker): Promise<Recording> => {
  const verdicts: Record<string, string | null> = {};
  for (const { name, schema } of CASES) {
    // Of a map with bytes for keys, the API server panics and breaks the connection off.
    const { accepted, message = '' } = await api.ask(definition(schema)).catch((error: Error) => ({
      accepted: false,
      message: `no answer: ${(error as NodeJS.ErrnoException).code ?? error.message}`,
    }));
    verdicts[name] = accepted ? null : reason(message);
  }
  return { kubernetes: await api.version(), verdicts };
};

/** What names the fault, without the rule again and the drawing of where it is. */
const reason = (message: string): string =>
  /(?:compilation|instantiation) failed: [^\n]*/.exec(message)?.[0].slice(0, 200) ??
  message.replace(/^.*? is invalid: /s, '').slice(0, 200);

/** A definition with the schema. */
export const definition = (openAPIV3Schema: JsonObject): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'cases.cel.example.com' },
  spec: {
    group: 'cel.example.com',
    names: { kind: 'Case', listKind: 'CaseList', plural: 'cases', singular: 'case' },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
  },
});

if (process.argv[1] === import.meta.filename) {
  const config = new KubeConfig();
  config.loadFromFile(process.argv[2]!);
  writeFileSync(file, `${JSON.stringify(await record(await asker(config)), undefined, 2)}\n`);
}
