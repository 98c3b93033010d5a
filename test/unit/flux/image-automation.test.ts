/** Flux writes new versions into a user's project: where it may, and without the next `k8s-operator check` or `update` minding. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { conflictsOf } from '../../../generators/core/apply/change.ts';
import { fluxFiles } from '../../../generators/core/plan/flux.ts';
import { apply, changes, folder } from '../apply/tree.ts';
import { deliveredModel } from './delivered-models.ts';
import { objectOf, pathsOf } from './emitted.ts';

const GIT = 'git: {url: "https://github.com/acme/cache", secret: git}';
const FLUX = `{${GIT}, environments: [staging, production], imageAutomation: {}}`;
const FILE = 'deploy/flux/clusters/production/operator/version.yaml';

const modelAt = (version: string, crds = 'separate') =>
  deliveredModel({ version, helm: `{crds: ${crds}}`, flux: FLUX });

const MARKER = /^( *[\w-]+: )(\S+) # (\{.*\})$/;

/** What Flux's setters make of a text: the value before each marker of the policy becomes the tag. */
const committed = (text: string, policy: string, tag: string): string =>
  text
    .split('\n')
    .map((line) => {
      const [, key, , marker = '{}'] = MARKER.exec(line) ?? [];
      const { $imagepolicy } = JSON.parse(marker) as { readonly $imagepolicy?: string };
      return $imagepolicy === `${policy}:tag` ? `${key}${tag} # ${marker}` : line;
    })
    .join('\n');

describe('image automation', () => {
  test('looks for the chart, takes what breaks nothing, commits to the branch', () => {
    const model = modelAt('0.3.1');
    expect(objectOf(model, 'image-automation/image-repository.yaml').spec.image).toBe(
      'ghcr.io/acme/charts/cache-operator',
    );
    expect(objectOf(model, 'image-automation/image-policy.yaml').spec.policy).toEqual({
      semver: { range: '>=0.3.1 <1.0.0' },
    });
    expect(objectOf(model, 'image-automation/image-update-automation.yaml').spec).toMatchObject({
      git: { checkout: { ref: { branch: 'main' } }, push: { branch: 'main' } },
      update: { path: './deploy/flux/clusters', strategy: 'Setters' },
    });
  });

  test('is applied by the cluster of the first environment alone', () => {
    const model = modelAt('0.1.0');
    const resources = (environment: string) =>
      objectOf(model, `clusters/${environment}/kustomization.yaml`)['resources'];
    expect(resources('staging')).toContain('../../image-automation');
    expect(resources('production')).not.toContain('../../image-automation');
  });

  test('its markers name the policy, and stand in files of the user’s only', () => {
    const model = modelAt('0.1.0');
    const { metadata } = objectOf(model, 'image-automation/image-policy.yaml');
    const marked = fluxFiles(model).filter(({ content }) => String(content).includes('$imagepolicy'));
    expect(marked.map(({ owner }) => owner)).toEqual(['seeded', 'seeded']);
    for (const { content } of marked) {
      const lines = String(content)
        .split('\n')
        .filter((line) => MARKER.test(line));
      expect(lines).toEqual(
        Array(2).fill(`    tag: 0.1.0 # {"$imagepolicy": "${metadata.namespace}:${metadata.name}:tag"}`),
      );
    }
    expect(pathsOf(deliveredModel()).join('\n')).not.toContain('version.yaml');
  });

  test('after its commit nothing was edited by hand, and the next version of the spec leaves its version alone', async () => {
    const root = folder();
    await apply(root, fluxFiles(modelAt('0.1.0')));
    const path = join(root, FILE);
    const before = readFileSync(path, 'utf8');
    const after = committed(before, 'flux-system:cache-operator', '0.1.7');
    expect(after).toBe(before.replaceAll('tag: 0.1.0', 'tag: 0.1.7'));
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    for (const model of [modelAt('0.1.0'), modelAt('0.2.0')]) {
      const set = await changes(root, fluxFiles(model));
      expect(conflictsOf(set)).toEqual([]);
      expect(set.changes.find((change) => change.path === FILE)?.action).toBe('keep');
    }
  });

  test('switched on later, its file is taken in without a hand', async () => {
    const root = folder();
    await apply(root, fluxFiles(deliveredModel({ flux: `{${GIT}}` })));
    const done = await apply(root, fluxFiles(deliveredModel({ flux: `{${GIT}, imageAutomation: {}}` })));
    expect(done[FILE]).toBe('create');
    expect(readFileSync(join(root, FILE, '../kustomization.yaml'), 'utf8')).toContain('path: version.yaml');
  });
});
