/** Pulls the layer of an OCI artifact by the distribution protocol, and checks it against its digests. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { OciRepositorySpec } from '../kinds.ts';

export interface Pulled {
  /** `tag@sha256:…`, or the digest alone where one was asked for. */
  readonly revision: string;
  readonly layer: Buffer;
  /** Of the layer. */
  readonly digest: string;
  /** The annotations of the manifest. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

interface Manifest {
  readonly mediaType?: string;
  readonly layers?: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** The layer that `spec` selects. Errors: what the registry answered, or what does not fit. */
export const pull = async ({ url, ref = {}, layerSelector = {} }: OciRepositorySpec): Promise<Pulled> => {
  const [, host, repository] = /^oci:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (host === undefined) throw new Error(`"${url}" is no oci://HOST/REPOSITORY`);
  const base = `http://${host}/v2/${repository}`;
  const { tag = 'latest', digest: wanted } = ref;
  const body = await get(`${base}/manifests/${wanted ?? tag}`, MANIFEST);
  const digest = sha256(body);
  if (wanted !== undefined && wanted !== digest) throw new Error(`the manifest ${wanted} has the digest ${digest}`);
  const { mediaType = MANIFEST, layers = [], annotations = {} } = JSON.parse(body.toString()) as Manifest;
  if (mediaType !== MANIFEST) throw new Error(`${url}:${tag} is ${mediaType}, not ${MANIFEST}`);
  const { mediaType: selected, operation = 'extract' } = layerSelector;
  const descriptor = layers.find((layer) => selected === undefined || layer.mediaType === selected);
  if (descriptor === undefined) {
    const there = layers.map((layer) => layer.mediaType).join(', ');
    throw new Error(`${url} has no layer ${selected ?? ''}; there are: ${there}`);
  }
  const layer = await get(`${base}/blobs/${descriptor.digest}`);
  const found = sha256(layer);
  if (found !== descriptor.digest || layer.length !== descriptor.size) {
    throw new Error(
      `the layer ${descriptor.digest} (${descriptor.size} bytes) came as ${found} (${layer.length} bytes)`,
    );
  }
  // What is to be extracted has to be an archive; its content is handed on as it is.
  if (operation === 'extract') gunzipSync(layer);
  return { revision: wanted ?? `${tag}@${digest}`, layer, digest: found, metadata: annotations };
};

const get = async (url: string, accept = '*/*'): Promise<Buffer> => {
  const response = await fetch(url, { headers: { accept } });
  const body = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${body.toString().trim()}`);
  return body;
};

const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
