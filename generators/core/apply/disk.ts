/**
 * What is on disk below one root, read without following a symbolic link below it: a link in a tree that somebody else
 * prepared would lead reads and writes out of the project.
 */
import { type Stats, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asReadFault, isSystemError } from './fault.ts';
import { foldersOf } from './path.ts';

export type Entry =
  | { readonly type: 'missing' }
  | { readonly type: 'file'; readonly bytes: Buffer; readonly executable: boolean }
  /** Something that is no file: it is never written over. `reason` is a sentence without a subject. */
  | { readonly type: 'obstacle'; readonly reason: string };

export interface Disk {
  readonly root: string;
  /** The entry at a safe path. Throws a Fault when the file system refuses. */
  readonly read: (path: string) => Entry;
}

const MISSING: Entry = { type: 'missing' };

/** The tree below `root`, which may itself be missing or a link (the user named it). Folders are looked up once. */
export const openDisk = (root: string): Disk => {
  const folders = new Map<string, Entry | 'folder'>();
  const folder = (path: string): Entry | 'folder' => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const found = lookAtFolder(path, lookAt(join(root, path), path));
    folders.set(path, found);
    return found;
  };
  const read = (path: string): Entry => {
    for (const parent of foldersOf(path)) {
      const found = folder(parent);
      if (found !== 'folder') return found;
    }
    return readEntry(join(root, path), path);
  };
  return { root, read };
};

const lookAtFolder = (path: string, stats: Stats | undefined): Entry | 'folder' => {
  if (stats === undefined) return MISSING;
  if (stats.isDirectory()) return 'folder';
  return obstacle(`is below ${path}, which is ${stats.isSymbolicLink() ? 'a symbolic link' : 'no folder'}.`);
};

const readEntry = (file: string, path: string): Entry => {
  const stats = lookAt(file, path);
  if (stats === undefined) return MISSING;
  if (stats.isSymbolicLink()) return obstacle('is a symbolic link where a file should be.');
  if (stats.isDirectory()) return obstacle('is a folder where a file should be.');
  if (!stats.isFile()) return obstacle('is not a regular file.');
  try {
    return { type: 'file', bytes: readFileSync(file), executable: (stats.mode & 0o111) !== 0 };
  } catch (error) {
    throw asReadFault(error, path);
  }
};

const lookAt = (file: string, path: string): Stats | undefined => {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOTDIR') return undefined;
    throw asReadFault(error, path);
  }
};

const obstacle = (reason: string): Entry => ({ type: 'obstacle', reason });
