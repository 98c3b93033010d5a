/** A chart's folder to the artifact that `helm push` would make of it; the package has what `helm package` would put into it. */
import { Fault, fileProblem } from '../apply/fault.ts';
import { openDisk } from '../apply/disk.ts';
import { versionTag } from '../emit/flux/tag.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { type Artifact, makeArtifact } from './artifact.ts';
import { type ArchiveFile, archive } from './archive.ts';
import { chartAnnotations } from './chart-annotations.ts';
import { type ChartMetadata, goJson, readChartMetadata } from './chart-metadata.ts';
import { readFolder } from './folder.ts';
import { helmIgnore } from './helm-ignore.ts';
import type { Repository } from './reference.ts';

const CONFIG_TYPE = 'application/vnd.cncf.helm.config.v1+json';
const LAYER_TYPE = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** What Helm unpacks at most, of one file and of all. */
const LARGEST_FILE = 5 * 1024 * 1024;
const LARGEST_CHART = 100 * 1024 * 1024;

export interface ChartSource {
  readonly kind: 'chart';
  readonly folder: string;
  readonly repository: Repository;
  readonly files: readonly ArchiveFile[];
  readonly metadata: ChartMetadata;
}

/** The chart of that name in a project. Throws a Fault when Helm would not take it. */
export const readChart = (
  root: string,
  name: string,
  repository: Repository,
  plan: readonly PlannedFile[],
): ChartSource => {
  const folder = `charts/${name}`;
  const limit = { bytes: LARGEST_FILE, of: 'Helm' };
  const files = readFolder({ root, folder, ignores: ignoresOf(root, folder), plan, limit });
  const chart = files.find(({ path }) => path === CHART);
  if (chart === undefined) throw new Fault(fileProblem(`${folder}/${CHART}`, 'is missing, or ignored.', UPDATE));
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > LARGEST_CHART)
    throw new Fault(
      fileProblem(folder, 'is larger than 100 MiB, which Helm refuses.', 'Have what does not belong to it ignored.'),
    );
  const metadata = readChartMetadata(chart.bytes, `${folder}/${CHART}`, name);
  return { kind: 'chart', folder, repository, files, metadata };
};

const CHART = 'Chart.yaml';
const UPDATE = 'Run "k8s-operator update".';

const ignoresOf = (root: string, folder: string) => {
  const path = `${folder}/.helmignore`;
  const entry = openDisk(root).read(path);
  if (entry.type === 'obstacle') throw new Fault(fileProblem(path, entry.reason, 'Move it away.'));
  const ignores = helmIgnore(entry.type === 'file' ? entry.bytes.toString() : '');
  if (typeof ignores === 'function') return ignores;
  throw new Fault(fileProblem(path, `${JSON.stringify(ignores.wrong)} is no rule that Helm knows.`, 'Mend the line.'));
};

/** The artifact. `created` is when its source was made, in RFC 3339. */
export const packChart = async (
  { kind, folder, repository, files, metadata }: ChartSource,
  created: string | undefined,
): Promise<Artifact> => {
  const inOrder = [...files.filter(({ path }) => path === CHART), ...files.filter(({ path }) => path !== CHART)];
  const { compressed } = await archive(
    inOrder.map(({ path, bytes }) => ({ path: `${metadata.name}/${path}`, bytes: withoutMark(bytes) })),
  );
  return makeArtifact({
    kind,
    folder,
    repository,
    tag: versionTag(metadata.version),
    config: { mediaType: CONFIG_TYPE, bytes: Buffer.from(goJson(metadata.fields)) },
    layer: { mediaType: LAYER_TYPE, bytes: compressed },
    annotations: chartAnnotations(metadata, created),
  });
};

/** Helm drops the byte order mark of UTF-8. */
const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
