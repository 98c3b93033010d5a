/** kubectl's own kustomize over every folder of deploy/flux, and helm's own rendering of the chart that it installs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartFiles } from '../../../generators/core/plan/chart.ts';
import { findTools } from '../../control-plane/tools.ts';
import { memcachedModel } from '../models.ts';
import { deliveredModel, deliveredModels } from './delivered-models.ts';
import { type FluxObject, objectsIn } from './emitted.ts';
import { fluxTree, type FluxTree } from './tree.ts';

let kubectl: string;
let helm: string;
const trees: FluxTree[] = [];

const treeOf = (model: Parameters<typeof fluxTree>[0]): FluxTree => {
  const tree = fluxTree(model, kubectl);
  trees.push(tree);
  return tree;
};
const names = (objects: readonly FluxObject[]): readonly string[] =>
  objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted();

beforeAll(async () => {
  ({ kubectl, helm } = await findTools());
});
afterAll(() => {
  for (const tree of trees) tree.remove();
});

test.each([
  [
    'operator',
    ['HelmRelease memcached-operator', 'Namespace memcached-operator-system', 'OCIRepository memcached-operator'],
  ],
  [
    'clusters/production/operator',
    ['HelmRelease memcached-operator', 'Namespace memcached-operator-system', 'OCIRepository memcached-operator'],
  ],
  ['instances/base', ['Memcached memcached-sample']],
  ['instances/production', ['Memcached memcached-sample']],
  [
    'clusters/production',
    [
      'Kustomization memcached-operator',
      'Kustomization memcached-operator-instances',
      'OCIRepository memcached-operator-manifests',
    ],
  ],
])('deploy/flux/%s renders', (folder, expected) => {
  expect(names(treeOf(memcachedModel()).render(folder))).toEqual(expected);
});

describe.each(Object.entries(deliveredModels()))('%s', (_title, model) => {
  let tree: FluxTree;
  beforeAll(() => {
    tree = treeOf(model);
  });

  test('every folder renders', () => {
    expect(tree.folders.length).toBeGreaterThan(2);
    for (const folder of tree.folders) expect(tree.render(folder).length).toBeGreaterThan(0);
  });

  test('no object is in two folders that a cluster applies', () => {
    const [environment] = model.delivery.flux!.environments;
    const applied = [
      `clusters/${environment}`,
      `clusters/${environment}/operator`,
      `instances/${environment}`,
      'access',
      'tenants',
    ];
    const objects = applied
      .filter((folder) => tree.folders.includes(folder))
      .flatMap((folder) => tree.render(folder))
      .map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace}/${metadata.name}`);
    expect(objects).toEqual([...new Set(objects)]);
  });

  test('the roles of the tenants are the chart’s', () => {
    for (const { path, content } of chartFiles(model)) {
      mkdirSync(dirname(join(tree.root, path)), { recursive: true });
      writeFileSync(join(tree.root, path), content);
    }
    const { name, namespace } = model;
    const rendered = execFileSync(helm, ['template', name, join(tree.root, 'charts', name), '--namespace', namespace], {
      encoding: 'utf8',
    });
    const there = names(objectsIn(rendered).filter((object) => object !== null));
    const bindings = tree.folders.includes('tenants')
      ? tree.render('tenants').filter(({ kind }) => kind === 'RoleBinding')
      : [];
    expect(bindings).toHaveLength(model.delivery.flux!.tenants.length * 2);
    for (const { roleRef } of bindings) expect(there).toContain(`ClusterRole ${roleRef.name}`);
  });
});

describe('a user', () => {
  const production = (tree: FluxTree) => tree.render('clusters/production/operator');
  const values = (more: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: cache-operator, namespace: cache-operator-system}
spec: {values: {replicas: 2}}
${more}`;

  test('gives values, and patches what else is there in the same file', () => {
    const tree = treeOf(deliveredModel());
    tree.write(
      'clusters/production/operator/values.yaml',
      values(`---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: cache-operator, namespace: cache-operator-system}
spec: {ref: {digest: "sha256:0"}}
`),
    );
    const objects = production(tree);
    expect(objects.find(({ kind }) => kind === 'HelmRelease')!.spec).toMatchObject({
      values: { replicas: 2 },
      chartRef: { name: 'cache-operator' },
    });
    expect(objects.find(({ kind }) => kind === 'OCIRepository')!.spec.ref).toEqual({
      tag: '0.1.0',
      digest: 'sha256:0',
    });
  });

  test('adds objects to what a cluster applies, and patches them', () => {
    const tree = treeOf(deliveredModel());
    tree.write(
      'clusters/production/own/note.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: note, namespace: flux-system}\n',
    );
    tree.write(
      'clusters/production/own/kustomization.yaml',
      `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [note.yaml]
patches:
  - target: {kind: Kustomization, name: cache-operator}
    patch: |-
      - {op: replace, path: /spec/interval, value: 5m}
`,
    );
    const objects = tree.render('clusters/production');
    expect(names(objects)).toContain('ConfigMap note');
    const intervals = objects
      .filter(({ kind }) => kind === 'Kustomization')
      .map(({ metadata, spec }) => `${metadata.name} ${spec.interval}`);
    expect(intervals.toSorted()).toEqual(['cache-operator 5m', 'cache-operator-instances 1h']);
  });

  test('has the version of image automation in what is applied', () => {
    const flux = '{git: {url: "https://github.com/acme/cache", secret: git}, imageAutomation: {}}';
    const tree = treeOf(deliveredModel({ flux, helm: '{crds: separate}' }));
    const path = 'clusters/production/operator/version.yaml';
    const patch = (name: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: ${name}, namespace: cache-operator-system}
spec: {ref: {tag: 0.9.9}}
`;
    tree.write(path, `${patch('cache-operator')}---\n${patch('cache-operator-crds')}`);
    const tags = production(tree)
      .filter(({ kind }) => kind === 'OCIRepository')
      .map(({ spec }) => spec.ref.tag);
    expect(tags).toEqual(['0.9.9', '0.9.9']);
  });
});
