import { describe, expect, test } from 'vitest';
import { oldVersion } from '../../../generators/core/spec/flux-versions.ts';
import { problemsOf } from '../spec/problems.ts';
import { changed } from '../spec/spec-text.ts';
import { problemsWith } from './project.ts';

describe('versions of Flux’s kinds', () => {
  test.each([
    ['source.toolkit.fluxcd.io/v1beta2', 'OCIRepository', 'source.toolkit.fluxcd.io/v1'],
    ['source.toolkit.fluxcd.io/v1beta1', 'GitRepository', 'source.toolkit.fluxcd.io/v1'],
    ['image.toolkit.fluxcd.io/v1beta2', 'ImagePolicy', 'image.toolkit.fluxcd.io/v1'],
    ['image.toolkit.fluxcd.io/v1alpha2', 'ImageUpdateAutomation', 'image.toolkit.fluxcd.io/v1'],
    ['helm.toolkit.fluxcd.io/v2beta2', 'HelmRelease', 'helm.toolkit.fluxcd.io/v2'],
    ['helm.toolkit.fluxcd.io/v2beta1', 'HelmRelease', 'helm.toolkit.fluxcd.io/v2'],
    ['helm.fluxcd.io/v1', 'HelmRelease', 'helm.toolkit.fluxcd.io/v2'],
    ['kustomize.toolkit.fluxcd.io/v1beta2', 'Kustomization', 'kustomize.toolkit.fluxcd.io/v1'],
    ['notification.toolkit.fluxcd.io/v1beta2', 'Alert', 'notification.toolkit.fluxcd.io/v1beta3'],
    ['notification.toolkit.fluxcd.io/v1beta2', 'Receiver', 'notification.toolkit.fluxcd.io/v1'],
  ])('%s %s is now %s', (apiVersion, kind, current) => {
    expect(oldVersion(apiVersion, kind)).toMatchObject({ current });
    expect(oldVersion(current, kind)).toBeUndefined();
  });

  test.each([
    ['of another group', 'example.com/v1beta2', 'HelmRelease'],
    ['that are newer than what is known', 'source.toolkit.fluxcd.io/v2', 'OCIRepository'],
    ['that are newer although stable before', 'notification.toolkit.fluxcd.io/v1', 'Alert'],
    ['that are no versions', 'source.toolkit.fluxcd.io/latest', 'OCIRepository'],
    ['of kustomize itself', 'kustomize.config.k8s.io/v1beta1', 'Kustomization'],
    ['of what every object has', 'source.toolkit.fluxcd.io/v1beta2', 'constructor'],
  ])('those %s are nothing to complain about', (_title, apiVersion, kind) => {
    expect(oldVersion(apiVersion, kind)).toBeUndefined();
  });
});

describe('old ones in a spec are refused', () => {
  test('in a child, and in what a child refers to', () => {
    const spec = changed(
      ['apiVersion: apps/v1', 'apiVersion: helm.toolkit.fluxcd.io/v2beta1'],
      ['kind: Deployment', 'kind: HelmRelease'],
      [
        'replicas: ${self.spec.size}',
        'chartRef: {apiVersion: source.toolkit.fluxcd.io/v1beta2, kind: OCIRepository, name: x}',
      ],
      ['deployment.status?.readyReplicas ?? 0', 'self.spec.size'],
      ['${deployment.status?.readyReplicas === self.spec.size}', '${true}'],
    );
    expect(problemsOf(spec)).toEqual([
      'operator.yaml:26:23  spec.apis[0].children.deployment.apiVersion: Flux no longer has HelmRelease in "helm.toolkit.fluxcd.io/v2beta1". Use "helm.toolkit.fluxcd.io/v2"; in it, valuesFile is valuesFiles now, a list, and in postRenderers patchesStrategicMerge and patchesJson6902 are patches now.',
      'operator.yaml:29:36  spec.apis[0].children.deployment.spec.chartRef.apiVersion: Flux no longer has OCIRepository in "source.toolkit.fluxcd.io/v1beta2". Use "source.toolkit.fluxcd.io/v1".',
    ]);
  });

  test('in a kind that is watched', () => {
    const spec = changed([
      '      children:',
      '      watches: [{apiVersion: image.toolkit.fluxcd.io/v1beta2, kind: ImagePolicy}]\n      children:',
    ]);
    expect(problemsOf(spec)).toEqual([
      expect.stringMatching(
        /^operator\.yaml:24:30 {2}spec\.apis\[0\]\.watches\[0\]\.apiVersion: Flux no longer has ImagePolicy in "image\.toolkit\.fluxcd\.io\/v1beta2"\. Use "image\.toolkit\.fluxcd\.io\/v1"/,
      ),
    ]);
  });
});

test('old ones in manifests of the user’s own are refused at their place', async () => {
  const problems = await problemsWith({
    'deploy/flux/extra/sources.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: a}
---
# the second document
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: OCIRepository
metadata: {name: b}
`,
    'deploy/flux/instances/staging/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../base]
patches:
  - target: {kind: HelmRelease}
    patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2beta2
      kind: HelmRelease
      metadata: {name: x}
`,
    'deploy/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
spec:
  resources:
    - kind: ImageRepository
      apiVersion: image.toolkit.fluxcd.io/v1beta1
`,
  });
  expect(problems).toEqual([
    'deploy/flux/extra/sources.yaml:6:13  apiVersion: Flux no longer has OCIRepository in "source.toolkit.fluxcd.io/v1beta2". Use "source.toolkit.fluxcd.io/v1".',
    expect.stringMatching(
      /^deploy\/flux\/instances\/staging\/kustomization\.yaml:7:19 {2}patches\[0\]\.patch\.apiVersion: Flux no longer has HelmRelease in "helm\.toolkit\.fluxcd\.io\/v2beta2"\./,
    ),
    'deploy/receiver.yaml:6:19  spec.resources[0].apiVersion: Flux no longer has ImageRepository in "image.toolkit.fluxcd.io/v1beta1". Use "image.toolkit.fluxcd.io/v1".',
  ]);
});

test('what is no YAML is told at its place, and the rest all the same', async () => {
  const problems = await problemsWith({
    'deploy/flux/a.yaml': 'a: [1\n',
    'deploy/mine/templates/a.yaml': '{{- if x }}\na: {{ b }}\n',
    'deploy/flux/b.yaml': 'kind: OCIRepository\napiVersion: source.toolkit.fluxcd.io/v1beta2\n',
    'deploy/flux/c.txt': 'a: [1\n',
  });
  expect(problems.map((problem) => problem.replace(/ .*/, ''))).toEqual([
    expect.stringMatching(/^deploy\/flux\/a\.yaml:\d/),
    'deploy/flux/b.yaml:2:13',
  ]);
});

test('a project as it is generated has no problem', async () => {
  expect(await problemsWith({})).toEqual([]);
});
