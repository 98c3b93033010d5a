import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { digestOf } from '../../../generators/core/publish/artifact.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { packManifests, readManifests } from '../../../generators/core/publish/manifests-artifact.ts';
import { folder, type Tree } from '../apply/tree.ts';

const TREE: Tree = {
  'deploy/flux/operator/release.yaml': 'kind: HelmRelease\n',
  'deploy/flux/operator/kustomization.yaml': 'resources: [release.yaml]\n',
  'deploy/flux/instances/base/README.md': 'left out',
  'deploy/flux/instances/base/one.yaml': 'kind: One\n',
  'deploy/flux/.sourceignore': '*.md\n/secret/\n',
  'deploy/flux/secret/key.yaml': 'left out',
  'deploy/flux/.gitignore': 'left out',
  'deploy/images.txt': 'is beside it',
};

const repository = { host: 'localhost:5000', path: 'acme/manifests/x' };
const artifactOf = async (root: string, provenance = {}, license: Pick<Model, 'license'> = {}) =>
  packManifests(readManifests(root, { version: '0.1.0+a', ...license }, repository, []), provenance);

test('has the manifests that are not ignored, as flux push artifact has them', async () => {
  const { layer, config, manifest, tag } = await artifactOf(folder(TREE), {
    created: '2026-01-01T00:00:00Z',
    source: 'https://github.com/acme/op',
    revision: 'main@sha1:abc',
  });
  const plain = gunzipSync(layer.bytes);
  const entries = await unpackTar(plain);
  expect(entries.map(({ header }) => header.name)).toEqual([
    '.sourceignore',
    'instances/base/one.yaml',
    'operator/kustomization.yaml',
    'operator/release.yaml',
  ]);
  expect(tag).toBe('0.1.0_a');
  expect(JSON.parse(Buffer.from(manifest.bytes).toString())).toEqual({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.cncf.flux.config.v1+json',
      digest: config.digest,
      size: config.bytes.length,
    },
    layers: [
      { mediaType: 'application/vnd.cncf.flux.content.v1.tar+gzip', digest: layer.digest, size: layer.bytes.length },
    ],
    annotations: {
      'org.opencontainers.image.created': '2026-01-01T00:00:00Z',
      'org.opencontainers.image.revision': 'main@sha1:abc',
      'org.opencontainers.image.source': 'https://github.com/acme/op',
    },
  });
  expect(JSON.parse(Buffer.from(config.bytes).toString())).toMatchObject({
    rootfs: { type: 'layers', diff_ids: [digestOf(plain)] },
  });
});

test('says nothing that is not known', async () => {
  const { manifest } = await artifactOf(folder(TREE));
  expect(JSON.parse(Buffer.from(manifest.bytes).toString())).not.toHaveProperty('annotations');
});

test('says the license', async () => {
  const { manifest } = await artifactOf(folder(TREE), {}, { license: 'MIT OR ISC' });
  expect(JSON.parse(Buffer.from(manifest.bytes).toString())).toMatchObject({
    annotations: { 'org.opencontainers.image.licenses': 'MIT OR ISC' },
  });
});

test('a link is refused, unless it is ignored', () => {
  const root = folder(TREE);
  symlinkSync('/etc', join(root, 'deploy/flux/secret/etc'));
  expect(readManifests(root, { version: '0.1.0' }, repository, []).files).toHaveLength(4);
  symlinkSync('/etc/passwd', join(root, 'deploy/flux/operator/passwd.yaml'));
  expect(() => readManifests(root, { version: '0.1.0' }, repository, [])).toThrow('passwd.yaml: is a symbolic link');
});

test('nothing but what is ignored is refused', () => {
  const root = folder({ 'deploy/flux/.sourceignore': '*\n' });
  expect(() => readManifests(root, { version: '0.1.0' }, repository, [])).toThrow('has no file that is not ignored');
});
