/** A bundle's folder: what is in its files, and how large they are. Reading it is all that touches the disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asReadFault, Fault, fileProblem, isSystemError } from '../apply/fault.ts';
import { type Bundle, openBundle } from './open-bundle.ts';
import type { BundleFile } from './bundle-file.ts';

/**
 * The bundle in a folder, the one that has manifests/ and metadata/ in it. What cannot be read, and what is missing, is among its
 * problems, which name it as `shown`. Throws a Fault when there is no such folder, or the file system refuses.
 */
export const readBundle = (folder: string, shown: string = folder): Bundle =>
  openBundle(shown, filesBelow(folder, shown));

/** Every file below a folder. A link to a file is that file; a link to a folder is not followed: it may lead back, or out. */
const filesBelow = (folder: string, shown: string): readonly BundleFile[] => {
  const below = (path: string): readonly BundleFile[] =>
    namesIn(folder, path, shown).flatMap((name) => {
      const inner = path === '' ? name : `${path}/${name}`;
      return readEntry(folder, inner, shown, below);
    });
  return below('');
};

const namesIn = (folder: string, path: string, root: string): readonly string[] => {
  try {
    return readdirSync(join(folder, path));
  } catch (error) {
    const shown = join(root, path);
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      throw new Fault(
        fileProblem(
          shown,
          'there is no such folder.',
          'Give the folder of a bundle, which has manifests/ and metadata/.',
        ),
      );
    throw asReadFault(error, shown);
  }
};

const readEntry = (
  folder: string,
  path: string,
  shown: string,
  below: (path: string) => readonly BundleFile[],
): readonly BundleFile[] => {
  const whole = join(folder, path);
  try {
    const entry = statSync(whole);
    if (entry.isFile()) return [{ path, bytes: readFileSync(whole) }];
    return entry.isDirectory() && !isLink(folder, path) ? below(path) : [];
  } catch (error) {
    // A link that leads nowhere is as good as no file.
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ELOOP')) return [];
    throw asReadFault(error, join(shown, path));
  }
};

const isLink = (folder: string, path: string): boolean => {
  const at = path.lastIndexOf('/');
  const name = path.slice(at + 1);
  return readdirSync(join(folder, path.slice(0, Math.max(0, at))), { withFileTypes: true }).some(
    (entry) => entry.name === name && entry.isSymbolicLink(),
  );
};
