/** What an operator needs of Kubernetes is said by its bundle and its charts. */
import { expect, test } from 'vitest';
import { chartYaml, crdsChartYaml } from '../../../../generators/core/emit/chart/chart-yaml.ts';
import { clusterServiceVersion } from '../../../../generators/core/emit/olm/csv.ts';
import { emitReadme } from '../../../../generators/core/emit/project/readme.ts';
import { chartFiles } from '../../../../generators/core/plan/chart.ts';
import { project } from '../../chart/rendered.ts';
import { changed } from '../../spec/spec-text.ts';
import { modelOf } from './model-of.ts';

const CHILDREN = '      children:\n';
const DELIVERY = '  delivery: {helm: {crds: separate}, olm: {}}\n  apis:';
const child = `${CHILDREN}        claims: {apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate}\n`;
const selected = '          selectableFields: [{jsonPath: .spec.image}]\n          schema:\n';
const text = changed(['  apis:', DELIVERY], [CHILDREN, child], ['          schema:\n', selected]);

test('the ClusterServiceVersion and the charts, each what it needs', () => {
  const model = modelOf(text);
  expect(clusterServiceVersion(model, model.delivery.olm!)).toMatchObject({ spec: { minKubeVersion: '1.34.0' } });
  expect(chartYaml(model).kubeVersion).toBe('>=1.34.0-0');
  expect(crdsChartYaml(model).kubeVersion).toBe('>=1.31.0-0');
});

test('the READMEs of the project and of the chart', () => {
  const model = modelOf(text);
  expect(emitReadme(model)).toContain('It runs on Kubernetes 1.34 and newer.');
  const readme = chartFiles(model).find(({ path }) => path === 'charts/memcached-operator/README.md');
  expect(readme?.content).toContain('It runs on Kubernetes 1.34 and newer;');
});

test('all of them as the spec says, where it does', () => {
  const model = modelOf(text.replace('olm: {}', 'olm: {minKubeVersion: 1.35.0}'));
  expect(clusterServiceVersion(model, model.delivery.olm!)).toMatchObject({ spec: { minKubeVersion: '1.35.0' } });
  for (const chart of [chartYaml(model), crdsChartYaml(model)]) expect(chart.kubeVersion).toBe('>=1.35.0-0');
});

test('what helm says on an older cluster', async () => {
  const { template, refusal } = await project(modelOf(text));
  expect(template({}, '--kube-version', '1.34.0')).not.toEqual([]);
  expect(template({}, '--kube-version', 'v1.34.1-gke.100')).not.toEqual([]);
  expect(refusal({}, '--kube-version', '1.33.9')).toMatch(
    /chart requires kubeVersion: >=1\.34\.0-0 which is incompatible with Kubernetes v1\.33\.9/,
  );
});
