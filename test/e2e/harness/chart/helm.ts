/** The real helm, without a cluster: what it makes of a chart and values. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import { load } from 'js-yaml';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import { findTools } from '../../../control-plane/tools.ts';

export interface Outcome {
  readonly ok: boolean;
  /** Standard output, with standard error after it where it failed. */
  readonly output: string;
}

/** An object as helm renders it. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- objects of any kind
  readonly [field: string]: any;
}

/** Kinds that a cluster may have beside its own, as `--api-versions` says them. */
export const MONITORING = [
  'monitoring.coreos.com/v1',
  'monitoring.coreos.com/v1/ServiceMonitor',
  'monitoring.coreos.com/v1/PrometheusRule',
];

const { helm: HELM } = await findTools();

/** `helm lint --strict` */
export const lint = (chart: string, values: JsonObject): Promise<Outcome> =>
  helm(['lint', '--strict', chart, '--values', '-'], values);

/** `helm template` of a release `name` in a namespace of the same name. */
export const template = (
  chart: string,
  values: JsonObject,
  name: string,
  capabilities: readonly string[] = [],
): Promise<Outcome> =>
  helm(
    [
      'template',
      name,
      chart,
      '--namespace',
      name,
      '--include-crds',
      '--kube-version',
      '1.36.0',
      '--values',
      '-',
    ].concat(capabilities.flatMap((capability) => ['--api-versions', capability])),
    values,
  );

const helm = async (args: readonly string[], values: JsonObject): Promise<Outcome> => {
  const child = spawn(HELM, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {}).end(JSON.stringify(values));
  const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [output, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { ok: code === 0, output: code === 0 ? output : `${output}${complaint}` };
};

/** The texts of the objects of a YAML stream, without comments between them. */
export const documents = (stream: string): readonly string[] =>
  stream.split(/^---(?:[^\S\n].*)?\n/m).filter((document) => /^[^#\s]/m.test(document));

/** Whether a document is a definition: they are long, and the same whatever the values are. */
export const isDefinition = (document: string): boolean => /^kind: "?CustomResourceDefinition"?$/m.test(document);

/** The objects, definitions left out. */
export const objectsOf = (stream: string): readonly Rendered[] =>
  documents(stream)
    .filter((document) => !isDefinition(document))
    .map((document) => load(document) as Rendered);

/** `work` on all items, as many at a time as there are processors. */
export const inParallel = async <A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<readonly B[]> => {
  const results: B[] = [];
  const next = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of next) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
};
