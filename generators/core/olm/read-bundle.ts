/** A bundle's folder: what is in its files, and how large they are. Reading it is all that touches the disk. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asReadFault, Fault, fileProblem, isSystemError } from '../apply/fault.ts';
import { type Bundle, openBundle, type Stray } from './open-bundle.ts';
import type { BundleFile } from './bundle-file.ts';

/**
 * The bundle in a folder, the one that has manifests/ and metadata/ in it. What cannot be read, and what is missing, is among its
 * problems, which name it as `shown`. Throws a Fault when there is no such folder, or the file system refuses.
 */
export const readBundle = (folder: string, shown: string = folder): Bundle => {
  const entries = entriesBelow(folder, shown);
  return openBundle(
    shown,
    entries.filter((entry) => 'bytes' in entry),
    entries.filter((entry) => 'stray' in entry),
  );
};

type Entry = BundleFile | Stray;

/** All that is below a folder. A link to a file is that file; a link to a folder is not followed: it may lead back, or out. */
const entriesBelow = (folder: string, shown: string): readonly Entry[] => {
  const below = (path: string): readonly Entry[] =>
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
  below: (path: string) => readonly Entry[],
): readonly Entry[] => {
  const whole = join(folder, path);
  try {
    const entry = statSync(whole);
    if (entry.isFile()) return [{ path, bytes: readFileSync(whole) }];
    if (!entry.isDirectory()) return [{ path, stray: 'no file' }];
    if (isLink(folder, path)) return [{ path, stray: 'a link to a folder' }];
    const inner = below(path);
    return inner.length > 0 ? inner : [{ path, stray: 'an empty folder' }];
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ELOOP'))
      return [{ path, stray: 'a link that leads nowhere' }];
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
