/**
 * What is delivered, as it will be after the next update: every YAML file below deploy/, and each chart's values with their schema.
 * What the plan manages is taken from the plan, all else from disk: overlays, patches, Kustomizations and values of the user's own.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Disk, openDisk } from '../apply/disk.ts';
import { readLock } from '../apply/lock.ts';
import { asReadFault, isSystemError } from '../apply/fault.ts';
import type { JsonValue } from '../model/json.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { decodeUtf8 } from '../spec/bytes.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { isEmpty, parseSources, type Source } from '../spec/source.ts';
import { reportSyntax } from '../spec/syntax.ts';
import { readValue } from '../spec/value.ts';
import { type TreeEntry, entriesOf } from './entries.ts';
import { asKustomize } from './kustomize.ts';

/** One YAML document, with where its parts stand. */
export interface DeliveredDocument {
  readonly source: Source;
  readonly value: JsonValue;
}

export interface DeliveredFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  /** The plan manages it: nobody edits it. */
  readonly isManaged: boolean;
  readonly documents: readonly DeliveredDocument[];
  /** What cannot be read. */
  readonly problems: readonly Problem[];
}

export interface DeliveredTree {
  /** Sorted by path. */
  readonly files: readonly DeliveredFile[];
  /** Of any file in the project; undefined for what is none, or no text. */
  readonly text: (path: string) => string | undefined;
  /** What is at a path of the project: on disk, or once the next update has written it. */
  readonly entry: (path: string) => TreeEntry;
  /** Names of what is in the same folder. */
  readonly beside: (path: string) => readonly string[];
  /** Nobody edits the file. */
  readonly isManaged: (path: string) => boolean;
}

/** Below deploy/, and values and dependencies of each chart. Throws a Fault when the file system refuses. */
export const readTree = (root: string, plan: readonly PlannedFile[]): DeliveredTree => {
  const disk = openDisk(root);
  const managed = new Map(plan.filter(({ owner }) => owner === 'managed').map(({ path, content }) => [path, content]));
  const found = [...filesBelow(root, 'deploy'), ...filesBelow(root, 'charts').filter((path) => OF_CHART.test(path))];
  const planned = [...managed.keys()].filter((path) => path.startsWith('deploy/'));
  const paths = [...new Set([...found, ...planned])].filter((path) => YAML.test(path)).toSorted();
  const contentOf = (path: string): string | Uint8Array => managed.get(path) ?? bytesOf(disk, path);
  return {
    files: paths.map((path) => readFile(path, contentOf(path), managed.has(path))),
    text: (path) => textOf(contentOf(path)),
    ...entriesOf(root, writtenBy(plan, disk)),
    isManaged: (path) => managed.has(path),
  };
};

/** Files that are there after the next update; one that the user has deleted stays so. */
const writtenBy = (plan: readonly PlannedFile[], disk: Disk): readonly string[] => {
  const known = readLock(disk)?.files ?? {};
  return plan.filter(({ path, owner }) => owner === 'managed' || !Object.hasOwn(known, path)).map(({ path }) => path);
};

const textOf = (content: string | Uint8Array): string | undefined => {
  const decoded = decodeUtf8(typeof content === 'string' ? Buffer.from(content) : content);
  return 'text' in decoded ? decoded.text : undefined;
};

/** kubectl and kustomize read JSON, too. */
const YAML = /\.(?:ya?ml|json)$|\/Kustomization$/;
/** Other files of a chart are the plan's, or templates. */
const OF_CHART = /^charts\/[^/]+\/(?:Chart|requirements|values)\.yaml$/;

/** A link is not followed: it may lead back, or out. */
const filesBelow = (root: string, path: string): readonly string[] => {
  try {
    return readdirSync(join(root, path), { withFileTypes: true })
      .filter(({ name }) => name !== 'node_modules' && name !== '.git')
      .flatMap((entry) => {
        const below = `${path}/${entry.name}`;
        if (entry.isDirectory()) return filesBelow(root, below);
        return entry.isFile() ? [below] : [];
      });
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw asReadFault(error, path);
  }
};

/** Of what is no file there is nothing to read. */
const bytesOf = (disk: Disk, path: string): Uint8Array => {
  const entry = disk.read(path);
  return entry.type === 'file' ? entry.bytes : new Uint8Array();
};

/** More than Kubernetes takes for one object; such a file is no manifest. */
const MOST_BYTES = 8 * 1024 * 1024;

/** What kustomize reads; what is beside it below deploy/ is kubectl's, and of others' tools. */
export const FLUX_FOLDER = 'deploy/flux/';

const readFile = (path: string, content: string | Uint8Array, isManaged: boolean): DeliveredFile => ({
  path,
  isManaged,
  ...readBytes(path, typeof content === 'string' ? Buffer.from(content) : content),
});

const readBytes = (path: string, bytes: Uint8Array): ReadText => {
  const failed = (problem: { readonly message: string; readonly hint?: string }): ReadText => ({
    documents: [],
    problems: [{ file: path, path: '', severity: 'error', ...problem }],
  });
  if (bytes.byteLength > MOST_BYTES)
    return failed({ message: 'the file is larger than 8 MiB, which no manifest is.', hint: 'Move it out of deploy/.' });
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) return failed(decoded);
  return documentsOf(decoded.text, path, path.startsWith(FLUX_FOLDER) ? asKustomize : undefined);
};

interface ReadText {
  readonly documents: readonly DeliveredDocument[];
  readonly problems: readonly Problem[];
}

/** The documents of a text that stands somewhere: `place` makes of each source one that knows where. */
export const documentsOf = (
  text: string,
  file: string,
  place: (source: Source) => Source = (source) => source,
): ReadText => {
  const read = parseSources(text, file).map((source) => readDocument(place(source)));
  return { documents: read.flatMap(({ documents }) => documents), problems: read.flatMap(({ problems }) => problems) };
};

const readDocument = (source: Source): ReadText => {
  if (source.plain !== undefined) return { documents: [{ source, value: source.plain.value }], problems: [] };
  const report = createReport(source);
  const { document } = source;
  // Those of other tools: kubectl, kustomize and helm leave them out.
  document.warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  if (reportSyntax(source, report)) return { documents: [], problems: report.problems() };
  if (isEmpty(source.document)) return { documents: [], problems: [] };
  const value = readValue(source.document, report, { boolean: 'warning' });
  const problems = report.problems();
  const failed = problems.some(({ severity }) => severity === 'error');
  return { documents: failed ? [] : [{ source, value }], problems };
};
