/** A spec, its edits, and what is told of an edit. */
import { expect } from 'vitest';
import { readBefore } from '../../../generators/core/evolution/before.ts';
import { compareDefinitions } from '../../../generators/core/evolution/compare.ts';
import { readDefinition } from '../../../generators/core/evolution/definition.ts';
import { evolutionProblems } from '../../../generators/core/evolution/problems.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { JsonObject } from '../../../generators/core/model/json.ts';
import { crd } from '../../../generators/core/objects/crd.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';

/** Two APIs, one in the short form with two versions, one with its whole schema. */
export const SPEC = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: shop}
spec:
  domain: example.com
  apis:
    - group: shop
      kind: Order
      shortNames: [od]
      versions:
        - name: v1alpha1
          schema: {spec: {type: object}}
        - name: v1
          storage: true
          schema:
            spec:
              type: object
              properties:
                size:
                  type: integer
                  maximum: 10
                color: {type: string}
                resources:
                  $ref: ResourceRequirements
                parts:
                  type: object
                  additionalProperties:
                    type: object
                    properties:
                      name: {type: string, maxLength: 10}
              x-kubernetes-validations:
                - rule: self.size > 1
            status: {type: object, properties: {size: {type: integer}}}
          subresources:
            scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
          selectableFields: [{jsonPath: .spec.color}]
    - group: shop
      kind: Item
      versions:
        - name: v1
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
                    color: {type: string, enum: [red, green]}
`;

export type Edit = (text: string) => string;
/** Puts one text in the place of another, which must be there. */
export const put =
  (from: string, to: string): Edit =>
  (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };
/** One edit after another. */
export const edits =
  (...all: readonly Edit[]): Edit =>
  (text) =>
    all.reduce((edited, edit) => edit(edited), text);

/** The problems of a spec compared with what there was before: a spec, or CRDs. */
export const problemsOf = (before: string, now: string) => {
  const { spec, source, problems } = loadSpec(now, 'operator.yaml');
  if (spec === undefined || source === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  const old = readBefore([{ name: 'old.yaml', bytes: Buffer.from(before) }]);
  const definitions = buildModel(spec).apis.map((api) => readDefinition(crd(api) as unknown as JsonObject));
  return [...old.problems, ...evolutionProblems(compareDefinitions(old.definitions, definitions), spec, source)];
};

/** The same as lines, without what to do, which is the same for every finding of a rule. */
export const told = (before: string, now: string): readonly string[] =>
  problemsOf(before, now).map(
    ({ hint: _hint, severity, ...problem }) => `${severity} ${formatProblem({ ...problem, severity: 'error' })}`,
  );
