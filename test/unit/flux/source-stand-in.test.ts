/** The stand-in for source-controller that end-to-end tests use: what it cannot do it refuses, and what it pulls it checks. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { findCondition, type Kind } from 'k8s-operator-runtime';
import { embedded } from 'k8s-operator-runtime/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  Bucket,
  type FluxObject,
  GitRepository,
  HelmChart,
  HelmRepository,
  OciRepository,
  type OciRepositorySpec,
  REQUESTED_AT,
} from '../../flux/kinds.ts';
import { pull } from '../../flux/source/pull.ts';
import { refusal } from '../../flux/source/refusal.ts';
import { startSourceStandIn } from '../../flux/source/stand-in.ts';

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

describe('in a cluster', () => {
  const kinds: readonly Kind<FluxObject>[] = [OciRepository, GitRepository, HelmRepository, HelmChart, Bucket];
  const key = { namespace: 'default', name: 'a' };
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const definitions = kinds.map(({ group, version, kind, plural }) => ({
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [{ name: version, served: true, storage: true, schema, subresources: { status: {} } }],
    },
  }));
  const start = async () => {
    const cluster = await embedded({ crds: definitions });
    const standIn = await startSourceStandIn(cluster.client);
    onTestFinished(async () => {
      await standIn.stop();
      await cluster.stop();
    });
    /** The object, once what its status says of Ready is about it as it is. */
    const handled = async <T extends FluxObject>(kind: Kind<T>, says: (object: T) => boolean = () => true) =>
      cluster.until(kind, key, (object: T) => {
        const ready = findCondition(object.status?.conditions, 'Ready');
        return ready?.observedGeneration === object.metadata.generation && says(object);
      });
    return { client: cluster.client, handled };
  };
  const readyOf = ({ status }: FluxObject) => {
    const { status: value, reason, message } = findCondition(status?.conditions, 'Ready')!;
    return `${value} ${reason}: ${message}`;
  };

  test('what is pulled is served, and pulled again when it is asked for', async () => {
    const { client, handled } = await start();
    const { spec, manifest } = await registry(archive);
    await client.create(OciRepository, { metadata: key, spec });
    const { status } = await handled(OciRepository);
    expect(status!.artifact).toMatchObject({ revision: `1.0.0@${manifest}`, digest: digest(archive) });
    const answer = await fetch(status!.artifact!.url);
    expect(Buffer.from(await answer.arrayBuffer()).equals(archive)).toBe(true);
    expect((await fetch(`${status!.artifact!.url}x`)).status).toBe(404);
    await client.patch(OciRepository, key, { metadata: { annotations: { [REQUESTED_AT]: 'now' } } });
    const again = await handled(OciRepository, (object) => object.status?.lastHandledReconcileAt === 'now');
    expect(again.status!.artifact).toEqual(status!.artifact);
  });

  test('what is refused, or cannot be pulled, is not ready; what was pulled before stays', async () => {
    const { client, handled } = await start();
    const { spec } = await registry(archive);
    await client.create(OciRepository, { metadata: key, spec });
    const { status } = await handled(OciRepository);
    await client.patch(OciRepository, key, { spec: { ref: { tag: '2.0.0' } } });
    expect(readyOf(await handled(OciRepository))).toMatch(/^False OCIArtifactPullFailed: .*404/);
    await client.patch(OciRepository, key, { spec: { verify: { provider: 'cosign' } } });
    const refused = await handled(OciRepository);
    expect(readyOf(refused)).toMatch(/^False StandInRefuses: .*signatures/);
    expect(refused.status!.artifact).toEqual(status!.artifact);
  });

  test.each(kinds.slice(1))('$kind is refused', async (kind) => {
    const { client, handled } = await start();
    await client.create(kind, { metadata: key, spec: {} });
    expect(readyOf(await handled(kind))).toMatch(/^False StandInRefuses: .*OCI artifacts only/);
  });
});
