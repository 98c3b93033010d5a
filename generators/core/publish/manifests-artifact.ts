/** `deploy/flux` to the artifact that `flux push artifact` would make of it. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Fault, asReadFault, fileProblem } from '../apply/fault.ts';
import { readBytes } from '../apply/read.ts';
import { versionTag } from '../emit/flux/tag.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { type Artifact, digestOf, makeArtifact } from './artifact.ts';
import { type ArchiveFile, archive } from './archive.ts';
import { readFolder } from './folder.ts';
import type { Provenance } from './provenance.ts';
import type { Repository } from './reference.ts';
import { SOURCE_IGNORE, sourceIgnore } from './source-ignore.ts';

const CONFIG_TYPE = 'application/vnd.cncf.flux.config.v1+json';
const LAYER_TYPE = 'application/vnd.cncf.flux.content.v1.tar+gzip';
const FOLDER = 'deploy/flux';

/** What Flux unpacks at most. */
const LARGEST_FILE = 100 * 1024 * 1024;

export interface ManifestsSource {
  readonly kind: 'manifests';
  readonly folder: string;
  readonly repository: Repository;
  readonly files: readonly ArchiveFile[];
  readonly version: string;
  readonly license: string | undefined;
}

/** The manifests in a project. Throws a Fault when there are none, or they cannot be packed. */
export const readManifests = (
  root: string,
  { version, license }: Pick<Model, 'version' | 'license'>,
  repository: Repository,
  plan: readonly PlannedFile[],
): ManifestsSource => {
  const limit = { bytes: LARGEST_FILE, of: 'Flux' };
  const ignores = sourceIgnore(ignoreFiles(root));
  const files = readFolder({ root, folder: FOLDER, ignores, plan, limit });
  if (files.length === 0)
    throw new Fault(fileProblem(FOLDER, 'has no file that is not ignored.', 'Run "k8s-operator update".'));
  return { kind: 'manifests', folder: FOLDER, repository, files, version, license };
};

/** The text of each .sourceignore by its folder. */
const ignoreFiles = (root: string): ReadonlyMap<string, string> => {
  const top = join(root, FOLDER);
  try {
    const found = readdirSync(top, { withFileTypes: true, recursive: true });
    return new Map(
      found
        .filter((entry) => entry.name === SOURCE_IGNORE && entry.isFile())
        .map(({ parentPath }) => {
          const folder = relative(top, parentPath).split(sep).join('/');
          const shown = join(FOLDER, folder, SOURCE_IGNORE);
          return [folder, readBytes(join(root, shown), shown).toString()] as const;
        }),
    );
  } catch (error) {
    throw asReadFault(error, FOLDER);
  }
};

/** The artifact: where it comes from is told as Flux tells it. */
export const packManifests = async (
  { kind, folder, repository, files, version, license }: ManifestsSource,
  { created, source, revision }: Provenance,
): Promise<Artifact> => {
  const { plain, compressed } = await archive(files);
  return makeArtifact({
    kind,
    folder,
    repository,
    tag: versionTag(version),
    config: { mediaType: CONFIG_TYPE, bytes: Buffer.from(JSON.stringify(imageConfig(digestOf(plain)))) },
    layer: { mediaType: LAYER_TYPE, bytes: compressed },
    annotations: {
      'org.opencontainers.image.created': created,
      'org.opencontainers.image.licenses': license,
      'org.opencontainers.image.source': source,
      'org.opencontainers.image.revision': revision,
    },
  });
};

/** Flux pushes an image that has no platform and was never built; tools that read images find its layer by it. */
const imageConfig = (layer: string): object => ({
  architecture: '',
  created: NEVER,
  history: [{ created: NEVER }],
  os: '',
  rootfs: { type: 'layers', diff_ids: [layer] },
  config: {},
});

const NEVER = '0001-01-01T00:00:00Z';
