/** A project on disk as the generator writes it, with files of the user's own, and what is wrong with them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkDelivered } from '../../../generators/core/delivered/check.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';

/** An operator whose kind has a field of each type. */
export const GADGETS = `
apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: gadget-operator}
spec:
  domain: example.com
  image: ghcr.io/acme/gadget-operator
  apis:
    - group: demo
      kind: Gadget
      versions:
        - name: v1
          schema:
            spec:
              type: object
              properties:
                level: {type: string}
                mode: {type: string, enum: [fast, slow]}
                size: {type: integer, minimum: 1, maximum: 9}
                ratio: {type: number}
                port: {x-kubernetes-int-or-string: true}
                names: {type: array, items: {type: string}}
                texts: {type: object, additionalProperties: {type: string}}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
      sample: {spec: {size: 3}}
  delivery:
    helm: {}
    flux:
      environments: [staging, production]
      substitute: {REGION: eu, LEVEL: "7", SIZE: "4", QUOTED: "'7'", quote: '"'}
`;

/** The model of a spec. */
export const modelOf = (text: string): Model => {
  const { spec, problems } = loadSpec(text, 'operator.yaml');
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};

type Files = Readonly<Record<string, string>>;

/** Problems of a project with these files in place of, or beside, what is generated. */
export const problemsWith = async (files: Files, spec = GADGETS): Promise<readonly string[]> => {
  const model = modelOf(spec);
  const root = mkdtempSync(join(tmpdir(), 'delivered-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const planned = [...chartFiles(model), ...fluxFiles(model)].map(({ path, content }) => [path, content] as const);
  for (const [path, content] of [...planned, ...Object.entries(files)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return (await checkDelivered(root, model)).map(formatProblem);
};

/** A patch of the sample in an environment, by its kustomization.yaml. */
export const inEnvironment = (environment: string, spec: string, more = ''): Files => ({
  [`deploy/flux/instances/${environment}/kustomization.yaml`]: `resources: [../base]\npatches: [{path: gadget.yaml}]\n`,
  [`deploy/flux/instances/${environment}/gadget.yaml`]: `apiVersion: demo.example.com/v1
kind: Gadget
metadata:
  name: gadget-sample
  namespace: default${more}
spec:
  ${spec}
`,
});
