/**
 * The files of a folder as they are packed. Given what is not to be packed, gives everything else that is there, whoever wrote it; reads,
 * never writes. What differs between checkouts of the same commit is evened out: modes do not count, and a generated file whose line ends
 * alone were changed is taken as it was generated.
 */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, asReadFault, fileProblem } from '../apply/fault.ts';
import { normalise } from '../apply/fingerprint.ts';
import { isSafePath } from '../apply/path.ts';
import { readBytes } from '../apply/read.ts';
import type { PlannedFile } from '../plan/plan.ts';
import type { Problem } from '../spec/problem.ts';
import { type ArchiveFile, byPath } from './archive.ts';
import type { Ignores } from './helm-ignore.ts';

export interface FolderInput {
  /** The project's folder. */
  readonly root: string;
  /** In it: 'charts/memcached-operator'. */
  readonly folder: string;
  readonly ignores: Ignores;
  readonly plan: readonly PlannedFile[];
  /** The most that one file may have, and who says so. */
  readonly limit: { readonly bytes: number; readonly of: string };
}

/** Every file that is not ignored, its path relative to the folder, sorted. Throws a Fault with all that cannot be packed. */
export const readFolder = ({ root, folder, ignores, plan, limit }: FolderInput): readonly ArchiveFile[] => {
  const generated = new Map(plan.map(({ path, content }) => [path, content] as const));
  const problems: Problem[] = [];
  const files: ArchiveFile[] = [];
  const add = (entry: Dirent, path: string): void => {
    const shown = `${folder}/${path}`;
    const odd = oddityOf(entry, path) ?? oversize(join(root, shown), shown, limit);
    if (odd !== undefined) problems.push(fileProblem(shown, ...odd));
    else files.push({ path, bytes: asGenerated(readBytes(join(root, shown), shown), generated.get(shown)) });
  };
  const visit = (below: string): void => {
    for (const entry of entriesOf(join(root, folder, below), join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (ignores(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) visit(path);
      else add(entry, path);
    }
  };
  visit('');
  if (problems.length > 0) throw new Fault(...problems.toSorted((a, b) => (a.file < b.file ? -1 : 1)));
  return files.toSorted(byPath);
};

const entriesOf = (path: string, shown: string): readonly Dirent[] => {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw asReadFault(error, shown);
  }
};

type Oddity = readonly [message: string, hint: string];

/** Why it cannot be packed: Helm would follow a link, Flux would leave it out without a word. */
const oddityOf = (entry: Dirent, path: string): Oddity | undefined => {
  if (entry.isSymbolicLink())
    return ['is a symbolic link, and is not followed.', 'Put the file itself there, or have it ignored.'];
  if (!entry.isFile()) return ['is not a regular file.', 'Move it away, or have it ignored.'];
  if (!isSafePath(path)) return ['has a name that not every machine can store.', 'Rename it, or have it ignored.'];
  return undefined;
};

const MEBIBYTE = 1024 * 1024;

const oversize = (file: string, shown: string, { bytes, of }: FolderInput['limit']): Oddity | undefined => {
  try {
    if (statSync(file).size <= bytes) return undefined;
  } catch (error) {
    throw asReadFault(error, shown);
  }
  return [`is larger than ${bytes / MEBIBYTE} MiB, which ${of} refuses.`, 'Make it smaller, or have it ignored.'];
};

const asGenerated = (bytes: Buffer, content: string | Uint8Array | undefined): Uint8Array => {
  if (content === undefined) return bytes;
  const generated = Buffer.from(content as string);
  return normalise(bytes).equals(normalise(generated)) ? generated : bytes;
};
