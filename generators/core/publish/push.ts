/**
 * Artifacts into their registries, so that a tag is either as it was or whole.
 * Expected flow: 1. every registry answers; 2. what is under each tag is read, and a tag with other content ends it before anything is
 * sent; 3. all blobs of all artifacts; 4. what is under each tag is read again, for blobs take their time; 5. the manifests, each of which
 * sets its tag, in the order of the artifacts; what is under it then is read.
 * Guarantees: a run that breaks off, wherever, leaves no tag without its blobs, and can be run again; what has arrived is not sent again.
 * Caveats: registries have no "only if it is still so": of two runs that set a tag within the same moment, the second replaces what the
 * first has set. The first is told, when the second was so quick that it can see it.
 */
import type { Artifact, Blob } from './artifact.ts';
import { type Connection, openRegistry, type Registry, type Stored } from './registry.ts';
import { plainAddress } from './reference.ts';

export interface Published {
  readonly artifact: Artifact;
  /**
   * - pushed: it is under the tag now; replaced: in place of something else; present: it was there already.
   * - taken: something else is under the tag; free: nothing is. Then nothing was sent of any artifact.
   */
  readonly state: 'pushed' | 'replaced' | 'present' | 'taken' | 'free';
  /** Of the manifest that is under the tag; of a free tag, that which would be. */
  readonly digest: string;
}

export interface PushInput {
  readonly artifacts: readonly Artifact[];
  /** Whether the registry of a host speaks it. */
  readonly plainHttp: (host: string) => boolean;
  /** Other content under a tag is replaced. */
  readonly overwrite: boolean;
  readonly connection: Connection;
  /** Told of each tag before it is set, and with undefined when it is certain what became of it. */
  readonly onTagging: (artifact: Artifact | undefined) => void;
  /** Told of each tag that is set, at once: the next may fail. */
  readonly onPushed: (published: Published) => void;
}

interface Opened {
  readonly artifact: Artifact;
  readonly registry: Registry;
  /** What is under the tag already. */
  readonly standing: Published;
}

/** What became of each artifact. Rejects with a Fault, or with the reason of the signal. */
export const pushArtifacts = async (input: PushInput): Promise<readonly Published[]> => {
  const { connection, overwrite } = input;
  const opened = await openAll(input);
  const isInTheWay = ({ standing }: Opened): boolean => !overwrite && standing.state === 'taken';
  if (opened.some(isInTheWay)) return opened.map(({ standing }) => standing);
  const missing = opened.filter(({ standing }) => standing.state !== 'present');
  for (const { artifact, registry } of missing) await pushBlobs(artifact, registry, connection);
  const ready: Opened[] = [];
  for (const one of opened) ready.push(one.standing.state === 'present' ? one : await lookedAt(one, connection));
  if (ready.some(isInTheWay)) return ready.map(({ standing }) => standing);
  const results: Published[] = [];
  for (const one of ready) results.push(one.standing.state === 'present' ? one.standing : await tagged(one, input));
  return results;
};

/** The artifact is under its tag then. */
const tagged = async ({ artifact, registry, standing }: Opened, input: PushInput): Promise<Published> => {
  const { connection, onTagging, onPushed } = input;
  const { digest } = artifact.manifest;
  connection.say(`tagging ${nameOf(artifact)}`);
  onTagging(artifact);
  const fault = await registry.putManifest(artifact.manifest, standing.state === 'taken' ? standing.digest : undefined);
  onTagging(undefined);
  if (fault !== undefined) throw fault;
  const result: Published = { artifact, state: standing.state === 'taken' ? 'replaced' : 'pushed', digest };
  onPushed(result);
  return result;
};

const nameOf = ({ repository, tag }: Artifact): string => `${plainAddress(repository)}:${tag}`;

/** Each registry is asked once whether it is one. */
const openAll = async ({ artifacts, plainHttp, connection }: PushInput): Promise<readonly Opened[]> => {
  const asked = new Set<string>();
  const opened: Opened[] = [];
  for (const artifact of artifacts) {
    const { host } = artifact.repository;
    const registry = openRegistry(artifact.repository, artifact.tag, plainHttp(host), connection);
    if (!asked.has(host)) {
      connection.say(`connecting to ${host}`);
      await registry.ping();
      asked.add(host);
    }
    opened.push(await lookedAt({ artifact, registry }, connection));
  }
  return opened;
};

const lookedAt = async ({ artifact, registry }: Omit<Opened, 'standing'>, connection: Connection): Promise<Opened> => {
  connection.say(`looking at ${nameOf(artifact)}`);
  return { artifact, registry, standing: standingOf(artifact, await registry.manifest()) };
};

const standingOf = (artifact: Artifact, stored: Stored | undefined): Published => {
  if (stored === undefined) return { artifact, state: 'free', digest: artifact.manifest.digest };
  const { digest } = stored;
  const isSame = digest === artifact.manifest.digest || hasSameContent(artifact, stored);
  return { artifact, state: isSame ? 'present' : 'taken', digest };
};

/** The same chart or manifests, published from another commit: only what is said about them differs. */
const hasSameContent = ({ config, layer }: Artifact, { bytes }: Stored): boolean => {
  try {
    const manifest = JSON.parse(bytes.toString()) as {
      readonly config?: { readonly digest?: unknown };
      readonly layers?: readonly { readonly digest?: unknown }[];
    };
    return (
      manifest.config?.digest === config.digest &&
      manifest.layers?.length === 1 &&
      manifest.layers[0]?.digest === layer.digest
    );
  } catch {
    return false;
  }
};

const pushBlobs = async (artifact: Artifact, registry: Registry, { say }: Connection): Promise<void> => {
  const send = async (blob: Blob, name: string): Promise<void> => {
    if (await registry.hasBlob(blob.digest)) return;
    say(`uploading ${nameOf(artifact)} (${name}, ${blob.bytes.length} bytes)`);
    await registry.putBlob(blob);
  };
  await send(artifact.layer, 'content');
  await send(artifact.config, 'config');
};
