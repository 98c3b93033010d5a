/** What a release may be called, and what a parent chart may call the chart: names and labels that Kubernetes takes come of all of it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../../generators/core/model/model.ts';
import { findTools } from '../../control-plane/tools.ts';
import { memcachedModel, sharedModel } from '../models.ts';
import { find, project, type Project, type Rendered } from './rendered.ts';

const LABEL = /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;
/** RFC 1123, as of most objects that have to do with pods; RFC 1035, as of Services before Kubernetes 1.36. */
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SERVICE = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const SHORT = new Set(['Deployment', 'Job']);

const check = (objects: readonly Rendered[]): void => {
  expect(objects.length).toBeGreaterThan(5);
  for (const { kind, metadata } of objects) {
    const pattern = SHORT.has(kind) ? DNS_LABEL : DNS_NAME;
    expect(metadata.name).toMatch(kind === 'Service' ? SERVICE : pattern);
    for (const value of Object.values(metadata.labels ?? {})) expect(value).toMatch(LABEL);
  }
};

const secured: Model = sharedModel();
const longest = memcachedModel({ name: `${'n'.repeat(37)}-op`, version: '0.1.0-dev.20261122021.x' });

describe.each<[string, Model, object]>([
  ['123', memcachedModel(), {}],
  ['1.2.3', secured, {}],
  ['a--b', memcachedModel(), { nameOverride: `${'y'.repeat(57)}--z` }],
  [`${'r'.repeat(52)}9`, secured, {}],
  [`${'r'.repeat(45)}------z1`, memcachedModel(), {}],
  ['release', memcachedModel(), { fullnameOverride: `${'x'.repeat(53)}-------yy` }],
  ['release', longest, {}],
  ['release', memcachedModel({ name: '2-of-3' }), {}],
])('release %s', (name, model, values) => {
  test('has names and labels that Kubernetes takes', async () => {
    const { release } = await project(model, name);
    const { objects, tests } = release(values);
    check([...objects, ...tests]);
    expect(tests.length).toBeGreaterThan(0);
  });
});

test('the Service is called alike by kustomize, whatever the operator is called', async () => {
  const { template, kustomize } = await project(memcachedModel({ name: '2-of-3' }), '2-of-3');
  expect(find(template(), 'Service').metadata.name).toBe('op-2-of-3-metrics');
  expect(find(kustomize('default'), 'Service').metadata.name).toBe('op-2-of-3-metrics');
});

const { helm: HELM } = await findTools();

/** What a chart renders that has the project's chart as a dependency. */
const inParent = ({ folder, chart }: Project, dependency: object, values: object): readonly Rendered[] => {
  const parent = join(folder, 'parent');
  mkdirSync(parent);
  cpSync(chart, join(parent, 'charts/memcached-operator'), { recursive: true });
  const dependencies = [{ name: 'memcached-operator', version: '0.1.0', repository: '', ...dependency }];
  writeFileSync(
    join(parent, 'Chart.yaml'),
    JSON.stringify({ apiVersion: 'v2', name: 'parent', version: '1.0.0', dependencies }),
  );
  const input = JSON.stringify(values);
  const { status, stdout, stderr } = spawnSync(HELM, ['template', 'all', parent, '--values', '-'], {
    encoding: 'utf8',
    input,
  });
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null);
};

describe('as a dependency of another chart', () => {
  test('global values and those of its own name arrive', async () => {
    const own = await project(memcachedModel());
    const values = { global: { imageRegistry: 'x' }, 'memcached-operator': { replicas: 2 } };
    const rendered = inParent(own, {}, values);
    check(rendered);
    expect(find(rendered, 'Deployment').spec.replicas).toBe(2);
  });

  test.each([true, false])('is switched by a condition: %j', async (enabled) => {
    const own = await project(memcachedModel());
    const rendered = inParent(
      own,
      { condition: 'memcached-operator.enabled' },
      { 'memcached-operator': { enabled, replicas: 2 } },
    );
    expect(rendered.filter(({ kind }) => kind === 'Deployment')).toHaveLength(enabled ? 1 : 0);
  });

  test('may be called with capitals, as conditions like it', async () => {
    const own = await project(memcachedModel());
    const dependency = { alias: 'blueCache_1', condition: 'blueCache_1.enabled' };
    const rendered = inParent(own, dependency, { blueCache_1: { enabled: true, crds: { enabled: false } } });
    check(rendered);
    expect(find(rendered, 'Deployment').metadata.name).toBe('all-bluecache-1');
  });
});
