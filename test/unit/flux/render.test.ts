/** kubectl's own kustomize over every folder of deploy/flux. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { findTools } from '../../control-plane/tools.ts';
import { memcachedModel } from '../models.ts';

const scratch = mkdtempSync(join(tmpdir(), 'flux-'));
let kubectl: string;

beforeAll(async () => {
  ({ kubectl } = await findTools());
  for (const { path, content } of fluxFiles(memcachedModel())) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), content);
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

test.each([
  [
    'operator',
    ['Namespace memcached-operator-system', 'HelmRelease memcached-operator', 'OCIRepository memcached-operator'],
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
  const rendered = execFileSync(kubectl, ['kustomize', join(scratch, 'deploy/flux', folder)], { encoding: 'utf8' });
  const objects = parseAllDocuments(rendered).map(
    (document) => document.toJS() as { readonly kind: string; readonly metadata: { readonly name: string } },
  );
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual(expected.toSorted());
});
