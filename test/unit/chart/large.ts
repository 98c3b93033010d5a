/** Operators with so many definitions that their charts become large. */
import { buildModel } from '../../../generators/core/model/build.ts';
import type { HelmDelivery } from '../../../generators/core/model/delivery.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';

const WORDS =
  'the pod container volume names specifies whether must field object resource node selector label affinity used default value optional required kubernetes when set more info docs of in to a be is not this list with for'.split(
    ' ',
  );

/** `kinds` of 500 fields with a description each, as those of large operators: some 130 kB apiece, and compressible as prose is. */
export const largeModel = (kinds: number, crds: HelmDelivery['crds'] = 'templated'): Model => {
  let seed = 1;
  const word = (): string => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return WORDS[Math.floor((seed / 2_147_483_648) * WORDS.length)]!;
  };
  const description = (): string => Array.from({ length: 30 }, word).join(' ');
  const field = (_: unknown, index: number) => [`field${index}`, { type: 'string', description: description() }];
  const api = (_: unknown, index: number) => ({
    group: 'large',
    kind: `Thing${index}`,
    versions: [
      {
        name: 'v1',
        schema: { spec: { type: 'object', properties: Object.fromEntries(Array.from({ length: 500 }, field)) } },
      },
    ],
  });
  const text = JSON.stringify({
    apiVersion: 'k8s-operator/v1alpha1',
    kind: 'Operator',
    metadata: { name: 'large-operator' },
    spec: {
      domain: 'example.com',
      image: 'ghcr.io/acme/large-operator',
      apis: Array.from({ length: kinds }, api),
      delivery: { helm: { crds } },
    },
  });
  const { spec, problems } = loadSpec(Buffer.from(text), 'operator.yaml');
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};
