/** What is at a path: a file, a folder, or nothing. Links are followed, as kustomize does. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from '../apply/fault.ts';

/** `unknown` where the file system does not tell. */
export type TreeEntry = 'file' | 'folder' | 'missing' | 'unknown';

/** Of the project at `root`, with files that are yet to be written. */
export const entriesOf = (root: string, written: readonly string[]) => {
  const files = new Set(written);
  const folders = new Set(written.flatMap(foldersAround));
  return {
    entry: (path: string): TreeEntry => {
      if (files.has(path)) return 'file';
      return folders.has(path) ? 'folder' : onDisk(join(root, path));
    },
    beside: (path: string): readonly string[] => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const named = [...files, ...folders].filter((other) => other.startsWith(folder));
      return [...new Set([...named.map((other) => other.slice(folder.length)), ...namesIn(join(root, folder))])].filter(
        (name) => name !== '' && !name.includes('/'),
      );
    },
  };
};

const onDisk = (path: string): TreeEntry => {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR') ? 'missing' : 'unknown';
  }
};

const namesIn = (path: string): readonly string[] => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};

const foldersAround = (path: string): readonly string[] => {
  const end = path.lastIndexOf('/');
  if (end === -1) return [];
  const folder = path.slice(0, end);
  return [folder, ...foldersAround(folder)];
};
