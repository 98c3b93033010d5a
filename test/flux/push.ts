/** Pushes an object as `flux push artifact` does with a folder: what a team does, which has no operator's project to publish from. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CONFIG = 'application/vnd.cncf.flux.config.v1+json';
const LAYER = 'application/vnd.cncf.flux.content.v1.tar+gzip';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** `reference` is 127.0.0.1:PORT/repository:tag. */
export const pushObject = async (object: object, reference: string): Promise<void> => {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference)!;
  const base = `http://${host}/v2/${repository}`;
  const archive = await pack(object);
  const config = await pushBlob(base, CONFIG, Buffer.from('{}'));
  const layer = await pushBlob(base, LAYER, archive);
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] });
  await send('PUT', `${base}/manifests/${tag}`, Buffer.from(manifest), MANIFEST);
};

/** A folder with nothing but the object. */
const pack = async (object: object): Promise<Buffer> => {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-operator-pushed-'));
  try {
    await writeFile(join(folder, 'object.yaml'), JSON.stringify(object));
    const { stdout } = await promisify(execFile)('tar', ['-czf', '-', '-C', folder, '.'], { encoding: 'buffer' });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
};

const pushBlob = async (base: string, mediaType: string, bytes: Buffer) => {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const started = await send('POST', `${base}/blobs/uploads/`);
  const upload = new URL(started.headers.get('location')!, base);
  upload.searchParams.set('digest', digest);
  await send('PUT', String(upload), bytes, 'application/octet-stream');
  return { mediaType, digest, size: bytes.length };
};

const send = async (method: string, url: string, body?: Buffer, type?: string): Promise<Response> => {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: new Uint8Array(body) }),
    ...(type !== undefined && { headers: { 'content-type': type } }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
};
