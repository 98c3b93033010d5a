/** How the CustomResourceDefinitions come into the cluster: with the chart, by a chart of their own, or once. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { GADGETS, modelOf } from '../delivered/project.ts';
import { memcachedApi, memcachedModel, version } from '../models.ts';
import { HOSTILE } from '../objects/hostile-model.ts';
import { find, names, project } from './rendered.ts';

const LARGE = 9_007_199_254_740_993n;

/** With what a template engine, and one that reads and prints again, would break. */
const model = (crds: 'templated' | 'separate' | 'static'): Model => {
  const { delivery } = memcachedModel();
  const schema = {
    type: 'object',
    description: HOSTILE,
    properties: { spec: { type: 'object', properties: { large: { type: 'integer', maximum: LARGE } } } },
  };
  const stored = version({ schema });
  return memcachedModel({
    apis: [memcachedApi({ versions: [stored], storage: stored, annotations: { note: HOSTILE } })],
    delivery: { ...delivery, helm: { ...delivery.helm!, crds } },
  });
};

describe.each(['templated', 'separate', 'static'] as const)('%s', (crds) => {
  test('they arrive as the spec has them, whatever braces are in them', async () => {
    const { template, definitions, lint, kustomize } = await project(model(crds));
    const all = crds === 'templated' ? template({}) : definitions();
    const definition = find(all, 'CustomResourceDefinition');
    expect(definition.spec).toEqual(kustomize('crd')[0]!.spec);
    expect(definition.metadata.annotations!['note']).toBe(HOSTILE);
    expect(lint()).toMatchObject({ ok: true });
  });

  test('the README and the notes say how they come', async () => {
    const { chart, notes } = await project(model(crds));
    const readme = await readFile(join(chart, 'README.md'), 'utf8');
    const said = {
      templated: ['part of the release', 'crds.keep'],
      separate: ['memcached-operator-crds', 'installed and upgraded before this one'],
      static: ['never upgrades', 'kubectl apply --server-side --force-conflicts'],
    }[crds];
    for (const words of said) expect(readme).toContain(words);
    const noted = { templated: '', separate: 'chart memcached-operator-crds', static: 'does not upgrade them' }[crds];
    expect(notes()).toContain(noted);
  });
});

test('the README deletes what the operator cleans up after while the operator is there', async () => {
  const { chart } = await project(model('templated'));
  const readme = await readFile(join(chart, 'README.md'), 'utf8');
  const [, commands] = /The CustomResourceDefinitions stay[^]*?```shell\n([^]*?)\n```/.exec(readme) ?? [];
  expect(commands?.split('\n')).toEqual([
    'kubectl delete memcacheds.cache.example.com --all --all-namespaces',
    'helm uninstall memcached-operator --namespace memcached-operator-system',
    'kubectl delete crd memcacheds.cache.example.com',
  ]);
});

test('the README has nobody uninstall before what a finalizer holds is gone', async () => {
  const { chart } = await project(modelOf(GADGETS.replace('kind: Gadget', 'kind: Gadget\n      cleanup: true')));
  const readme = await readFile(join(chart, 'README.md'), 'utf8');
  const [uninstall = ''] = readme.split('## Uninstall').slice(1);
  expect(uninstall.indexOf('kubectl delete gadgets')).toBeLessThan(uninstall.indexOf('helm uninstall'));
  expect(uninstall).toContain('Once it is uninstalled, their deletion never ends.');
});

test('the README speaks plain HTTP to a registry that does', async () => {
  for (const crds of ['static', 'separate']) {
    const spec = GADGETS.replace('flux:', 'flux:\n      insecure: true').replace('helm: {}', `helm: {crds: ${crds}}`);
    const { chart } = await project(modelOf(spec));
    const charts = crds === 'static' ? [chart] : [chart, `${chart}-crds`];
    for (const one of charts) {
      const lines = (await readFile(join(one, 'README.md'), 'utf8'))
        .split('\n')
        .filter((line) => line.startsWith('helm'));
      const remote = lines.filter((line) => line.includes('oci://'));
      expect(remote.length).toBeGreaterThan(0);
      for (const line of remote) expect(line).toContain(' --plain-http');
    }
  }
});

test('apart: the operator installs none and has no values for them; theirs are kept unless told otherwise', async () => {
  const { folder, chart, template, definitions, refusal } = await project(model('separate'));
  expect(names(template({})).join()).not.toContain('CustomResourceDefinition');
  expect(refusal({ crds: { enabled: true } })).toContain('crds');
  expect(await readdir(join(chart, 'files'))).toEqual(['dashboards', 'tests']);
  const keep = (values?: object) =>
    find(definitions(values), 'CustomResourceDefinition').metadata.annotations!['helm.sh/resource-policy'];
  expect(keep()).toBe('keep');
  expect(keep({ crds: { keep: false } })).toBeUndefined();
  expect(() => definitions({ crds: { kept: false } })).toThrow(/kept/);
  expect(await readdir(join(folder, 'charts'))).toEqual(['memcached-operator', 'memcached-operator-crds']);
  const files = await readdir(`${chart}-crds`, { recursive: true, withFileTypes: true });
  expect(
    files
      .filter((file) => file.isFile())
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    '.helmignore',
    'Chart.yaml',
    'README.md',
    'cache.example.com_memcacheds.yaml',
    'crds.yaml',
    'values.schema.json',
    'values.yaml',
  ]);
});

test('once: they are in the folder that helm never upgrades from, and no value speaks of them', async () => {
  const { chart, refusal, template } = await project(model('static'));
  expect(await readdir(join(chart, 'crds'))).toEqual(['cache.example.com_memcacheds.yaml']);
  expect(await readdir(join(chart, 'templates'))).not.toContain('crds.yaml');
  expect(names(template({})).join()).not.toContain('CustomResourceDefinition');
  expect(refusal({ crds: { keep: true } })).toContain('crds');
});

test('no kinds, no second chart', async () => {
  const { folder } = await project({ ...model('separate'), apis: [] });
  expect(await readdir(join(folder, 'charts'))).toEqual(['memcached-operator']);
});
