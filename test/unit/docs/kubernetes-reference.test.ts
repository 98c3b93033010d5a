import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kubernetesReference } from '../../../generators/core/emit/docs/kubernetes-reference.ts';
import { row, withFields } from './reference.ts';

test.each([
  ['PodTemplateSpec', 'podtemplatespec-v1-core'],
  ['core/v1.ResourceRequirements', 'resourcerequirements-v1-core'],
  ['Condition', 'condition-v1-meta'],
  ['Conditions', 'condition-v1-meta'],
  ['LabelSelector', 'labelselector-v1-meta'],
  ['JobTemplateSpec', 'jobtemplatespec-v1-batch'],
  ['apps/v1.DeploymentSpec', 'deploymentspec-v1-apps'],
  ['networking/v1.IngressSpec', 'ingressspec-v1-networking-k8s-io'],
  ['rbac/v1.PolicyRule', 'policyrule-v1-rbac-authorization-k8s-io'],
  ['Quantity', 'quantity-resource-core'],
  ['IntOrString', 'intorstring-intstr-util'],
])("%s is told in Kubernetes' own reference", (name, heading) => {
  expect(kubernetesReference(name)?.split('#')[1]).toBe(heading);
});

test.each(['core/v1.Protocol', 'JSON', 'NoSuchType', 'toString'])('%s has no heading there', (name) => {
  expect(kubernetesReference(name)).toBeUndefined();
});

test('the reference is that of the version that the types are from', () => {
  const data = readFileSync(new URL('../../../generators/core/model/core-types.data.ts', import.meta.url), 'utf8');
  const [, version] = /from Kubernetes (v\d+\.\d+)\.\d+\./.exec(data)!;
  expect(kubernetesReference('PodSpec')).toContain(`/${version}/`);
});

test('a type is named as such, and told nowhere else', () => {
  const markdown = withFields({
    pod: { $ref: 'core/v1.PodTemplateSpec' },
    pods: { type: 'array', items: { $ref: 'PodTemplateSpec' } },
    conditions: { $ref: 'Conditions' },
    policy: { $ref: 'core/v1.Protocol' },
  });
  expect(['pod', 'pods', 'conditions', 'policy'].map((field) => row(markdown, field)?.[0])).toEqual([
    'PodTemplateSpec',
    '[]PodTemplateSpec',
    '[]Condition',
    'Protocol',
  ]);
  expect(markdown).not.toContain('containers');
});
