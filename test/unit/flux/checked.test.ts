/** What is generated is what `k8s-operator check` finds nothing in, and what a user writes into its files is found. */
import { describe, expect, test } from 'vitest';
import { checkDelivered } from '../../../generators/core/delivered/check.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { apply, folder, put } from '../apply/tree.ts';
import { deliveredModel, deliveredModels } from './delivered-models.ts';

const problemsOf = async (model: Model, edits: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
  const root = folder();
  await apply(root, [...chartFiles(model), ...fluxFiles(model)]);
  put(root, edits);
  return (await checkDelivered(root, model)).map(formatProblem);
};

describe('a project as it is generated', () => {
  test.each(Object.entries(deliveredModels()))('%s', async (_title, model) => {
    expect(await problemsOf(model)).toEqual([]);
  });
});

describe('a project that its user went on with', () => {
  const model = deliveredModel({ flux: '{substitute: {REGION: eu, LEVEL: "7"}}' });

  test('values that the chart refuses', async () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cache-operator, namespace: cache-operator-system}
spec: {values: {replicas: many}}
`;
    const [problem, ...more] = await problemsOf(model, {
      'deploy/flux/clusters/production/operator/values.yaml': release,
    });
    expect(problem).toContain('clusters/production/operator/values.yaml:4:27  spec.values.replicas');
    expect(more).toEqual([]);
  });

  test('a variable that becomes a number in a field that is text, by the ConfigMap of all environments and by that of one', async () => {
    const resources = (path: string): string => `apiVersion: cache.example.com/v1alpha1
kind: Cache
metadata: {name: mine, namespace: default}
spec: {path: "${path}"}
`;
    const folder = 'deploy/flux/instances/production';
    const overlay =
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [../base, mine.yaml]\n';
    const checked = (path: string) =>
      problemsOf(model, { [`${folder}/kustomization.yaml`]: overlay, [`${folder}/mine.yaml`]: resources(path) });
    expect(await checked('${REGION}/${ENVIRONMENT}')).toEqual([]);
    expect((await checked('${LEVEL}')).join()).toContain('mine.yaml:4:14  spec.path');
    expect((await checked('${UNKNOWN}')).join()).toContain('UNKNOWN');
  });
});
