/**
 * One run at a time. The folder .k8s-operator/.running is made by whoever may write, holds what it stages, and goes when it is
 * done. A run that was killed leaves it behind: the next one undoes what was half done.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { openDisk } from './disk.ts';
import { Fault, fileProblem, isSystemError } from './fault.ts';
import { journalFile, parseJournal, removeEmpty, rollBack } from './journal.ts';
import { RUNNING, STATE } from './path.ts';

/**
 * Runs `work` while no other run can write below `root`, which is made when it is missing. Leaves no trace but what `work` did:
 * folders that are empty afterwards are removed again.
 */
export const exclusively = <T>(root: string, work: () => T): T => {
  const made = makeRoot(root);
  try {
    enter(root);
    try {
      return work();
    } finally {
      rmSync(join(root, RUNNING), { recursive: true, force: true });
    }
  } finally {
    removeEmpty(root, [...made, STATE]);
  }
};

/** Makes the root and gives the folders that this made, relative to it, outermost first. */
const makeRoot = (root: string): readonly string[] => {
  const missing: string[] = [];
  for (let folder = root; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder))
    missing.unshift(folder);
  const made: string[] = [];
  try {
    for (const folder of missing) if (makeFolder(folder)) made.push(relative(root, folder) || '.');
  } catch (error) {
    removeEmpty(root, made);
    throw error;
  }
  return made;
};

/** False when another run was faster. Never with `recursive`: where nothing can be made (/proc), that tries for ever. */
const makeFolder = (folder: string): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return false;
    throw error;
  }
};

const enter = (root: string): void => {
  refuseLinks(root);
  // Made with the process id in it and then moved into place: nobody ever sees it without.
  const mine = join(root, `${RUNNING}.${process.pid}`);
  try {
    makeFolder(join(root, STATE));
    makeFolder(mine);
    writeFileSync(join(mine, 'pid'), String(process.pid));
    renameSync(mine, join(root, RUNNING));
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (!existsSync(join(root, RUNNING))) throw error;
    throw new Fault(
      fileProblem(
        RUNNING,
        'another run is writing here.',
        `Wait for it. If there is none, run again; if it stays, delete ${RUNNING}.`,
      ),
    );
  }
};

const refuseLinks = (root: string): void => {
  const entry = openDisk(root).read(`${RUNNING}/pid`);
  if (entry.type === 'obstacle') throw new Fault(fileProblem(STATE, entry.reason, 'Move it away and run again.'));
};

/** Undoes what a killed run left half done. Does nothing while that run is alive, or when there was none. */
export const recover = (root: string): void => {
  const running = join(root, RUNNING);
  if (!existsSync(join(root, STATE))) return;
  refuseLinks(root);
  removeUnfinished(root);
  if (!existsSync(running)) return removeEmpty(root, [STATE]);
  if (isInUse(running)) return;
  const text = read(journalFile(root));
  const journal = text === undefined ? { steps: [], folders: [] } : parseJournal(root, text);
  if (journal === undefined) {
    throw new Fault(
      fileProblem(
        RUNNING,
        'what a killed run left cannot be read.',
        `Restore the project from git, and delete ${RUNNING}.`,
      ),
    );
  }
  rollBack(root, journal);
  rmSync(running, { recursive: true, force: true });
  removeEmpty(root, [STATE]);
};

/** Throws a Fault where a killed run has left a project half written: for those who only read, and so undo nothing. */
export const refuseHalfWritten = (root: string): void => {
  if (!existsSync(journalFile(root)) || isInUse(join(root, RUNNING))) return;
  throw new Fault(
    fileProblem(
      RUNNING,
      'a run was killed while it wrote: not all that is here belongs together.',
      'Run "k8s-operator update", which undoes it first, or the command that it was.',
    ),
  );
};

/** What runs made that were killed before they entered. */
const removeUnfinished = (root: string): void => {
  const prefix = `${basename(RUNNING)}.`;
  for (const name of readdirSync(join(root, STATE))) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN);
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(root, STATE, name), { recursive: true, force: true });
  }
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

/** A crash of the machine may lose what was written into the folder; another run's folder is never seen without. */
const NAMELESS_MS = 10_000;

const isInUse = (running: string): boolean => {
  const pid = Number(read(join(running, 'pid')));
  if (Number.isInteger(pid) && pid > 0) return isAlive(pid);
  const made = statSync(running, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - made < NAMELESS_MS;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
};
