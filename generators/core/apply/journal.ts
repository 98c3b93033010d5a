/**
 * How a run is undone. Before the first file is moved, the journal says what will be; each step is a rename, so whatever
 * instant a run is cut off at, the staging folder and the journal are enough to go back to the tree as it was.
 */
import { existsSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDisk } from './disk.ts';
import { RUNNING, foldersOf, isSafePath } from './path.ts';

export interface Journal {
  /** In the order in which they are taken. */
  readonly steps: readonly Step[];
  /** Folders that the run makes, outermost first. */
  readonly folders: readonly string[];
}

export interface Step {
  readonly path: string;
  /** There was a file; it is in the staging folder while the run lasts. */
  readonly replaces: boolean;
  /** There will be a file. */
  readonly writes: boolean;
}

/** Where step number `index` finds its new content and puts away the old. */
export const stagedNew = (root: string, index: number): string => join(root, RUNNING, `new-${index}`);
export const stagedOld = (root: string, index: number): string => join(root, RUNNING, `old-${index}`);
export const journalFile = (root: string): string => join(root, RUNNING, 'journal.json');

/** Undoes every step that was taken. May be called at any instant of a run, and again. */
export const rollBack = (root: string, { steps, folders }: Journal): void => {
  for (const [index, { path, writes }] of [...steps.entries()].toReversed()) {
    const [old, target] = [stagedOld(root, index), join(root, path)];
    if (existsSync(old)) renameSync(old, target);
    else if (writes && steps[index]?.replaces === false && !existsSync(stagedNew(root, index)))
      rmSync(target, { force: true });
  }
  removeEmpty(root, folders);
};

/** Removes folders that have become empty, innermost first. */
export const removeEmpty = (root: string, folders: readonly string[]): void => {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      // Something else is in it, or it is gone: both are fine.
    }
  }
};

/** A journal that another process left. Untrusted: undefined unless every path stays in the project, behind no link. */
export const parseJournal = (root: string, text: string): Journal | undefined => {
  try {
    const { steps, folders } = JSON.parse(text) as Journal;
    const disk = openDisk(root);
    const isSafe = (path: string): boolean =>
      isSafePath(path) && foldersOf(path).every((folder) => isPlain(disk.read(folder)));
    const isPlain = (entry: ReturnType<typeof disk.read>): boolean =>
      entry.type !== 'obstacle' || !entry.reason.includes('link');
    const checked = steps.map(({ path, replaces, writes }) => ({
      path: String(path),
      replaces: replaces === true,
      writes: writes === true,
    }));
    return [...checked.map(({ path }) => path), ...folders].every(isSafe) ? { steps: checked, folders } : undefined;
  } catch {
    return undefined;
  }
};
