/** Kinds of which no version is served: their definitions are installed, but nothing waits for them, and no object of them is shown. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildModel } from '../../../generators/core/model/build.ts';
import { planFiles } from '../../../generators/core/plan/files.ts';
import { vendorFolder } from '../../../generators/core/plan/vendor-folder.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';

const api = (kind: string, served: boolean): string =>
  `    - {group: web, kind: ${kind}, versions: [{name: v1, served: ${served}, schema: {spec: {type: object}}}]}\n`;

const filesOf = async (...apis: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const text = `apiVersion: k8s-operator/v1alpha1
kind: Operator
metadata: {name: web-operator}
spec:
  domain: example.com
  apis:
${apis.join('')}  delivery: {helm: {}, flux: {}, olm: {}}
`;
  const files = await planFiles(buildModel(loadSpec(text, 'operator.yaml').spec!));
  return new Map(files.map(({ path, content }) => [path, String(content)]));
};

/** Paths of objects that are shown or delivered. */
const objectsIn = (files: ReadonlyMap<string, string>): string[] =>
  [...files.keys()].filter((path) => /^(?:config\/samples|deploy\/flux\/instances)\//.test(path));

test.runIf(existsSync(vendorFolder()))('beside one that is served', async () => {
  const files = await filesOf(api('Site', true), api('Old', false));
  expect(files.get('src/controllers.ts')).toMatch(/\nexport const controllers = \[site\];\n$/);
  expect(files.get('src/old/reconcile.test.ts')).toContain('No version of Old is served');
  expect(objectsIn(files)).toEqual([
    'config/samples/kustomization.yaml',
    'config/samples/web_v1_site.yaml',
    'deploy/flux/instances/base/kustomization.yaml',
    'deploy/flux/instances/base/site.yaml',
    'deploy/flux/instances/production/kustomization.yaml',
  ]);
  expect(files.get('config/rbac/role.yaml')).not.toContain('olds');
  expect(files.get('bundle/manifests/web-operator.clusterserviceversion.yaml')).not.toContain('old-sample');
  expect(files.get('config/crd/web.example.com_olds.yaml')).toContain('served: false');
  expect(files.get('charts/web-operator/files/crds/web.example.com_olds.yaml')).toContain('served: false');
});

test.runIf(existsSync(vendorFolder()))('alone', async () => {
  const files = await filesOf(api('Old', false));
  expect(files.get('src/controllers.ts')).toMatch(/\nexport const controllers: readonly Controller\[\] = \[\];\n$/);
  expect(objectsIn(files)).toEqual([]);
  expect([...files.keys()]).not.toContain('deploy/flux/clusters/production/instances.yaml');
  expect([...files.keys()]).toContain('config/crd/web.example.com_olds.yaml');
});
