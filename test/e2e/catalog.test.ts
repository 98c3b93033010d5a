/** File-based catalogs before opm, which makes, reads and judges those of the field. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, describe, expect, test } from 'vitest';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { bundleBlob } from '../../generators/core/olm/catalog/bundle-blob.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { judge } from '../judges/judges.ts';
import { sharedModel } from '../unit/models.ts';
import { bundleFiles, bundleOf, oddBundles, writeFiles } from '../unit/olm/catalog/bundles.ts';
import { memcachedApi, memcachedModel, version } from '../unit/olm/memcached-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'catalog-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let folders = 0;
/** Writes files into a folder of their own and answers it. */
const write = (files: Readonly<Record<string, string>>): string => {
  const root = join(scratch, String(folders++));
  mkdirSync(root);
  writeFiles(root, files);
  return root;
};

const binary = await ifAvailable(() => judge('opm'));

const opm = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(binary!, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

const REPOSITORY = 'ghcr.io/acme/memcached-operator-bundle';

const storage = version();
const older = version({ name: 'v1alpha0', storage: false });
const second = memcachedApi({ kind: 'Cache', plural: 'caches', crdName: 'caches.cache.example.com', scope: 'Cluster' });

const bundles: Readonly<Record<string, BundleContent>> = {
  ...Object.fromEntries(Object.entries(exampleModels()).map(([name, model]) => [`the example ${name}`, bundleOf(model)])),
  'two versions': bundleOf(memcachedModel({ apis: [memcachedApi({ storage, versions: [storage, older] })] })),
  'two kinds': bundleOf(memcachedModel({ apis: [memcachedApi(), second] })),
  'an operator that shares its objects': bundleOf(sharedModel()),
  ...oddBundles(bundleOf(memcachedModel())),
};

describe.skipIf(binary === undefined)('opm renders as we do the bundle of', () => {
  test.each(Object.keys(bundles))('%s', (name) => {
    const folder = write(bundleFiles(bundles[name]!));
    const [theirs] = loadAll(
      opm('render', folder, '--alpha-image-ref-template', `${REPOSITORY}:v{{.Version}}`, '--migrate-level', 'bundle-object-to-csv-metadata', '-o', 'yaml'),
    ) as readonly { readonly image: string }[];
    const { content } = readBundle(folder);
    expect(bundleBlob(content!, theirs!.image)).toEqual(theirs);
  });
});
