/**
 * What a registry keeps: a manifest that names blobs by digest. Given a config, a layer and annotations, gives their bytes; the same
 * input gives the same bytes, so the digest of the manifest says what is in it.
 */
import { hash } from 'node:crypto';
import type { Repository } from './reference.ts';

export interface Blob {
  readonly mediaType: string;
  /** 'sha256:' and 64 hexadecimal digits. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

export interface Artifact {
  readonly kind: 'chart' | 'manifests';
  /** Where it comes from, in the project: 'charts/memcached-operator'. */
  readonly folder: string;
  readonly repository: Repository;
  readonly tag: string;
  readonly config: Blob;
  readonly layer: Blob;
  readonly manifest: Blob;
}

/** An image manifest: the only kind that every registry takes. */
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';

export interface ArtifactInput extends Pick<Artifact, 'kind' | 'folder' | 'repository' | 'tag'> {
  readonly config: { readonly mediaType: string; readonly bytes: Uint8Array };
  readonly layer: { readonly mediaType: string; readonly bytes: Uint8Array };
  /** Undefined values are left out. */
  readonly annotations: Readonly<Record<string, string | undefined>>;
}

/** The artifact, with its digests. */
export const makeArtifact = ({ config, layer, annotations, ...rest }: ArtifactInput): Artifact => {
  const blobs = { config: blob(config), layer: blob(layer) };
  const present = Object.entries(annotations).filter(([, value]) => value !== undefined);
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: descriptor(blobs.config),
    layers: [descriptor(blobs.layer)],
    ...(present.length > 0 && {
      annotations: Object.fromEntries(present.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  return { ...rest, ...blobs, manifest: blob({ mediaType: MANIFEST_TYPE, bytes }) };
};

const blob = ({ mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array }): Blob => ({
  mediaType,
  digest: digestOf(bytes),
  bytes,
});

const descriptor = ({ mediaType, digest, bytes }: Blob): object => ({ mediaType, digest, size: bytes.length });

/** The digest by which a registry knows these bytes. */
export const digestOf = (bytes: Uint8Array): string => `sha256:${hash('sha256', bytes, 'hex')}`;

/** Bytes of everything that is sent for it. */
export const sizeOf = ({ config, layer, manifest }: Artifact): number =>
  config.bytes.length + layer.bytes.length + manifest.bytes.length;
