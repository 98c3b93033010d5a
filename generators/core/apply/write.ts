/**
 * The only code that changes a project. Given decided changes, does all of them or none:
 * 1. makes sure that each file still is what the changes were decided on;
 * 2. stages every new content next to its place, so that a full disk is met before anything is touched;
 * 3. moves files in by rename, the lock last; on any error, back again.
 * It is synchronous: Ctrl-C is seen before or after, never in between.
 */
import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './change.ts';
import { type Disk, openDisk } from './disk.ts';
import { exclusively } from './exclusive.ts';
import { Fault, asFault, fileProblem } from './fault.ts';
import { type Journal, journalFile, removeEmpty, rollBack, stagedNew, stagedOld } from './journal.ts';
import { foldersOf } from './path.ts';

/** Does all of `writes` below `root`, or none. Throws a Fault when the file system refuses or the tree has changed meanwhile. */
export const write = (root: string, writes: readonly Change[]): void => {
  if (writes.length === 0) return;
  const release = holdSignals();
  let at = root;
  const note = (path: string): string => (at = path);
  try {
    exclusively(root, () => {
      verify(openDisk(root), writes);
      const journal = journalOf(openDisk(root), writes);
      stage(root, writes, note);
      // Whole or not there: a run may be killed while it writes this.
      writeFileSync(`${journalFile(root)}.new`, JSON.stringify(journal));
      renameSync(`${journalFile(root)}.new`, journalFile(root));
      move(root, journal, note);
      removeEmpty(
        root,
        [
          ...new Set(writes.filter(({ after }) => after === undefined).flatMap(({ path }) => foldersOf(path))),
        ].toSorted(),
      );
    });
  } catch (error) {
    throw asFault(error, at);
  } finally {
    release();
  }
};

const verify = (disk: Disk, writes: readonly Change[]): void => {
  for (const { path, before } of writes) {
    const entry = disk.read(path);
    const same = before === undefined ? entry.type === 'missing' : entry.type === 'file' && entry.bytes.equals(before);
    if (!same) throw new Fault(fileProblem(path, 'was changed by something else in the meantime.', 'Run again.'));
  }
};

const journalOf = (disk: Disk, writes: readonly Change[]): Journal => {
  const folders = new Set(writes.filter(({ after }) => after !== undefined).flatMap(({ path }) => foldersOf(path)));
  return {
    steps: writes.map(({ path, before, after }) => ({
      path,
      replaces: before !== undefined,
      writes: after !== undefined,
    })),
    folders: [...folders].filter((folder) => disk.read(folder).type === 'missing'),
  };
};

const stage = (root: string, writes: readonly Change[], note: (path: string) => string): void => {
  for (const [index, { path, before, after, executable }] of writes.entries()) {
    note(path);
    if (after === undefined) continue;
    const staged = stagedNew(root, index);
    writeFileSync(staged, after, { flag: 'wx' });
    // What the user hid from others stays hidden.
    if (before !== undefined) chmodSync(staged, statSync(join(root, path)).mode & 0o777);
    if (executable === true) chmodSync(staged, executableBy(statSync(staged).mode));
  }
};

/** Whoever may read it may run it. */
const executableBy = (mode: number): number => (mode & 0o777) | ((mode & 0o444) >> 2);

const move = (root: string, journal: Journal, note: (path: string) => string): void => {
  try {
    for (const folder of journal.folders) mkdirSync(join(root, note(folder)));
    for (const [index, { path, replaces, writes }] of journal.steps.entries()) {
      const target = join(root, note(path));
      if (replaces) renameSync(target, stagedOld(root, index));
      if (writes) renameSync(stagedNew(root, index), target);
    }
  } catch (error) {
    rollBack(root, journal);
    throw error;
  }
  // From here on it is done: whoever finds the rest of the staging folder has nothing to undo.
  rmSync(journalFile(root));
};

/** While files move, a signal waits: without a listener its default would end the process there and then. */
const holdSignals = (): (() => void) => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const hold = (): void => undefined;
  for (const signal of signals) process.on(signal, hold);
  return () => {
    for (const signal of signals) process.off(signal, hold);
  };
};
