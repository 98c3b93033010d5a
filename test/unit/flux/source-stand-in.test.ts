/** The stand-in for source-controller that end-to-end tests use: what it cannot do it refuses, and what it pulls it checks. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { OciRepositorySpec } from '../../flux/kinds.ts';
import { pull } from '../../flux/source/pull.ts';
import { refusal } from '../../flux/source/refusal.ts';

const source: OciRepositorySpec = {
  interval: '10m',
  url: 'oci://127.0.0.1:1/a',
  insecure: true,
  ref: { tag: '1.0.0' },
};
const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

describe('what is refused', () => {
  test.each<[string, Partial<OciRepositorySpec>, RegExp]>([
    ['not a tag, by plain HTTP', {}, /^pulled$/],
    ['not a digest', { ref: { digest: 'sha256:00' } }, /^pulled$/],
    ['not a chart', { layerSelector: { mediaType: CHART, operation: 'copy' } }, /^pulled$/],
    ['https', { insecure: false }, /insecure/],
    ['signatures', { verify: { provider: 'cosign' } }, /signatures/],
    ['a range of versions', { ref: { semver: '>=1.0.0' } }, /ranges/],
    ['a filter of tags', { ref: { semver: '*', semverFilter: '.*' } }, /ranges/],
    ['credentials', { secretRef: { name: 'a' } }, /credentials/],
    ['credentials of an account', { serviceAccountName: 'a' }, /credentials/],
    ['certificates', { certSecretRef: { name: 'a' } }, /certificates/],
    ['a proxy', { proxySecretRef: { name: 'a' } }, /proxy/],
    ['a cloud', { provider: 'aws' }, /provider "aws"/],
    ['to leave something out', { ignore: '/docs' }, /leaves nothing out/],
    ['to extract what is no archive', { layerSelector: { mediaType: 'text/plain' } }, /tar\+gzip/],
  ])('%s', (_name, change, expected) => {
    expect(refusal({ ...source, ...change }) ?? 'pulled').toMatch(expected);
  });
});

const digest = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A registry with one artifact, whose layer is answered by `blob`. */
const registry = async (layer: Buffer, blob = layer) => {
  const layers = [{ mediaType: CHART, digest: digest(layer), size: layer.length }];
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers, annotations: { a: 'b' } }));
  const server = createServer(({ url = '' }, response) => {
    if (url.includes('/manifests/1.0.0') || url.endsWith(`/manifests/${digest(manifest)}`)) response.end(manifest);
    else if (url.endsWith(`/blobs/${digest(layer)}`)) response.end(blob);
    else response.writeHead(404).end('no such thing');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `oci://127.0.0.1:${(server.address() as AddressInfo).port}/charts/a`;
  return { spec: { ...source, url }, manifest: digest(manifest) };
};

const archive = gzipSync('an archive');

describe('pulled', () => {
  test('the layer, by tag and by digest', async () => {
    const { spec, manifest } = await registry(archive);
    const pulled = { revision: `1.0.0@${manifest}`, layer: archive, digest: digest(archive), metadata: { a: 'b' } };
    expect(await pull(spec)).toEqual(pulled);
    expect(await pull({ ...spec, ref: { digest: manifest } })).toEqual({ ...pulled, revision: manifest });
  });

  test.each<[string, Buffer, Buffer, Partial<OciRepositorySpec>, RegExp]>([
    ['another layer than the manifest names', archive, gzipSync('another one'), {}, /came as sha256:/],
    ['a layer that is no archive, to be extracted', Buffer.from('text'), Buffer.from('text'), {}, /incorrect header/],
    ['a tag that is not there', archive, archive, { ref: { tag: '2.0.0' } }, /404 no such thing/],
    ['a kind of layer that is not there', archive, archive, { layerSelector: { mediaType: 'b' } }, /has no layer b/],
  ])('not %s', async (_name, layer, blob, change, expected) => {
    const { spec } = await registry(layer, blob);
    await expect(pull({ ...spec, ...change })).rejects.toThrow(expected);
  });
});
