/** Inline file trees on a real disk, and a run of plan → changes → write against them. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ChangeSet, conflictsOf, writesOf } from '../../../generators/core/apply/change.ts';
import { changesFor } from '../../../generators/core/apply/changes.ts';
import { openDisk } from '../../../generators/core/apply/disk.ts';
import { write } from '../../../generators/core/apply/write.ts';
import type { PlannedFile } from '../../../generators/core/plan/plan.ts';

export type Tree = Readonly<Record<string, string>>;

/** A folder of its own, gone after the test. */
export const folder = (tree: Tree = {}): string => {
  const root = mkdtempSync(join(tmpdir(), 'apply-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  put(root, tree);
  return root;
};

export const put = (root: string, tree: Tree): void => {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

/** Every file below root; the tool's own records only when asked for. */
export const read = (root: string, { records = false } = {}): Tree =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => records || !path.startsWith('.k8s-operator'))
      .toSorted()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

export const managed = (path: string, content: string): PlannedFile => ({ path, content, owner: 'managed' });
export const seeded = (path: string, content: string): PlannedFile => ({ path, content, owner: 'seeded' });
/** Of the release whose folder is that of the path. */
export const released = (path: string, content: string): PlannedFile => ({
  path,
  content,
  owner: 'released',
  release: dirname(path),
});
export const merged = (path: string, content: string): PlannedFile => ({ path, content, owner: 'merged' });

/** What a run would do. */
export const changes = (root: string, plan: readonly PlannedFile[], force = false): Promise<ChangeSet> =>
  changesFor({ plan, disk: openDisk(root), force, generator: '1.0.0', spec: '0'.repeat(64) });

/** Runs as a command does: all or nothing. Gives what became of each file. */
export const apply = async (
  root: string,
  plan: readonly PlannedFile[],
  force = false,
): Promise<Readonly<Record<string, string>>> => {
  const set = await changes(root, plan, force);
  if (conflictsOf(set).length === 0) write(root, writesOf(set));
  return Object.fromEntries(set.changes.map(({ path, action }) => [path, action]));
};
