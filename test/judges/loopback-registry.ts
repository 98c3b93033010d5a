/** The judge `registry`, running: a registry on loopback that forgets everything when it stops. And bundles as images in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { archive } from '../../generators/core/publish/archive.ts';
import { type Blob, digestOf, makeArtifact, MANIFEST_TYPE } from '../../generators/core/publish/artifact.ts';
import { judge } from './judges.ts';

export interface LoopbackRegistry {
  /** '127.0.0.1:5000'; it speaks plain HTTP. */
  readonly host: string;
  readonly stop: () => Promise<unknown>;
}

/** Started, and answering. Throws GoMissing without Go. */
export const startRegistry = async (): Promise<LoopbackRegistry> => {
  const host = `127.0.0.1:${await freePort()}`;
  const registry = spawn(await judge('registry'), ['-port', host.slice(host.indexOf(':') + 1)], { stdio: 'ignore' });
  const ended = once(registry, 'exit');
  for (let tries = 0; !(await answers(host)); tries += 1) {
    if (tries > 100) throw new Error('the registry did not start');
    await pause(50);
  }
  return {
    host,
    stop: () => {
      registry.kill();
      return ended;
    },
  };
};

/** Pushes a bundle as an image with one layer; answers its reference, by digest. */
export const pushBundle = async (
  host: string,
  path: string,
  files: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): Promise<string> => {
  const { plain, compressed } = await archive(
    Object.entries(files).map(([name, text]) => ({ path: name, bytes: Buffer.from(text) })),
  );
  const { config, layer, manifest } = makeArtifact({
    kind: 'manifests',
    folder: 'bundle',
    repository: { host, path },
    tag: 'latest',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      bytes: Buffer.from(
        JSON.stringify({
          architecture: 'amd64',
          os: 'linux',
          config: { Labels: labels },
          rootfs: { type: 'layers', diff_ids: [digestOf(plain)] },
        }),
      ),
    },
    layer: { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', bytes: compressed },
    annotations: {},
  });
  const send = async (method: string, to: string, { bytes }: Blob, type: string): Promise<void> => {
    const answer = await fetch(`http://${host}/v2/${path}/${to}`, {
      method,
      body: Uint8Array.from(bytes),
      headers: { 'content-type': type },
    });
    if (!answer.ok) throw new Error(`${method} ${to}: ${answer.status} ${await answer.text()}`);
  };
  for (const blob of [config, layer])
    await send('POST', `blobs/uploads/?digest=${blob.digest}`, blob, 'application/octet-stream');
  await send('PUT', `manifests/${manifest.digest}`, manifest, MANIFEST_TYPE);
  return `${host}/${path}@${manifest.digest}`;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const answers = async (host: string): Promise<boolean> => {
  try {
    return (await fetch(`http://${host}/v2/`)).ok;
  } catch {
    return false;
  }
};
